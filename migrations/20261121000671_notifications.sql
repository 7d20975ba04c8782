-- What each person is told, and how far the log of events has been read for it.
--
-- No command writes here. A reader follows the events of a workspace by their numbers and works out whom each of them
-- concerns; it moves the cursor in the transaction that writes the rows, so that it can be killed at any moment and
-- run by several servers: what it does twice is done once, and nothing is passed over.
--
-- A row holds ids and no words. The sentence is made when it is read, from the event and the task, and for what the
-- reader may see at that moment alone: who lost a project finds nothing of it in what they were told before.

create table notification_cursor (
  workspace_id uuid primary key references workspace (id) on delete cascade,
  seq bigint not null default 0
);

-- What happened before anybody was told begins as told.
select set_config('app.scope', 'system', true);
insert into notification_cursor (workspace_id, seq) select workspace_id, seq from event_sequence;

-- at: when it happened. seq: the event; a due date has none, and is told once for a day of a task.
create table notification (
  workspace_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  task_id uuid not null,
  comment_id uuid,
  reason text not null,
  seq bigint,
  due_on date,
  days_before smallint,
  at timestamptz not null,
  read_at timestamptz,
  done_at timestamptz,
  snoozed_until timestamptz,
  primary key (workspace_id, id),
  constraint notification_event_key unique (workspace_id, person_id, seq),
  constraint notification_due_key unique (workspace_id, person_id, task_id, due_on, days_before),
  constraint notification_reason_known check (reason in ('mentioned', 'assigned', 'commented', 'changed', 'due')),
  constraint notification_cause check ((reason = 'due') = (seq is null) and (reason = 'due') = (due_on is not null)),
  constraint notification_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade,
  constraint notification_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint notification_comment_fkey foreign key (workspace_id, comment_id) references comment (workspace_id, id) on delete set null (comment_id)
);
create index notification_open on notification (workspace_id, person_id, task_id) where done_at is null;
create index notification_done on notification (workspace_id, person_id, done_at) where done_at is not null;
create index notification_task on notification (workspace_id, task_id);
create index notification_comment on notification (workspace_id, comment_id) where comment_id is not null;

call protect_tenant_table('notification_cursor');
call protect_tenant_table('notification');

-- The reader asks which workspaces have gone on.
create policy system on notification_cursor for select using ((select in_scope('system')));

-- What has been done with for long is taken away.
create policy system on notification for select using ((select in_scope('system')));
create policy system_purge on notification for delete using ((select in_scope('system')));
