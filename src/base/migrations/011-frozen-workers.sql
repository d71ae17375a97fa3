-- A worker that was stopped in its tracks keeps its connections, and with them the lock on its name: what tells it from one that works is
-- that it says nothing any more. Each says every few seconds that it lives, by the database's own clock.
create table base.worker_beat (name text primary key, at timestamptz not null default clock_timestamp());

create function base.beat(names text[]) returns void language sql security definer set search_path = pg_catalog as $$
  insert into base.worker_beat (name) select distinct unnest(names) on conflict (name) do update set at = clock_timestamp();
  delete from base.worker_beat where at < clock_timestamp() - interval '1 day'
$$;

-- Who holds jobs and is gone, or has said nothing for a while; one of an earlier release says nothing and is judged by its lock alone.
create or replace function base.missing_workers(space int) returns setof text language sql security definer set search_path = pg_catalog as $$
  select distinct j.locked_by from graphile_worker.jobs j
  where j.locked_by is not null and j.locked_at < clock_timestamp() - interval '5 seconds' and (
    not exists (
      select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.granted
        and l.classid = space::oid and l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid)
    or exists (select from base.worker_beat b where b.name = j.locked_by and b.at < clock_timestamp() - interval '7 seconds'))
$$;

-- Under this number the transactions of a job say that they are open. No lock on its row: whoever enqueues the same key again would wait for it.
create function base.job_lock(job bigint) returns bigint language sql immutable set search_path = pg_catalog as $$
  select (7017005::bigint << 40) | (job & ((1::bigint << 40) - 1))
$$;

-- Gives back the jobs of workers that are gone or frozen. One whose transaction is still open is left to the next look: the database ends
-- that transaction soon, and until then nobody else may begin the job.
create function base.free_jobs_of(names text[]) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  freed int;
begin
  update graphile_worker._private_jobs set locked_at = null, locked_by = null
  where id in (select id from graphile_worker._private_jobs where locked_by = any(names) and pg_try_advisory_xact_lock(base.job_lock(id)));
  get diagnostics freed = row_count;
  update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
  where locked_by = any(names) and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by = any(names));
  return freed;
end $$;

-- The transaction of a job begins here: it goes on only as long as the job is still its worker's, and nobody takes it away before its end.
create function base.hold_job(job bigint, worker text) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock_shared(base.job_lock(job));
  perform from graphile_worker._private_jobs where id = job and locked_by = worker;
  if not found then
    raise exception 'job % was given to another worker', job using errcode = '55006';
  end if;
end $$;
revoke all on function base.job_lock, base.beat, base.missing_workers, base.free_jobs_of, base.hold_job from public;
grant execute on function base.hold_job to haoban_app, haoban_system;
