-- The login of a running city owns nothing: it may become haoban_app, haoban_system and haoban_queue, and none of them is the owner of
-- anything. haoban_queue works on the queue of jobs.
do $$
begin
  if not exists (select from pg_roles where rolname = 'haoban_queue') then create role haoban_queue nologin nosuperuser nobypassrls; end if;
end $$;
grant haoban_queue to current_user;
grant usage on schema base, graphile_worker to haoban_queue;
grant select, insert, update, delete on all tables in schema graphile_worker to haoban_queue;
grant usage, select on all sequences in schema graphile_worker to haoban_queue;
grant execute on function base.beat, base.missing_workers, base.free_jobs_of to haoban_queue;
do $$
declare
  held text;
begin
  for held in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    execute format('create policy queue_all on graphile_worker.%I to haoban_queue using (true) with check (true)', held);
  end loop;
end $$;

-- What a start without the owner's login looks at.
grant select on public.haoban_migration to haoban_system;
grant select, insert, update on base.foundation to haoban_system;
