-- How each person wants to be told: of what, by which way, and when not.
--
-- The settings belong to the account and not to a membership: quiet hours, a phone and a mailbox are one person's,
-- however many workspaces they work in. Who never chose has no row and gets what the program takes for usual.
--
-- in_app, mail, push: one bit a reason, in the order mentioned, assigned, due, commented, changed.
-- remind: when before a due day, bit 0 on the day, bit 1 the day before, bit 2 a week before, at remind_hour.
-- quiet_from, quiet_until: minutes of the day. quiet_days: bits of whole days, Monday the lowest.
-- digest_hour: one mail a day at that hour instead of one for each task.
create table notification_settings (
  person_id uuid primary key references person (id) on delete cascade,
  in_app smallint not null,
  mail smallint not null,
  push smallint not null,
  remind smallint not null,
  remind_hour smallint not null,
  quiet_from smallint,
  quiet_until smallint,
  quiet_days smallint not null,
  digest_hour smallint,
  constraint notification_settings_reasons check (in_app between 0 and 31 and mail between 0 and 31 and push between 0 and 31),
  constraint notification_settings_remind check (remind between 0 and 7 and remind_hour between 0 and 23),
  constraint notification_settings_quiet check (
    (quiet_from is null) = (quiet_until is null)
    and quiet_from between 0 and 1439
    and quiet_until between 0 and 1439
    and quiet_from <> quiet_until),
  constraint notification_settings_days check (quiet_days between 0 and 126),
  constraint notification_settings_digest check (digest_hour between 0 and 23)
);
call protect_identity_table('notification_settings');

-- Whoever tells a member something looks at how that member wants to be told.
create policy colleague on notification_settings for select using (
  exists (
    select from member
    where member.person_id = notification_settings.person_id
      and member.workspace_id = (select current_workspace())
  )
);

-- in_app: whether the inbox shows it; what goes out by mail or push alone is kept all the same.
-- mail_at, push_at: when it may go out, unless it was read before; nothing once that is settled.
alter table notification
  add column in_app boolean not null default true,
  add column mail_at timestamptz,
  add column push_at timestamptz;
-- The table came with the same release, so nobody waits for its indexes and constraints.
-- squawk-ignore require-concurrent-index-creation
create index notification_mail_due on notification (mail_at) where mail_at is not null;
-- squawk-ignore require-concurrent-index-creation
create index notification_push_due on notification (push_at) where push_at is not null;

-- An event may be about many tasks, and somebody hears of each of theirs.
-- squawk-ignore ban-drop-constraint
alter table notification drop constraint notification_event_key;
-- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint
alter table notification add constraint notification_event_key unique (workspace_id, person_id, seq, task_id);
