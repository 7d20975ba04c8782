-- Links by which anybody sees a board for a while, without signing in: columns, cards, labels and dates, and
-- descriptions where that was chosen. The secret of a link is stored as a hash. A link that ended stays known
-- to its project, and opens nothing.
create table board_share (
  workspace_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  token_hash bytea not null,
  descriptions boolean not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  constraint board_share_token_key unique (workspace_id, token_hash),
  constraint board_share_expiry check (expires_at > created_at),
  constraint board_share_project_fkey foreign key (workspace_id, project_id) references project (workspace_id, id) on delete cascade,
  constraint board_share_creator_fkey foreign key (workspace_id, created_by) references member (workspace_id, person_id) on delete cascade
);
create index board_share_token on board_share (token_hash);
create index board_share_project on board_share (workspace_id, project_id);
create index board_share_creator on board_share (workspace_id, created_by);
call protect_tenant_table('board_share');

-- A link is found by its secret, by whoever brings it.
create policy by_secret on board_share for select using ((select in_scope('identity')));
