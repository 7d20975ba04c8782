-- Tenancy: the role that serves, and the three settings that say on whose behalf a transaction runs.
--
-- Every request runs as atrium_app, which owns nothing and cannot bypass row-level security.
-- A transaction names its workspace, its person and, where it belongs to no workspace, its scope:
--   identity  signing in, sessions, tokens, a person's own list of workspaces
--   system    housekeeping that sees every workspace (live hub, purges)
-- A setting that is absent or empty matches no row: a forgotten context shows nothing.

-- Where an administrator has made the role and granted it, the migrating role needs no right to do so.
do $$
begin
  if not exists (select from pg_roles where rolname = 'atrium_app') then
    create role atrium_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then
  null;
end
$$;

do $$
begin
  -- Since Postgres 16 to be a member of a role one made is not yet the right to become it.
  if not pg_has_role(
    current_user, 'atrium_app',
    case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
    execute format('grant atrium_app to %I', current_user);
  end if;
end
$$;

grant usage on schema public to atrium_app;

create function current_workspace() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.workspace_id', true), '')::uuid;

create function current_person() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.person_id', true), '')::uuid;

create function in_scope(wanted text) returns boolean
language sql stable parallel safe
return coalesce(current_setting('app.scope', true), '') = wanted;

-- Puts one table of a workspace under the tenant policy and lets the serving role work on it.
create procedure protect_tenant_table(target regclass)
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (workspace_id = (select current_workspace())) '
    'with check (workspace_id = (select current_workspace()))', target);
  execute format('grant select, insert, update, delete on %s to atrium_app', target);
end
$$;

-- Puts one table that belongs to a person rather than a workspace under the identity scope.
create procedure protect_identity_table(target regclass)
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy identity on %s using ((select in_scope(''identity''))) '
    'with check ((select in_scope(''identity'')))', target);
  execute format('grant select, insert, update, delete on %s to atrium_app', target);
end
$$;
