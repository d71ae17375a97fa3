-- How the queue stands, without what is in it: for the page that shows whether the house is well.
create function base.job_counts() returns table (task text, waiting int, late int, retrying int, dead int, oldest timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select task_identifier,
    count(*) filter (where attempts < max_attempts)::int,
    count(*) filter (where attempts < max_attempts and locked_at is null and run_at < now() - interval '1 minute')::int,
    count(*) filter (where attempts > 0 and attempts < max_attempts)::int,
    count(*) filter (where attempts >= max_attempts)::int,
    min(run_at) filter (where attempts < max_attempts and run_at < now())
  from graphile_worker.jobs group by task_identifier order by task_identifier
$$;
revoke all on function base.job_counts from public;
grant execute on function base.job_counts to haoban_app, haoban_system;
