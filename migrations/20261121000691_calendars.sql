-- Secret addresses by which a calendar program reads due dates without signing in. Whoever has the address
-- sees what its person may see at that moment, so it is stored as a hash and made anew or revoked at will.
--
-- One address for all of a person's own tasks, which belongs to no workspace; one for each project and person.
create table person_calendar (
  person_id uuid primary key references person (id) on delete cascade,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  constraint person_calendar_token_key unique (token_hash)
);
call protect_identity_table('person_calendar');

create table project_calendar (
  workspace_id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, project_id, person_id),
  constraint project_calendar_token_key unique (workspace_id, token_hash),
  constraint project_calendar_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint project_calendar_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index project_calendar_token on project_calendar (token_hash);
create index project_calendar_member on project_calendar (workspace_id, person_id);
call protect_tenant_table('project_calendar');

-- An address is found by its secret, before there is somebody who acts.
create policy by_secret on project_calendar for select using ((select in_scope('identity')));
