-- How long people worked on tasks: one row for each stretch of work.
--
-- It counts on one day, which is a day where the person is; so it is at most a day long. What was measured by a timer
-- also has the moments between which it ran. An entry without minutes is a timer that runs: a person has at most one
-- of them in a workspace, which time_entry_running keeps. What was removed can be put back, and keeps its id until
-- then; it counts nowhere.

create table time_entry (
  workspace_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  person_id uuid not null,
  day date not null,
  minutes integer,
  started_at timestamptz,
  ended_at timestamptz,
  note text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (workspace_id, id),
  constraint time_entry_minutes_range check (minutes between 1 and 1440),
  constraint time_entry_runs_until_it_counts check (minutes is not null or (started_at is not null and ended_at is null)),
  constraint time_entry_ends_after_start check (ended_at >= started_at),
  constraint time_entry_removed_is_over check (removed_at is null or minutes is not null),
  constraint time_entry_note_length check (length(note) <= 500),
  constraint time_entry_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint time_entry_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id)
);
create unique index time_entry_running on time_entry (workspace_id, person_id) where minutes is null;
create index time_entry_task on time_entry (workspace_id, task_id);
create index time_entry_person_day on time_entry (workspace_id, person_id, day);

call protect_tenant_table('time_entry');

-- Housekeeping takes away for good what was removed long ago.
create policy system on time_entry for select using ((select in_scope('system')));
create policy system_purge on time_entry for delete using ((select in_scope('system')));
