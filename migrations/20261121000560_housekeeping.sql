-- What housekeeping takes away: keys of creations long done, and workspaces whose time to be restored
-- is over. Keys lie in every workspace, so the scope of the system may find and delete them.
create policy system on idempotency for select using ((select in_scope('system')));
create policy system_purge on idempotency for delete using ((select in_scope('system')));

-- Deletes a workspace for good, with its events, which nobody else can delete. It was deleted before
-- that moment, or nothing happens. The order is that of the foreign keys that do not cascade.
create function purge_workspace(target uuid, deleted_before timestamptz)
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
revoke all on function purge_workspace(uuid, timestamptz) from public;
grant execute on function purge_workspace(uuid, timestamptz) to atrium_app;
