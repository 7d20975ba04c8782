-- Which files the text of a page shows, beside its other forms.
--
-- Who comes by a public link gets a file while a page under the link shows it. That is looked up here; before, the pages
-- were read for it. `files` are the addresses of files of pages, as they stand in the text: an address names the workspace,
-- the page that the file hangs on, and the file. They are true of the document up to line `files_seq` of its log, and -1
-- says that nobody has looked yet. It is a number of its own, because the program of the release before writes the other
-- forms without it. Whoever asks for a file makes good what is behind.
--
-- The pages under a link are known when a file is asked for, so that the primary key is the index to find their rows by.
-- An index on `files` would stay unused: under row-level security only leakproof operators look into an index, and
-- those of arrays are not.

set local lock_timeout = '5s';
set local statement_timeout = '30s';

alter table page_text
  add column files text[] not null default '{}',
  -- squawk-ignore adding-field-with-default
  add column files_seq bigint not null default -1;
