-- Custom fields: what the tasks of a project say beside what every task says.
--
-- A field has one kind for good, and a task has at most one value in it. Values lie in a table of their own with a
-- column for each kind, and not as JSON in the task: so the database itself keeps a number a number and a day a day,
-- a choice is always one of its own field's, a person always a member, and none of them can hang in the air. It costs
-- one query for all cards of a board, which an index-only look in task order answers. A box that is not ticked has no
-- value, as a text that is empty has none.
--
-- That a field and a task are of one project is held by the program, as with labels; no task changes its project.
-- A field or a choice that some task uses is put aside (archived) rather than deleted, with all of its values.
-- Its name is free for another one then. place: the order of choices, which are always written all together.

create table field (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  name text not null,
  kind text not null,
  rank text collate "C" not null,
  on_card boolean not null default false,
  version integer not null default 1,
  archived_at timestamptz,
  primary key (workspace_id, id),
  constraint field_rank_key unique (workspace_id, project_id, rank) deferrable initially immediate,
  constraint field_name_length check (length(name) between 1 and 60),
  constraint field_kind_known check (kind in ('text', 'number', 'date', 'select', 'person', 'checkbox', 'link')),
  constraint field_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade
);
create unique index field_name_key on field (workspace_id, project_id, lower(name)) where archived_at is null;

create table field_option (
  workspace_id uuid not null,
  id uuid not null,
  field_id uuid not null,
  name text not null,
  hue smallint not null,
  place smallint not null,
  archived boolean not null default false,
  primary key (workspace_id, id),
  constraint field_option_field_key unique (workspace_id, field_id, id),
  constraint field_option_name_length check (length(name) between 1 and 60),
  constraint field_option_hue_known check (hue between 0 and 9),
  constraint field_option_field_fkey foreign key (workspace_id, field_id) references field (workspace_id, id) on delete cascade
);

create table field_value (
  workspace_id uuid not null,
  task_id uuid not null,
  field_id uuid not null,
  text text,
  number numeric(18, 6),
  day date,
  option_id uuid,
  person_id uuid,
  checked boolean,
  primary key (workspace_id, task_id, field_id),
  constraint field_value_one check (num_nonnulls(text, number, day, option_id, person_id, checked) = 1),
  constraint field_value_text_length check (length(text) between 1 and 2000),
  constraint field_value_checked check (checked),
  constraint field_value_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint field_value_field_fkey foreign key (workspace_id, field_id) references field (workspace_id, id) on delete cascade,
  constraint field_value_option_fkey foreign key (workspace_id, field_id, option_id) references field_option (workspace_id, field_id, id) on delete cascade,
  constraint field_value_person_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index field_value_field on field_value (workspace_id, field_id, option_id);
create index field_value_person on field_value (workspace_id, person_id) where person_id is not null;

call protect_tenant_table('field');
call protect_tenant_table('field_option');
call protect_tenant_table('field_value');
