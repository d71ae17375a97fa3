-- Two roles without superuser rights: requests run as haoban_app under row-level security, jobs as haoban_system.
do $$
begin
  if not exists (select from pg_roles where rolname = 'haoban_app') then create role haoban_app nologin nosuperuser nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'haoban_system') then create role haoban_system nologin nosuperuser nobypassrls; end if;
end $$;
grant haoban_app, haoban_system to current_user;

create schema base;
grant usage on schema base to haoban_app, haoban_system;

-- Row-level security asks these; each is stable, so that it is read once a query.
create function base.who() returns text language sql stable parallel safe as $$ select current_setting('haoban.who', true) $$;
create function base.kind() returns text language sql stable parallel safe as $$ select current_setting('haoban.kind', true) $$;
create function base.list(setting text) returns text[] language sql stable parallel safe as $$ select string_to_array(coalesce(current_setting(setting, true), ''), ',') $$;
create function base.parties() returns text[] language sql stable parallel safe as $$ select base.list('haoban.parties') $$;
create function base.organs() returns text[] language sql stable parallel safe as $$ select base.list('haoban.organs') $$;
create function base.readers() returns text[] language sql stable parallel safe as $$ select base.list('haoban.readers') $$;
create function base.sees_organ(organ text) returns boolean language sql stable parallel safe as $$ select organ = any (base.organs()) or '*' = any (base.organs()) $$;

-- Numbers without gaps or doubles: the row stays locked until the transaction that took the number is over.
create table base.counter (key text primary key, n bigint not null);
grant select, insert, update on base.counter to haoban_app, haoban_system;

-- The first answer to every command that came with a client key.
create table base.command (
  who text not null,
  key text not null,
  route text not null,
  input_hash text not null,
  status int not null,
  answer jsonb,
  at timestamptz not null,
  primary key (who, key)
);
create index command_at on base.command (at);
grant select, insert, update, delete on base.command to haoban_app, haoban_system;

-- Counts of attempts, for rate limits that hold over several servers.
create table base.attempt (key text primary key, n int not null, until timestamptz not null);
grant select, insert, update, delete on base.attempt to haoban_app, haoban_system;

-- Jobs are enqueued inside the transaction of the act that wants them (graphile-worker keeps them).
create function base.enqueue(task text, payload json, run_at timestamptz, job_key text, max_attempts int) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => max_attempts);
end $$;

-- Jobs that were tried to the end and failed: a person looks at them, and sets them going again.
create function base.dead_jobs() returns table (id bigint, task text, attempts int, last_error text, created_at timestamptz, updated_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select id, task_identifier, attempts::int, last_error, created_at, updated_at from graphile_worker.jobs
  where attempts >= max_attempts order by updated_at desc limit 500
$$;
create function base.retry_jobs(ids bigint[]) returns int
language plpgsql security definer set search_path = pg_catalog as $$
begin
  return (select count(*)::int from graphile_worker.reschedule_jobs(ids, run_at => now(), attempts => 0));
end $$;
revoke all on function base.enqueue, base.dead_jobs, base.retry_jobs from public;
grant execute on function base.enqueue, base.dead_jobs, base.retry_jobs to haoban_app, haoban_system;
