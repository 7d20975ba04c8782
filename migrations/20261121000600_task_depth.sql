-- What a task is made of and hangs on: when it starts and how long it takes, its checklist, the tasks
-- that are part of it, and those that it waits for, belongs with or repeats.
--
-- estimate is in minutes. A subtask lies in the project of its parent; that the tree has no circle and
-- is not too deep is held by the program, which nests under the project's row lock. A relation says
-- how `from` stands to `to`; two tasks are related in one way once, whichever comes first. That
-- `blocks` never goes in a circle is held under an advisory lock of the workspace, because the tasks of
-- a circle may lie in as many projects.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table task
  add column start_on date,
  add column estimate integer;

-- Rows written before have neither, so there is nothing to validate.
alter table task
  add constraint task_start_before_due check (start_on <= due_on) not valid,
  add constraint task_estimate_range check (estimate between 1 and 480000) not valid;

-- What happens when a task is completed while another one still blocks it.
alter table project
  add column when_blocked text not null default 'warn';
alter table project
  add constraint project_when_blocked_known check (when_blocked in ('allow', 'warn', 'forbid')) not valid;

create table checklist_item (
  workspace_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  rank text collate "C" not null,
  text text not null,
  done boolean not null default false,
  version integer not null default 1,
  primary key (workspace_id, id),
  constraint checklist_item_rank_key unique (workspace_id, task_id, rank) deferrable initially immediate,
  constraint checklist_item_text_length check (length(text) between 1 and 500),
  constraint checklist_item_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade
);

create table subtask (
  workspace_id uuid not null,
  task_id uuid not null,
  parent_id uuid not null,
  primary key (workspace_id, task_id),
  constraint subtask_other check (task_id <> parent_id),
  constraint subtask_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint subtask_parent_fkey foreign key (workspace_id, parent_id) references task (workspace_id, id) on delete cascade
);
create index subtask_parent on subtask (workspace_id, parent_id);

create table task_relation (
  workspace_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null,
  primary key (workspace_id, id),
  constraint task_relation_kind_known check (kind in ('blocks', 'relates', 'duplicates')),
  constraint task_relation_other check (from_id <> to_id),
  constraint task_relation_from_fkey foreign key (workspace_id, from_id) references task (workspace_id, id) on delete cascade,
  constraint task_relation_to_fkey foreign key (workspace_id, to_id) references task (workspace_id, id) on delete cascade
);
create unique index task_relation_pair
  on task_relation (workspace_id, least(from_id, to_id), greatest(from_id, to_id), kind);
create index task_relation_from on task_relation (workspace_id, from_id);
create index task_relation_to on task_relation (workspace_id, to_id);

call protect_tenant_table('checklist_item');
call protect_tenant_table('subtask');
call protect_tenant_table('task_relation');
