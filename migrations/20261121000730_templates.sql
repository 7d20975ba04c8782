-- Work that is done again and again, kept as it was laid out once.
--
-- content is a project as an export writes it (docs/export.md), of a whole project or of one task with its parts; it
-- is made to tasks by the importer. A template of a project belongs to the workspace, one of a task to its project.

create table template (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  project_id uuid,
  name text not null,
  content text not null,
  tasks integer not null,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint template_name_key unique nulls not distinct (workspace_id, project_id, name),
  constraint template_name_length check (length(name) between 1 and 80),
  constraint template_content_length check (length(content) <= 10000000),
  constraint template_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint template_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id) on delete cascade
);

call protect_tenant_table('template');
