-- Frees the jobs of workers that are gone: each living worker holds a session lock on its name, which dies with its process.
create function base.free_dead_jobs(space int) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  name text;
  freed int := 0;
begin
  for name in
    select distinct locked_by from graphile_worker.jobs where locked_by is not null and locked_at < clock_timestamp() - interval '5 seconds'
  loop
    if not exists (
      select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.granted
        and l.classid = space::oid and l.objid = (hashtext(name)::bigint & 4294967295)::oid)
    then
      perform graphile_worker.force_unlock_workers(array[name]);
      freed := freed + 1;
    end if;
  end loop;
  return freed;
end $$;
revoke all on function base.free_dead_jobs from public;
