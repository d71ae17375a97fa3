-- Workers that hold jobs and not the lock on their name. One may be missing for a moment, when its connection was cut; who is missing twice is dead.
create function base.missing_workers(space int) returns setof text language sql security definer set search_path = pg_catalog as $$
  select distinct j.locked_by from graphile_worker.jobs j
  where j.locked_by is not null and j.locked_at < clock_timestamp() - interval '5 seconds' and not exists (
    select from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and l.locktype = 'advisory' and l.granted
      and l.classid = space::oid and l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid)
$$;
revoke all on function base.missing_workers from public;
drop function base.free_dead_jobs;
