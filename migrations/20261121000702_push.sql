-- Messages that reach a phone or a desktop while Atrium is closed (web push, RFC 8030).
--
-- A subscription is of one browser and of the session in it: it ends with the session, by whichever way that ends. A
-- message holds ids; its words are made when it is sent, for what the person may see and has not read at that moment.

-- The one key pair by which push services know this server (RFC 8292), made when it is first needed.
create table vapid_key (
  single boolean primary key default true,
  private_key bytea not null,
  created_at timestamptz not null,
  constraint vapid_key_one check (single),
  constraint vapid_key_length check (length(private_key) = 32)
);
call protect_identity_table('vapid_key');

create table push_subscription (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  session_id uuid not null references session (id) on delete cascade,
  endpoint text not null,
  public_key bytea not null,
  auth bytea not null,
  device text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint push_subscription_endpoint_key unique (endpoint),
  constraint push_subscription_endpoint_length check (length(endpoint) between 1 and 2000),
  constraint push_subscription_keys check (length(public_key) = 65 and length(auth) = 16)
);
create index push_subscription_person on push_subscription (person_id);
create index push_subscription_session on push_subscription (session_id);
call protect_identity_table('push_subscription');

create table push_message (
  id uuid primary key,
  subscription_id uuid not null references push_subscription (id) on delete cascade,
  workspace_id uuid not null references workspace (id) on delete cascade,
  notifications uuid[] not null,
  tries smallint not null default 0,
  created_at timestamptz not null
);
create index push_message_subscription on push_message (subscription_id);
create index push_message_workspace on push_message (workspace_id);
call protect_identity_table('push_message');

-- Whoever ends a session, by whatever way, ends what is pushed to it.
create function end_push() returns trigger
language plpgsql
as $$
begin
  delete from push_subscription where session_id = new.id;
  return null;
end
$$;
create trigger session_ends_push after update of ended_at on session
  for each row when (new.ended_at is not null) execute function end_push();

-- A job for later: a push service says when it wants to be asked again.
create function enqueue_job_at(identifier text, payload json, job_key text, moment timestamptz)
returns void
language plpgsql
security definer
set search_path = public, pg_temp
as $$
begin
  perform graphile_worker.add_job(identifier, payload, job_key => job_key, run_at => moment, max_attempts => 12);
end
$$;
revoke all on function enqueue_job_at(text, json, text, timestamptz) from public;
grant execute on function enqueue_job_at(text, json, text, timestamptz) to atrium_app;
