-- Pages from files: what was brought, how far it is, and which pages came of it.
--
-- Which pages an import makes is settled when it starts: their ids stand here in the order in which they are made, and
-- their numbers follow `first_number`. So a link to a page that comes later is right from the first, an import that was
-- interrupted goes on at `pages_done`, and undo knows its pages wherever they were moved since. The file itself is let
-- go when the import is over. An import is seen by nobody but whoever started it, which the queries ask for.

create table page_import (
  workspace_id uuid not null,
  id uuid not null,
  space_id uuid not null,
  parent_id uuid,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  source text not null,
  format text not null,
  content bytea,
  state text not null default 'waiting',
  page_ids uuid[] not null,
  first_number integer not null,
  pages_done integer not null default 0,
  problems jsonb not null default '[]',
  problem_count integer not null default 0,
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (workspace_id, id),
  constraint page_import_state_known check (state in ('waiting', 'running', 'done', 'failed', 'undone')),
  constraint page_import_format_known check (format in ('folder', 'book', 'notion', 'confluence')),
  constraint page_import_source_length check (length(source) between 1 and 200),
  constraint page_import_space_fkey foreign key (workspace_id, space_id) references space (workspace_id, id) on delete cascade,
  constraint page_import_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
    on delete cascade
);
create index page_import_creator on page_import (workspace_id, created_by, id);
create index page_import_space on page_import (workspace_id, space_id);
call protect_tenant_table('page_import');
