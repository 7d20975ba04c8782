-- Imports wait for each other, so that the longest ones leave the worker a place for everything else.
create or replace function enqueue_job(identifier text, payload json, job_key text)
returns void
language plpgsql
security definer
set search_path = public, pg_temp
as $$
begin
  perform graphile_worker.add_job(
    identifier,
    payload,
    queue_name => case when identifier in ('run_import', 'run_page_import') then 'imports' end,
    job_key => job_key,
    max_attempts => 12
  );
end
$$;
