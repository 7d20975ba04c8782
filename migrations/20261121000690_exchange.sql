-- What an import needs to be told from what people made here, and to be brought in only once.
--
-- task_source keeps, for a task that came from elsewhere, what it was called there (`trello:5f2c..`,
-- `jira:SHOP-12`): a file that comes again can leave out what is there. It goes with its task. The same
-- source may be there twice, where somebody chose to bring it in again.
-- comment.import_id tells a comment that came with a task from one written here since, which undo keeps.

create table task_source (
  workspace_id uuid not null,
  task_id uuid not null,
  project_id uuid not null,
  source text not null,
  primary key (workspace_id, task_id),
  constraint task_source_length check (length(source) between 1 and 200),
  constraint task_source_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint task_source_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade
);
create index task_source_known on task_source (workspace_id, project_id, source);
call protect_tenant_table('task_source');

set local lock_timeout = '5s';
set local statement_timeout = '60s';
alter table import add column skipped integer not null default 0;
alter table comment add column import_id uuid;
