-- Takes jobs out of the queue again: all of them, or none where one was begun. A worker that is taking one at this moment is waited for.
create function base.take_back_jobs(keys text[]) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from graphile_worker._private_jobs where key = any(keys) order by id for update;
  if cardinality(keys) > (select count(*) from graphile_worker._private_jobs where key = any(keys) and locked_at is null and attempts = 0) then
    return false;
  end if;
  delete from graphile_worker._private_jobs where key = any(keys);
  return true;
end $$;
revoke all on function base.take_back_jobs from public;
grant execute on function base.take_back_jobs to haoban_app, haoban_system;
