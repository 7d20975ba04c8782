-- Who follows a task, and what people answer to a comment with one sign.
--
-- Most watchers are not written down: who made a task, works on it or spoke on it follows it for as long as that is
-- so. A row here is what cannot be read from elsewhere: that somebody was mentioned, or asked to be told, or asked to
-- be told no more. The last outlives everything else, so that nobody is made to follow what they left.

create table task_watcher (
  workspace_id uuid not null,
  task_id uuid not null,
  person_id uuid not null,
  watching boolean not null,
  since timestamptz not null default now(),
  primary key (workspace_id, task_id, person_id),
  constraint task_watcher_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint task_watcher_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index task_watcher_person on task_watcher (workspace_id, person_id);

create table comment_reaction (
  workspace_id uuid not null,
  comment_id uuid not null,
  person_id uuid not null,
  reaction text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, comment_id, person_id, reaction),
  constraint comment_reaction_known check (reaction in ('agree', 'love', 'great', 'done', 'puzzled')),
  constraint comment_reaction_comment_fkey foreign key (workspace_id, comment_id) references comment (workspace_id, id) on delete cascade,
  constraint comment_reaction_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index comment_reaction_person on comment_reaction (workspace_id, person_id);

call protect_tenant_table('task_watcher');
call protect_tenant_table('comment_reaction');
