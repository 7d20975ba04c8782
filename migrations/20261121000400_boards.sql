-- Projects, their columns, tasks and what hangs on a task.
--
-- rank is a fractional index (text, byte order): the place between two neighbours. It is computed by
-- the server while it holds the column's row lock, so that no two tasks of a column can tie.

create table project (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  key text not null,
  name text not null,
  description text not null default '',
  hue smallint not null default 0,
  next_number integer not null default 1,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id),
  constraint project_key_key unique (workspace_id, key),
  constraint project_key_form check (key ~ '^[A-Z][A-Z0-9]{1,9}$'),
  constraint project_name_length check (length(name) between 1 and 80),
  constraint project_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
);

create table project_guest (
  workspace_id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  level text not null,
  primary key (workspace_id, project_id, person_id),
  constraint project_guest_level_known check (level in ('view', 'edit')),
  constraint project_guest_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint project_guest_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);

create table board_column (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  name text not null,
  rank text collate "C" not null,
  done boolean not null default false,
  task_limit integer,
  version integer not null default 1,
  primary key (workspace_id, id),
  constraint board_column_project_key unique (workspace_id, project_id, id),
  constraint board_column_rank_key unique (workspace_id, project_id, rank) deferrable initially immediate,
  constraint board_column_name_length check (length(name) between 1 and 60),
  constraint board_column_limit_positive check (task_limit > 0),
  constraint board_column_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade
);

create table import (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  source text not null,
  content bytea,
  options jsonb not null,
  state text not null,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  problems jsonb not null default '[]',
  problem_count integer not null default 0,
  made jsonb not null default '{"columns": [], "labels": []}',
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (workspace_id, id),
  constraint import_state_known check (state in ('waiting', 'running', 'done', 'failed', 'undone')),
  constraint import_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade
);

create table task (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  column_id uuid not null,
  number integer not null,
  rank text collate "C" not null,
  title text not null,
  description text not null default '',
  priority smallint not null default 0,
  due_on date,
  version integer not null default 1,
  import_id uuid,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  completed_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id),
  constraint task_number_key unique (workspace_id, project_id, number),
  constraint task_rank_key unique (workspace_id, column_id, rank) deferrable initially immediate,
  constraint task_title_length check (length(title) between 1 and 500),
  constraint task_description_length check (length(description) <= 100000),
  constraint task_priority_known check (priority between 0 and 4),
  constraint task_column_fkey foreign key (workspace_id, project_id, column_id) references board_column (workspace_id, project_id, id),
  constraint task_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint task_import_fkey foreign key (workspace_id, import_id) references import (workspace_id, id),
  constraint task_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
);
create index task_project on task (workspace_id, project_id);
create index task_import on task (workspace_id, import_id) where import_id is not null;

create table task_assignee (
  workspace_id uuid not null,
  task_id uuid not null,
  person_id uuid not null,
  primary key (workspace_id, task_id, person_id),
  constraint task_assignee_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint task_assignee_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id)
);
create index task_assignee_person on task_assignee (workspace_id, person_id);

create table label (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  name text not null,
  hue smallint not null default 0,
  primary key (workspace_id, id),
  constraint label_name_key unique (workspace_id, project_id, name),
  constraint label_name_length check (length(name) between 1 and 40),
  constraint label_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade
);

create table task_label (
  workspace_id uuid not null,
  task_id uuid not null,
  label_id uuid not null,
  primary key (workspace_id, task_id, label_id),
  constraint task_label_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint task_label_label_fkey foreign key (workspace_id, label_id) references label (workspace_id, id) on delete cascade
);
create index task_label_label on task_label (workspace_id, label_id);

create table comment (
  workspace_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  author_id uuid not null,
  body text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  primary key (workspace_id, id),
  constraint comment_body_length check (length(body) between 1 and 20000),
  constraint comment_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint comment_author_fkey foreign key (workspace_id, author_id) references member (workspace_id, person_id)
);
create index comment_task on comment (workspace_id, task_id, created_at);

call protect_tenant_table('project');
call protect_tenant_table('project_guest');
call protect_tenant_table('board_column');
call protect_tenant_table('import');
call protect_tenant_table('task');
call protect_tenant_table('task_assignee');
call protect_tenant_table('label');
call protect_tenant_table('task_label');
call protect_tenant_table('comment');

-- The live hub re-checks guests across workspaces.
create policy system on project_guest for select using ((select in_scope('system')));
create policy system on project for select using ((select in_scope('system')));
