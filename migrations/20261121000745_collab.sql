-- Who writes together: what the processes need that keep pages open.
--
-- A lease is taken and renewed by the process, on nobody's behalf, and a page is loaded before anybody has asked for
-- anything of it. What is written to the log stays under the tenant policy: somebody who may see the page writes it.

create policy system_take on page_lease for insert with check ((select in_scope('system')));
create policy system_renew on page_lease for update
  using ((select in_scope('system'))) with check ((select in_scope('system')));
create policy system on page_update for select using ((select in_scope('system')));

-- By this the processes of one installation know each other. The serving role has no right to it.
create table shared_key (
  name text primary key,
  key bytea not null,
  constraint shared_key_length check (length(key) = 32)
);
alter table shared_key enable row level security;
alter table shared_key force row level security;
create policy system on shared_key using ((select in_scope('system'))) with check ((select in_scope('system')));
