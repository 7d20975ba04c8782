-- Mail about what somebody was told.
--
-- A mail of this kind says whom it is for and in which workspace, so that the rights are looked at once more when it is
-- sent: it may have waited for a mail server for hours. What it is about points to it; a mail that may not go out any
-- more is taken back, and what is left of it is written anew.

-- unsubscribe: where such mails can be stopped. thread: what a mail program keeps them together by.
alter table mail
  add column workspace_id uuid,
  add column person_id uuid,
  add column unsubscribe text,
  add column thread text,
  add constraint mail_workspace_fkey foreign key (workspace_id) references workspace (id) on delete cascade not valid,
  add constraint mail_person_fkey foreign key (person_id) references person (id) on delete cascade not valid,
  add constraint mail_about check ((workspace_id is null) = (person_id is null)) not valid;
-- Mails before have neither, so these begin empty; the outbox is emptied every hour and is small.
-- squawk-ignore require-concurrent-index-creation
create index mail_workspace on mail (workspace_id) where workspace_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index mail_person on mail (person_id) where person_id is not null;

alter table notification add column mail_id uuid;
-- squawk-ignore require-concurrent-index-creation
create index notification_mail on notification (workspace_id, mail_id) where mail_id is not null;

-- The links that stop mails are signed with a key of each person, so that no link says anything about another's.
create table unsubscribe_key (
  person_id uuid primary key references person (id) on delete cascade,
  key bytea not null,
  constraint unsubscribe_key_length check (length(key) = 32)
);
call protect_identity_table('unsubscribe_key');
