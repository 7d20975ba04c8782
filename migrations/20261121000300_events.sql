-- One row for every act: the activity people read, the sequence the live hub resumes by, and the
-- audit log, in one append-only chain per workspace.
--
-- hash = sha256(previous hash || the row's fields joined by '|'), where the data is represented by
-- its own sha256, so that data can be redacted one day without breaking the chain. The serving role
-- may read events and add them through record_event alone. The row lock on event_sequence is held
-- until the commit, so that events become visible in the order of their numbers: who has seen n has
-- seen everything before it.

create table event_sequence (
  workspace_id uuid primary key references workspace (id) on delete cascade,
  seq bigint not null default 0,
  hash bytea not null default '\x'
);

create table event (
  workspace_id uuid not null references workspace (id) on delete cascade,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  kind text not null,
  project_id uuid,
  subject_id uuid,
  data jsonb,
  data_hash bytea not null,
  hash bytea not null,
  primary key (workspace_id, seq)
);
create index event_project on event (workspace_id, project_id, seq) where project_id is not null;
create index event_subject on event (workspace_id, subject_id, seq);

call protect_tenant_table('event_sequence');
call protect_tenant_table('event');
create policy system on event_sequence for select using ((select in_scope('system')));
revoke insert, update, delete on event from atrium_app;
revoke insert, update, delete on event_sequence from atrium_app;

create function event_hash(
  previous bytea, workspace uuid, seq bigint, at timestamptz, actor uuid,
  kind text, project uuid, subject uuid, data_hash bytea
) returns bytea
language sql immutable
as $$
  select sha256(previous || convert_to(
    concat_ws('|',
      workspace::text, seq::text, (extract(epoch from at) * 1000000)::bigint::text,
      coalesce(actor::text, ''), kind, coalesce(project::text, ''), coalesce(subject::text, ''),
      encode(data_hash, 'hex')),
    'UTF8'))
$$;

-- At a moment of the caller's choosing, for the owning role alone: demonstration data has a past.
create function record_event_at(
  workspace uuid, actor uuid, kind text, project uuid, subject uuid, data jsonb, moment timestamptz
)
returns bigint
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  previous record;
  next_seq bigint;
  digest bytea := sha256(convert_to(data::text, 'UTF8'));
  next_hash bytea;
begin
  if workspace is distinct from current_workspace() then
    raise exception 'an event belongs to the workspace of its transaction';
  end if;
  insert into event_sequence (workspace_id) values (workspace) on conflict do nothing;
  select s.seq, s.hash into previous from event_sequence s where s.workspace_id = workspace for update;
  next_seq := previous.seq + 1;
  next_hash := event_hash(previous.hash, workspace, next_seq, moment, actor, kind, project, subject, digest);
  insert into event (workspace_id, seq, at, actor_id, kind, project_id, subject_id, data, data_hash, hash)
  values (workspace, next_seq, moment, actor, kind, project, subject, data, digest, next_hash);
  update event_sequence s set seq = next_seq, hash = next_hash where s.workspace_id = workspace;
  return next_seq;
end
$$;
revoke all on function record_event_at(uuid, uuid, text, uuid, uuid, jsonb, timestamptz) from public;

create function record_event(workspace uuid, actor uuid, kind text, project uuid, subject uuid, data jsonb)
returns bigint
language sql
security definer
set search_path = public, pg_temp
as $$
  select record_event_at(workspace, actor, kind, project, subject, data, clock_timestamp())
$$;
revoke all on function record_event(uuid, uuid, text, uuid, uuid, jsonb) from public;
grant execute on function record_event(uuid, uuid, text, uuid, uuid, jsonb) to atrium_app;

create function refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'events are append-only';
end
$$;
create trigger event_append_only before update or truncate on event
  for each statement execute function refuse_change();

-- A creation that is asked for twice under one key happens once.
create table idempotency (
  workspace_id uuid not null references workspace (id) on delete cascade,
  person_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  subject_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, person_id, key),
  constraint idempotency_key_length check (length(key) between 1 and 200)
);
call protect_tenant_table('idempotency');

-- Adds a job in the caller's transaction. The queue's own tables belong to the migrating role.
create function enqueue_job(identifier text, payload json, job_key text)
returns void
language plpgsql
security definer
set search_path = public, pg_temp
as $$
begin
  perform graphile_worker.add_job(identifier, payload, job_key => job_key, max_attempts => 12);
end
$$;
revoke all on function enqueue_job(text, json, text) from public;
grant execute on function enqueue_job(text, json, text) to atrium_app;
