-- Tasks that come again. A series (recurrence) follows one rule; its newest task brings the next one about.
--
-- recurrence_occurrence has one row for each day of a series that has a task: its primary key is what keeps two
-- who complete a task at once, and a job that runs twice, from making a second one.

create table recurrence (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  rule text not null,
  cadence text not null,
  time_zone text not null,
  starts_on date not null,
  newest_on date not null,
  newest_task_id uuid not null,
  next_on date,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (workspace_id, id),
  constraint recurrence_cadence_known check (cadence in ('dates', 'completion')),
  constraint recurrence_rule_length check (length(rule) between 1 and 300),
  constraint recurrence_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint recurrence_task_fkey foreign key (workspace_id, newest_task_id) references task (workspace_id, id) on delete cascade,
  constraint recurrence_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id) on delete cascade
);
create unique index recurrence_newest on recurrence (workspace_id, newest_task_id) where ended_at is null;

create table recurrence_occurrence (
  workspace_id uuid not null,
  recurrence_id uuid not null,
  occurs_on date not null,
  task_id uuid not null,
  primary key (workspace_id, recurrence_id, occurs_on),
  constraint recurrence_occurrence_recurrence_fkey foreign key (workspace_id, recurrence_id) references recurrence (workspace_id, id) on delete cascade,
  constraint recurrence_occurrence_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade
);
create index recurrence_occurrence_task on recurrence_occurrence (workspace_id, task_id);

call protect_tenant_table('recurrence');
call protect_tenant_table('recurrence_occurrence');

-- The clock asks, across workspaces, where there are series at all.
create policy system on recurrence for select using ((select in_scope('system')));
