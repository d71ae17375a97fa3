-- A version under way: one of a model at a time, so that none is lost by another's publication.
create table process.draft (
  id text primary key,
  key text not null,
  title text not null,
  base int not null,
  status text not null check (status in ('drafting', 'submitted', 'published', 'abandoned')),
  xml text not null,
  hash text not null,
  revision int not null default 1,
  reason text not null,
  editors text[] not null default '{}',
  opened_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by text not null,
  version int
);
create unique index draft_one on process.draft (key) where status in ('drafting', 'submitted');
create function process.works() returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && array['process.read', 'process.edit', 'process.publish'] $$;
alter table process.draft enable row level security;
create policy jobs on process.draft to haoban_system using (true) with check (true);
create policy works on process.draft to haoban_app using (process.works()) with check (process.works());
grant select, insert, update on process.draft to haoban_app, haoban_system;
