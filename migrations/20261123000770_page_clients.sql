-- Whose each Yjs client of a page is: of the person who wrote with it first. What somebody else goes on to write with it
-- is refused, so that nobody's words pass for another's, and nobody uses up the numbers of another.
--
-- A row comes with the first line of the log that has something of the client. It goes with the page, or with the epoch:
-- a page that is written anew has other clients. There are never more of them than the document itself has clients, and
-- Yjs forgets none of those either; so none is taken away before.

create table page_client (
  workspace_id uuid not null,
  page_id uuid not null,
  client_id bigint not null,
  person_id uuid not null,
  primary key (workspace_id, page_id, client_id),
  constraint page_client_id_known check (client_id between 0 and 9007199254740991),
  constraint page_client_page_fkey foreign key (workspace_id, page_id) references page (workspace_id, id) on delete cascade
);
call protect_page_table(
  'page_client',
  'exists (select from page p where p.workspace_id = page_client.workspace_id and p.id = page_client.page_id)');
-- A page is opened before anybody has asked for anything of it.
create policy system on page_client for select using ((select in_scope('system')));
