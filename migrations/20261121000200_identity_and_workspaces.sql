-- People, how they prove who they are, and the workspaces they share.
--
-- person holds what colleagues may see; credential, session, api_token and mail_token hold what
-- nobody else may, and are reached in the identity scope alone. Secrets are stored as SHA-256.
--
-- A session's secret is renewed when its person's rights change (rotation_due); the one before stays
-- good for a moment (previous_hash, rotated_at), for requests that are already on their way.
-- A member who left keeps their row, so that what they made keeps its maker: left_at, always together
-- with suspended_at.

create table person (
  id uuid primary key,
  email text not null,
  name text not null,
  title text not null default '',
  hue smallint not null default 0,
  time_zone text not null default 'UTC',
  working_days smallint not null default 31,
  leave_from date,
  leave_until date,
  theme text not null default 'system',
  instance_owner boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint person_email_length check (length(email) between 3 and 254),
  constraint person_name_length check (length(name) between 1 and 100),
  constraint person_theme_known check (theme in ('system', 'light', 'dark'))
);
create unique index person_email_key on person (lower(email));

create table credential (
  person_id uuid primary key references person (id) on delete cascade,
  password_hash text not null,
  changed_at timestamptz not null default now()
);

create table session (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  token_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz,
  rotation_due boolean not null default false,
  device text not null default '',
  address text not null default '',
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint session_token_key unique (token_hash)
);
create index session_person on session (person_id);
create index session_previous on session (previous_hash) where previous_hash is not null;

create table api_token (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  name text not null,
  token_hash bytea not null,
  scope text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint api_token_key unique (token_hash),
  constraint api_token_scope_known check (scope in ('read', 'write')),
  constraint api_token_name_length check (length(name) between 1 and 100)
);
create index api_token_person on api_token (person_id);

create table mail_token (
  token_hash bytea primary key,
  person_id uuid not null references person (id) on delete cascade,
  purpose text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint mail_token_purpose_known check (purpose in ('reset'))
);
create index mail_token_person on mail_token (person_id);

-- Failed sign-ins, by account and by address: the delay grows, it never locks for good.
create table sign_in_delay (
  key text primary key,
  failures integer not null,
  failed_at timestamptz not null,
  open_at timestamptz not null
);

-- Mail waiting to go out, and the mailbox that development mode shows.
create table mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index mail_created on mail (created_at);

create table workspace (
  id uuid primary key,
  slug text not null,
  name text not null,
  kind text not null,
  plan text not null default 'self-hosted',
  billing_contact text not null default '',
  invoice_reference text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint workspace_slug_key unique (slug),
  constraint workspace_slug_form check (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  constraint workspace_name_length check (length(name) between 1 and 80),
  constraint workspace_kind_known check (kind in ('team', 'personal'))
);

create table member (
  workspace_id uuid not null references workspace (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  role text not null,
  manager_id uuid,
  joined_at timestamptz not null default now(),
  suspended_at timestamptz,
  left_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, person_id),
  constraint member_left_suspended check (left_at is null or suspended_at is not null),
  constraint member_role_known check (role in ('owner', 'admin', 'member', 'viewer', 'guest')),
  constraint member_manager_fkey foreign key (workspace_id, manager_id) references member (workspace_id, person_id),
  constraint member_manager_other check (manager_id is distinct from person_id)
);
create index member_person on member (person_id);
create index member_manager on member (workspace_id, manager_id);

create table team (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint team_name_key unique (workspace_id, name),
  constraint team_name_length check (length(name) between 1 and 80)
);

create table team_member (
  workspace_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  lead boolean not null default false,
  primary key (workspace_id, team_id, person_id),
  constraint team_member_team_fkey foreign key (workspace_id, team_id) references team (workspace_id, id) on delete cascade,
  constraint team_member_member_fkey foreign key (workspace_id, person_id) references member (workspace_id, person_id) on delete cascade
);
create index team_member_person on team_member (workspace_id, person_id);

create table invitation (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  email text,
  role text not null,
  token_hash bytea not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  constraint invitation_token_key unique (workspace_id, token_hash),
  constraint invitation_role_known check (role in ('admin', 'member', 'viewer', 'guest')),
  constraint invitation_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id)
);
create index invitation_token on invitation (token_hash);

create procedure protect_shared_tables()
language plpgsql
as $$
begin
  call protect_identity_table('credential');
  call protect_identity_table('session');
  call protect_identity_table('api_token');
  call protect_identity_table('mail_token');
  call protect_identity_table('sign_in_delay');
  call protect_identity_table('mail');
  call protect_tenant_table('team');
  call protect_tenant_table('team_member');
  call protect_tenant_table('invitation');
  call protect_tenant_table('member');
end
$$;
call protect_shared_tables();
drop procedure protect_shared_tables();

-- The live hub asks, across workspaces, which sessions still stand.
create policy system on session for select using ((select in_scope('system')));

-- A person sees and leaves their own memberships from outside any workspace; the hub re-checks them all.
create policy own on member for select using ((select in_scope('identity')) and person_id = (select current_person()));
create policy system on member for select using ((select in_scope('system')));

-- An invitation is found by its secret, before there is a member.
create policy by_secret on invitation for select using ((select in_scope('identity')));

alter table person enable row level security;
alter table person force row level security;
create policy identity on person using ((select in_scope('identity'))) with check ((select in_scope('identity')));
create policy colleague on person for select using (
  exists (
    select from member
    where member.person_id = person.id
      and member.workspace_id = (select current_workspace())
  )
);
grant select, insert, update on person to atrium_app;

alter table workspace enable row level security;
alter table workspace force row level security;
create policy tenant on workspace
  using (id = (select current_workspace()))
  with check (id = (select current_workspace()));
create policy own on workspace for select using ((select in_scope('identity')));
create policy system on workspace for select using ((select in_scope('system')));
grant select, insert, update on workspace to atrium_app;
