-- Webhooks: what happens here is told to other programs.
--
-- No command writes a delivery. A reader follows the events of a workspace by their numbers, as the inbox does, and
-- moves its cursor in the transaction that writes the deliveries: what is committed is told, what is not never was,
-- and what is read twice is told once. A workspace has a cursor from its first webhook on.
--
-- A delivery keeps the very bytes that were sent, so that every try of it, and a replay weeks later, carries the same
-- identity and the same words. Whoever takes it to send it writes down until when (the lease): a server that is killed
-- in the middle loses nothing, and two servers do not send the same at once.

create table webhook_cursor (
  workspace_id uuid primary key references workspace (id) on delete cascade,
  seq bigint not null
);

-- kinds: which events, as whole kinds (task.moved) or as their beginning (task); none for all of them.
-- after_seq: what happened before it was made, or while it was off, is not told.
-- disabled_because: where it was not a person who switched it off.
create table webhook (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid,
  address text not null,
  name text not null,
  kinds text[] not null,
  enabled boolean not null default true,
  disabled_because text,
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  after_seq bigint not null,
  failing_since timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  constraint webhook_address_length check (length(address) between 1 and 2000),
  constraint webhook_name_length check (length(name) <= 80),
  constraint webhook_kinds_few check (cardinality(kinds) <= 100),
  constraint webhook_disabled_reason check (disabled_because in ('gone', 'failing')),
  constraint webhook_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint webhook_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id) on delete cascade
);
create index webhook_project on webhook (workspace_id, project_id) where project_id is not null;
create index webhook_creator on webhook (workspace_id, created_by);

-- seq: the event; a test has none. tries: since it was made or replayed last.
create table webhook_delivery (
  workspace_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  seq bigint,
  subject_id uuid,
  kind text not null,
  about text not null,
  body text not null,
  status text not null default 'waiting',
  tries smallint not null default 0,
  due_at timestamptz not null,
  lease uuid,
  leased_until timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  constraint webhook_delivery_event_key unique (workspace_id, webhook_id, seq),
  constraint webhook_delivery_status_known check (status in ('waiting', 'delivered', 'failed')),
  constraint webhook_delivery_lease check ((lease is null) = (leased_until is null)),
  constraint webhook_delivery_webhook_fkey foreign key (workspace_id, webhook_id) references webhook (workspace_id, id) on delete cascade
);
create index webhook_delivery_due on webhook_delivery (due_at) where status = 'waiting';
create index webhook_delivery_waiting on webhook_delivery (workspace_id, webhook_id, subject_id, seq) where status = 'waiting';
create index webhook_delivery_log on webhook_delivery (workspace_id, webhook_id, id desc);
create index webhook_delivery_age on webhook_delivery (created_at);

-- code: the HTTP status of what came back; lost: why nothing did.
create table webhook_attempt (
  workspace_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  at timestamptz not null,
  millis int not null,
  code smallint,
  lost text,
  answer text not null default '',
  primary key (workspace_id, id),
  constraint webhook_attempt_outcome check ((code is null) <> (lost is null)),
  constraint webhook_attempt_answer_length check (length(answer) <= 1024),
  constraint webhook_attempt_delivery_fkey foreign key (workspace_id, delivery_id) references webhook_delivery (workspace_id, id) on delete cascade
);
create index webhook_attempt_delivery on webhook_attempt (workspace_id, delivery_id, at);

call protect_tenant_table('webhook_cursor');
call protect_tenant_table('webhook');
call protect_tenant_table('webhook_delivery');
call protect_tenant_table('webhook_attempt');

-- The server asks which workspaces have gone on, and which webhooks have something to send.
create policy system on webhook_cursor for select using ((select in_scope('system')));
create policy system on webhook for select using ((select in_scope('system')));
create policy system on webhook_delivery for select using ((select in_scope('system')));

-- What is old is taken away, with its attempts.
create policy system_purge on webhook_delivery for delete using ((select in_scope('system')));
