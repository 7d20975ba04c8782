-- The wiki: spaces with trees of pages, who may see which of them, and what stands on them.
--
-- Rights. A scope is a space, or a page that says something of its own about who may do what, for itself and for
-- all below it. Scopes form a tree of a few nodes; each page names the scope that holds for it (`access_id`). Levels:
-- 0 none, 1 view, 2 comment, 3 edit, 4 manage.
--   given(space)  the greatest of: what everybody of the workspace gets (`everyone`; not for guests), what the project
--                 of the space gives, and one's own grants, as a person and through teams
--   given(page)   the greater of given(parent) and one's own grants here: a grant on a page widens
--   cap(page)     the smaller of cap(parent) and, where the scope is `narrow`, one's own grants here: nothing below
--                 gives back what was narrowed above
--   level         the smaller of given, cap, and what the role allows at most (viewer 1, guest 3, member 4);
--                 owners and admins have 4 everywhere
-- `scope_levels` computes that for one person; the policies of every table below a page ask it once a statement,
-- `scope_level` for one person and one scope. The
-- scopes themselves hold no titles, and are under the tenant policy alone, so that the rule can read them. That a space
-- is put aside stands with its scope: it holds for who sees a page of the space and not the space.
--
-- What is done to a page is done to all below it, also to pages that whoever does it does not see: the commands walk the
-- tree in the scope `tree`, in which pages are under the tenant policy alone.
--
-- What stands on a page is a Yjs document: a log of updates that only grows, and now and then the state up to a number
-- of it (`state_seq`), written together with the removal of what it contains. The number is unique for a page, so that
-- of two processes that both believe to own a page, one fails. `epoch` rises when a page is rewritten as a whole: a
-- client that holds another epoch must not merge into it. `page_text` is made from the document and can be made again.

create table access_scope (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  parent_id uuid,
  project_id uuid,
  everyone smallint not null default 0,
  narrow boolean not null default false,
  archived_at timestamptz,
  primary key (workspace_id, id),
  constraint access_scope_only_spaces_archived check (parent_id is null or archived_at is null),
  constraint access_scope_everyone_known check (everyone between 0 and 3),
  constraint access_scope_page_has_no_everyone check (parent_id is null or (everyone = 0 and project_id is null)),
  constraint access_scope_space_not_narrow check (parent_id is not null or not narrow),
  constraint access_scope_parent_fkey foreign key (workspace_id, parent_id) references access_scope (workspace_id, id)
    deferrable initially deferred,
  constraint access_scope_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade
);
create index access_scope_parent on access_scope (workspace_id, parent_id);
create unique index access_scope_project_key on access_scope (workspace_id, project_id) where project_id is not null;
call protect_tenant_table('access_scope');
create policy system on access_scope for select using ((select in_scope('system')));

create table access_grant (
  workspace_id uuid not null,
  scope_id uuid not null,
  id uuid not null,
  person_id uuid,
  team_id uuid,
  level smallint not null,
  primary key (workspace_id, id),
  constraint access_grant_person_key unique (workspace_id, scope_id, person_id),
  constraint access_grant_team_key unique (workspace_id, scope_id, team_id),
  constraint access_grant_to_one check (num_nonnulls(person_id, team_id) = 1),
  constraint access_grant_level_known check (level between 1 and 4),
  constraint access_grant_scope_fkey foreign key (workspace_id, scope_id) references access_scope (workspace_id, id) on delete cascade,
  constraint access_grant_person_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade,
  constraint access_grant_team_fkey foreign key (workspace_id, team_id) references team (workspace_id, id) on delete cascade
);
create index access_grant_person on access_grant (workspace_id, person_id);
create index access_grant_team on access_grant (workspace_id, team_id);
call protect_tenant_table('access_grant');
create policy system on access_grant for select using ((select in_scope('system')));
create policy system on team_member for select using ((select in_scope('system')));

-- The rule, for one scope and one person: what the scope gives by itself, before what stands above it, and what it lets
-- through from there. `own` is what was granted there, to the person or to a team of theirs.
create function scope_gives(role text, everyone smallint, own smallint, project uuid, guest_level text) returns integer
language sql immutable
return greatest(
  case when role = 'guest' then 0 else everyone end,
  coalesce(own, 0),
  case
    when project is null then 0
    when role <> 'guest' then 3
    when guest_level = 'edit' then 3
    when guest_level is not null then 1
    else 0
  end);

create function scope_keeps(narrow boolean, own smallint) returns integer
language sql immutable
return case when narrow then coalesce(own, 0) else 4 end;

create function level_of(role text, given integer, cap integer) returns smallint
language sql immutable
return (case role
  when 'owner' then 4
  when 'admin' then 4
  when 'member' then least(given, cap)
  when 'viewer' then least(given, cap, 1)
  else least(given, cap, 3)
end)::smallint;

-- Every scope for one person, as the rule says of each by itself. These functions have the rights of whoever asks.
create function scope_steps(workspace uuid, person uuid)
returns table (scope_id uuid, parent_id uuid, gives integer, keeps integer)
language sql stable
as $$
  select
    s.id,
    s.parent_id,
    scope_gives(m.role, s.everyone, own.level, s.project_id, guest.level),
    scope_keeps(s.narrow, own.level)
  from member m
  join access_scope s on s.workspace_id = m.workspace_id
  left join (
    select g.scope_id, max(g.level) as level
    from access_grant g
    where g.workspace_id = workspace
      and (g.person_id = person
        or g.team_id in (select t.team_id from team_member t where t.workspace_id = workspace and t.person_id = person))
    group by g.scope_id) own
    on own.scope_id = s.id
  left join project_guest guest
    on guest.workspace_id = s.workspace_id and guest.project_id = s.project_id and guest.person_id = m.person_id
  where m.workspace_id = workspace and m.person_id = person and m.suspended_at is null and m.left_at is null
$$;

-- What one person may do in every scope of a workspace: nothing for who is no member of it.
create function scope_levels(workspace uuid, person uuid)
returns table (scope_id uuid, level smallint)
language sql stable
as $$
  with recursive
  step as materialized (select * from scope_steps(workspace, person)),
  tree as (
    select s.scope_id, s.gives as given, 4 as cap from step s where s.parent_id is null
    union all
    select s.scope_id, greatest(t.given, s.gives), least(t.cap, s.keeps)
    from tree t
    join step s on s.parent_id = t.scope_id
  )
  select tree.scope_id, level_of(m.role, tree.given, tree.cap)
  from tree
  join member m on m.workspace_id = workspace and m.person_id = person
$$;

-- The same for one scope, without a look at the others.
create function scope_level(workspace uuid, person uuid, scope uuid) returns smallint
language sql stable
as $$
  with recursive path as (
    select s.parent_id, s.gives, s.keeps from scope_steps(workspace, person) s where s.scope_id = scope
    union all
    select s.parent_id, s.gives, s.keeps
    from path p
    join scope_steps(workspace, person) s on s.scope_id = p.parent_id
  )
  select level_of(m.role, max(path.gives), min(path.keeps))
  from path
  join member m on m.workspace_id = workspace and m.person_id = person
  group by m.role
$$;

-- The same for one scope and everybody.
create function scope_reach(workspace uuid, scope uuid)
returns table (person_id uuid, level smallint)
language sql stable
as $$
  with recursive
  path as (
    select s.id, s.parent_id, s.everyone, s.project_id, s.narrow
    from access_scope s
    where s.workspace_id = workspace and s.id = scope
    union all
    select s.id, s.parent_id, s.everyone, s.project_id, s.narrow
    from path p
    join access_scope s on s.workspace_id = workspace and s.id = p.parent_id
  ),
  own as (
    select g.scope_id, who.person_id, max(g.level) as level
    from path
    join access_grant g on g.workspace_id = workspace and g.scope_id = path.id
    cross join lateral (
      select g.person_id where g.person_id is not null
      union all
      select t.person_id from team_member t where t.workspace_id = workspace and t.team_id = g.team_id) who
    group by g.scope_id, who.person_id
  )
  select
    m.person_id,
    level_of(
      m.role,
      max(scope_gives(m.role, path.everyone, own.level, path.project_id, guest.level)),
      min(scope_keeps(path.narrow, own.level)))
  from member m
  cross join path
  left join own on own.scope_id = path.id and own.person_id = m.person_id
  left join project_guest guest
    on guest.workspace_id = workspace and guest.project_id = path.project_id and guest.person_id = m.person_id
  where m.workspace_id = workspace and m.suspended_at is null and m.left_at is null
  group by m.person_id, m.role
$$;

-- Owners and admins see every page: the scopes need not be counted for them.
create function sees_every_scope() returns boolean
language sql stable
as $$
  select exists (
    select
    from member m
    where m.workspace_id = current_workspace()
      and m.person_id = current_person()
      and m.role in ('owner', 'admin')
      and m.suspended_at is null
      and m.left_at is null)
$$;

create function visible_scopes() returns uuid[]
language sql stable
as $$
  select coalesce(array_agg(l.scope_id), '{}')
  from scope_levels(current_workspace(), current_person()) l
  where l.level > 0
$$;

create table space (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  slug text not null,
  name text not null,
  description text not null default '',
  hue smallint not null default 0,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint space_slug_key unique (workspace_id, slug),
  constraint space_slug_form check (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  constraint space_name_length check (length(name) between 1 and 80),
  constraint space_description_length check (length(description) <= 2000),
  constraint space_hue_known check (hue between 0 and 9),
  constraint space_scope_fkey foreign key (workspace_id, id) references access_scope (workspace_id, id) on delete cascade,
  constraint space_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
);

-- Pages are numbered in their workspace: an address that stays when a page is renamed or moved.
create table page_number (
  workspace_id uuid primary key references workspace (id) on delete cascade,
  next_number integer not null default 1
);
call protect_tenant_table('page_number');

create table page (
  workspace_id uuid not null,
  id uuid not null,
  space_id uuid not null,
  parent_id uuid,
  access_id uuid not null,
  number integer not null,
  rank text collate "C" not null,
  title text not null default '',
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  trashed_at timestamptz,
  trashed_by uuid,
  trashed_with uuid,
  primary key (workspace_id, id),
  constraint page_number_key unique (workspace_id, number),
  constraint page_space_key unique (workspace_id, space_id, id) deferrable initially deferred,
  constraint page_rank_key unique nulls not distinct (workspace_id, space_id, parent_id, rank) deferrable initially deferred,
  constraint page_title_length check (length(title) <= 200),
  constraint page_not_its_own_parent check (parent_id is distinct from id),
  constraint page_trash_together check ((trashed_at is null) = (trashed_by is null) and (trashed_at is null) = (trashed_with is null)),
  constraint page_space_fkey foreign key (workspace_id, space_id) references space (workspace_id, id),
  constraint page_parent_fkey foreign key (workspace_id, parent_id) references page (workspace_id, id)
    deferrable initially deferred,
  constraint page_access_fkey foreign key (workspace_id, access_id) references access_scope (workspace_id, id)
    deferrable initially deferred,
  constraint page_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id),
  constraint page_updater_fkey foreign key (workspace_id, updated_by) references member (workspace_id, person_id),
  constraint page_trasher_fkey foreign key (workspace_id, trashed_by) references member (workspace_id, person_id)
);
create index page_tree on page (workspace_id, parent_id, rank);
create index page_access on page (workspace_id, access_id);
create index page_updated on page (workspace_id, updated_at) where trashed_at is null;
create index page_trash on page (workspace_id, trashed_with) where trashed_at is not null;

-- The tenant policy of a table, and beyond it that the page or space may be seen.
create procedure protect_page_table(target regclass, seen text)
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (workspace_id = (select current_workspace()) and (%s)) '
    'with check (workspace_id = (select current_workspace()) and (%s))', target, seen, seen);
  execute format('grant select, insert, update, delete on %s to atrium_app', target);
end
$$;
call protect_page_table('space', '(select sees_every_scope()) or id = any ((select visible_scopes())::uuid[])');
call protect_page_table('page', '(select sees_every_scope()) or access_id = any ((select visible_scopes())::uuid[])');
create policy system on page for select using ((select in_scope('system')));
create policy tree on page
  using ((select in_scope('tree')) and workspace_id = (select current_workspace()))
  with check ((select in_scope('tree')) and workspace_id = (select current_workspace()));
create policy system on space for select using ((select in_scope('system')));

create table page_content (
  workspace_id uuid not null,
  page_id uuid not null,
  epoch integer not null default 1,
  schema_version integer not null,
  state bytea not null,
  state_seq bigint not null default 0,
  last_seq bigint not null default 0,
  changed_at timestamptz not null default now(),
  primary key (workspace_id, page_id),
  constraint page_content_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);

-- epoch of the log: what was written before a rewrite is kept with the version made then.
create table page_update (
  workspace_id uuid not null,
  page_id uuid not null,
  seq bigint not null,
  person_id uuid not null,
  at timestamptz not null,
  data bytea not null,
  primary key (workspace_id, page_id, seq),
  constraint page_update_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);

create table page_version (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  at timestamptz not null,
  kind text not null,
  name text,
  title text not null,
  people uuid[] not null default '{}',
  schema_version integer not null,
  state bytea not null,
  words integer not null default 0,
  primary key (workspace_id, id),
  constraint page_version_kind_known check (kind in ('session', 'named', 'restore', 'import', 'merge', 'rewrite')),
  constraint page_version_name_length check (length(name) between 1 and 100),
  constraint page_version_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);
create index page_version_page on page_version (workspace_id, page_id, at);

create table page_text (
  workspace_id uuid not null,
  page_id uuid not null,
  seq bigint not null,
  html text not null,
  plain text not null,
  outline jsonb not null default '[]',
  words integer not null default 0,
  primary key (workspace_id, page_id),
  constraint page_text_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);

-- What a page refers to: pages, tasks and people, from the document. What it points at need not be there any more.
create table page_reference (
  workspace_id uuid not null,
  page_id uuid not null,
  kind text not null,
  target_id uuid not null,
  primary key (workspace_id, page_id, kind, target_id),
  constraint page_reference_kind_known check (kind in ('page', 'task', 'person')),
  constraint page_reference_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);
create index page_reference_target on page_reference (workspace_id, kind, target_id);

-- Which process a page is open in. A lease that is not renewed ends; `fence` rises with every new holder.
create table page_lease (
  workspace_id uuid not null,
  page_id uuid not null,
  holder uuid not null,
  address text not null,
  fence bigint not null,
  expires_at timestamptz not null,
  primary key (workspace_id, page_id),
  constraint page_lease_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);

-- What each person keeps of pages: the stars, and when they last looked.
create table page_favourite (
  workspace_id uuid not null,
  person_id uuid not null,
  page_id uuid not null,
  at timestamptz not null default now(),
  primary key (workspace_id, person_id, page_id),
  constraint page_favourite_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade,
  constraint page_favourite_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index page_favourite_page on page_favourite (workspace_id, page_id);

create table page_visit (
  workspace_id uuid not null,
  person_id uuid not null,
  page_id uuid not null,
  at timestamptz not null default now(),
  primary key (workspace_id, person_id, page_id),
  constraint page_visit_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade,
  constraint page_visit_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index page_visit_page on page_visit (workspace_id, page_id);
create index page_visit_recent on page_visit (workspace_id, person_id, at);

-- Conversations about a page, or about a passage of it that the document marks with the thread's id.
create table page_thread (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  quote text not null default '',
  created_by uuid not null,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by uuid,
  primary key (workspace_id, id),
  constraint page_thread_quote_length check (length(quote) <= 1000),
  constraint page_thread_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade,
  constraint page_thread_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
);
create index page_thread_page on page_thread (workspace_id, page_id);

create table page_comment (
  workspace_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  page_id uuid not null,
  author_id uuid not null,
  body text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  primary key (workspace_id, id),
  constraint page_comment_body_length check (length(body) between 1 and 20000),
  constraint page_comment_thread_fkey foreign key (workspace_id, thread_id) references page_thread (workspace_id, id) on delete cascade,
  constraint page_comment_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade,
  constraint page_comment_author_fkey foreign key (workspace_id, author_id) references member (workspace_id, person_id)
);
create index page_comment_thread on page_comment (workspace_id, thread_id, created_at);

-- Links by which anybody reads a page, and all below it where that was chosen.
create table page_share (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  token_hash bytea not null,
  below boolean not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  constraint page_share_token_key unique (workspace_id, token_hash),
  constraint page_share_expiry check (expires_at > created_at),
  constraint page_share_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade,
  constraint page_share_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id) on delete cascade
);
create index page_share_token on page_share (token_hash);
create index page_share_page on page_share (workspace_id, page_id);

-- One system of tags for pages and tasks; documents will use it too.
create table tag (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null,
  hue smallint not null default 0,
  primary key (workspace_id, id),
  constraint tag_name_length check (length(name) between 1 and 40),
  constraint tag_hue_known check (hue between 0 and 9)
);
create unique index tag_name_key on tag (workspace_id, lower(name));
call protect_tenant_table('tag');

create table page_tag (
  workspace_id uuid not null,
  page_id uuid not null,
  tag_id uuid not null,
  primary key (workspace_id, page_id, tag_id),
  constraint page_tag_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade,
  constraint page_tag_tag_fkey foreign key (workspace_id, tag_id) references tag (workspace_id, id) on delete cascade
);
create index page_tag_tag on page_tag (workspace_id, tag_id);

create table task_tag (
  workspace_id uuid not null,
  task_id uuid not null,
  tag_id uuid not null,
  primary key (workspace_id, task_id, tag_id),
  constraint task_tag_task_fkey foreign key (workspace_id, task_id) references task (workspace_id, id) on delete cascade,
  constraint task_tag_tag_fkey foreign key (workspace_id, tag_id) references tag (workspace_id, id) on delete cascade
);
create index task_tag_tag on task_tag (workspace_id, tag_id);
call protect_tenant_table('task_tag');

-- A page to begin others from; one that belongs to no space is for the whole workspace.
create table page_template (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  space_id uuid,
  name text not null,
  schema_version integer not null,
  state bytea not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint page_template_name_length check (length(name) between 1 and 80),
  constraint page_template_space_fkey foreign key (workspace_id, space_id) references space (workspace_id, id) on delete cascade,
  constraint page_template_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
);
create index page_template_space on page_template (workspace_id, space_id);

-- The policy of a table below a page asks for the page, whose own policy answers.
create procedure protect_below_page(target regclass)
language plpgsql
as $$
begin
  call protect_page_table(
    target,
    format('exists (select from page p where p.workspace_id = %s.workspace_id and p.id = %s.page_id)', target, target));
end
$$;
call protect_below_page('page_content');
call protect_below_page('page_update');
call protect_below_page('page_version');
call protect_below_page('page_text');
call protect_below_page('page_reference');
call protect_below_page('page_lease');
call protect_below_page('page_favourite');
call protect_below_page('page_visit');
call protect_below_page('page_thread');
call protect_below_page('page_comment');
call protect_below_page('page_share');
call protect_below_page('page_tag');
call protect_page_table(
  'page_template', 'space_id is null or (select sees_every_scope()) or space_id = any ((select visible_scopes())::uuid[])');
drop procedure protect_below_page(regclass);

-- A link is found by its secret, by whoever brings it.
create policy by_secret on page_share for select using ((select in_scope('identity')));
create policy system on page_lease for select using ((select in_scope('system')));
create policy system on page_content for select using ((select in_scope('system')));

-- Files hang on tasks and on pages.
alter table upload
  add column page_id uuid,
  add constraint upload_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id)
    on delete set null (page_id) not valid,
  add constraint upload_of_one check (num_nonnulls(task_id, page_id) <= 1) not valid;
-- Uploads under way are few.
-- squawk-ignore require-concurrent-index-creation
create index upload_page on upload (workspace_id, page_id);

-- The program of the release before asks for files by their task, so it never meets one without.
alter table attachment
  -- squawk-ignore ban-drop-not-null
  alter column task_id drop not null,
  add column page_id uuid,
  add constraint attachment_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id)
    on delete cascade not valid,
  add constraint attachment_of_one check (num_nonnulls(task_id, page_id) = 1) not valid;
-- Of a page there is none yet.
-- squawk-ignore require-concurrent-index-creation
create index attachment_page on attachment (workspace_id, page_id) where page_id is not null;

-- A file of a page is for who sees the page. Whether a file is needed at all is asked in the scope `tree`.
drop policy tenant on attachment;
create policy tenant on attachment
  using (
    workspace_id = (select current_workspace())
    and (page_id is null or exists (
      select from page p where p.workspace_id = attachment.workspace_id and p.id = attachment.page_id)))
  with check (
    workspace_id = (select current_workspace())
    and (page_id is null or exists (
      select from page p where p.workspace_id = attachment.workspace_id and p.id = attachment.page_id)));
create policy tree on attachment for select
  using ((select in_scope('tree')) and workspace_id = (select current_workspace()));

-- A workspace goes with its wiki: pages first, whoever saw them, then what they stood under.
create or replace function purge_workspace(target uuid, deleted_before timestamptz)
returns boolean
language plpgsql
security definer
set search_path = public, pg_temp
as $$
begin
  if target is distinct from current_workspace() then
    raise exception 'a workspace is purged in its own transaction';
  end if;
  perform from workspace w where w.id = target and w.deleted_at < deleted_before for update;
  if not found then
    return false;
  end if;
  perform set_config('app.scope', 'tree', true);
  delete from page where workspace_id = target;
  perform set_config('app.scope', '', true);
  delete from access_scope where workspace_id = target;
  delete from page_template where workspace_id = target;
  delete from comment where workspace_id = target;
  delete from task_label where workspace_id = target;
  delete from task_assignee where workspace_id = target;
  delete from task where workspace_id = target;
  delete from import where workspace_id = target;
  delete from project where workspace_id = target;
  delete from invitation where workspace_id = target;
  delete from team where workspace_id = target;
  delete from event where workspace_id = target;
  update member set manager_id = null where workspace_id = target and manager_id is not null;
  delete from member where workspace_id = target;
  delete from workspace where id = target;
  return true;
end
$$;

-- People are told of tasks and of pages. What is about a page waits in the inbox and goes out by no other way.
alter table notification
  -- squawk-ignore ban-drop-not-null
  alter column task_id drop not null,
  add column page_id uuid,
  add column page_comment_id uuid,
  add constraint notification_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id)
    on delete cascade not valid,
  add constraint notification_page_comment_fkey foreign key (workspace_id, page_comment_id)
    references page_comment (workspace_id, id) on delete set null (page_comment_id) not valid,
  add constraint notification_about_one check (num_nonnulls(task_id, page_id) = 1) not valid;
-- Of a page there is none yet.
-- squawk-ignore require-concurrent-index-creation
create index notification_page on notification (workspace_id, person_id, page_id) where page_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index notification_page_comment on notification (workspace_id, page_comment_id) where page_comment_id is not null;
