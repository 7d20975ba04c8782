-- Views of a project that were given a name, and tasks that were changed together.
--
-- A saved view is the query of an address. It belongs to who saved it; a shared one is there for everybody
-- who sees the project. Which view somebody sees a project in by default is theirs alone.
create table saved_view (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  owner_id uuid not null,
  name text not null,
  query text not null,
  shared boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint saved_view_name_key unique (workspace_id, project_id, owner_id, name),
  constraint saved_view_name_length check (length(name) between 1 and 60),
  constraint saved_view_query_length check (length(query) <= 2000),
  constraint saved_view_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint saved_view_owner_fkey foreign key (workspace_id, owner_id) references member (workspace_id, person_id) on delete cascade
);
create index saved_view_owner_idx on saved_view (workspace_id, owner_id);
call protect_tenant_table('saved_view');

create table default_view (
  workspace_id uuid not null,
  person_id uuid not null,
  project_id uuid not null,
  view_id uuid not null,
  primary key (workspace_id, person_id, project_id),
  constraint default_view_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade,
  constraint default_view_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint default_view_view_fkey foreign key (workspace_id, view_id) references saved_view (workspace_id, id) on delete cascade
);
create index default_view_project_idx on default_view (workspace_id, project_id);
create index default_view_view_idx on default_view (workspace_id, view_id);
call protect_tenant_table('default_view');

-- Several tasks changed by one command leave one event. Its subject is the change; which tasks it was is told here,
-- so that a live board loads them and the history of each of them has it.
create table bulk_task (
  workspace_id uuid not null,
  bulk_id uuid not null,
  task_id uuid not null,
  primary key (workspace_id, bulk_id, task_id),
  constraint bulk_task_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade
);
create index bulk_task_task_idx on bulk_task (workspace_id, task_id);
call protect_tenant_table('bulk_task');
