-- Files on tasks. Their bytes lie in an object store; here stands what they are, and who may have them.
--
-- An upload comes in parts, each an object of its own: a part counts from the moment that its row is there and
-- `received` has grown by it, in one statement that names where it must begin, so that two who send at once never
-- mix. When the last part is there the upload becomes a file and an attachment, in one transaction.
--
-- A file is known by the hash of its content and lies in a workspace once. Another workspace has a row and an object of
-- its own: what somebody else has kept can be learnt by nobody. A file without attachments is taken away by a job.

create table upload (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  task_id uuid,
  person_id uuid not null,
  name text not null,
  size bigint not null,
  received bigint not null default 0,
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint upload_name_length check (length(name) between 1 and 150),
  constraint upload_received_within check (received between 0 and size),
  -- The task may go; what was sent is then swept like any upload that nobody goes on with.
  constraint upload_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete set null (task_id),
  constraint upload_person_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index upload_task on upload (workspace_id, task_id);
create index upload_touched on upload (touched_at);

create table upload_part (
  workspace_id uuid not null,
  upload_id uuid not null,
  starts_at bigint not null,
  object uuid not null,
  primary key (workspace_id, upload_id, starts_at),
  constraint upload_part_upload_fkey foreign key (workspace_id, upload_id) references upload (workspace_id, id) on delete cascade
);

create table file (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  object uuid not null,
  hash bytea not null,
  size bigint not null,
  kind text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint file_hash_key unique (workspace_id, hash),
  constraint file_hash_length check (length(hash) = 32),
  constraint file_size_positive check (size > 0),
  constraint file_kind_length check (length(kind) between 1 and 100)
);

create table attachment (
  workspace_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  file_id uuid not null,
  name text not null,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint attachment_name_length check (length(name) between 1 and 150),
  constraint attachment_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint attachment_file_fkey foreign key (workspace_id, file_id) references file (workspace_id, id),
  constraint attachment_person_fkey foreign key (workspace_id, added_by) references member (workspace_id, person_id) on delete cascade
);
create index attachment_task on attachment (workspace_id, task_id);
create index attachment_file on attachment (workspace_id, file_id);

call protect_tenant_table('upload');
call protect_tenant_table('upload_part');
call protect_tenant_table('file');
call protect_tenant_table('attachment');

-- Housekeeping looks in every workspace for what nobody goes on with and what nothing refers to.
create policy system on upload for select using ((select in_scope('system')));
create policy system on file for select using ((select in_scope('system')));
create policy system on attachment for select using ((select in_scope('system')));
