-- A role changed at the desk: asked for by one, and where it gives more than before, confirmed by another. From then on the city's file says nothing of it.
alter table permission.role add column kept_at text not null default 'city' check (kept_at in ('city', 'desk'));

create table permission.role_change (
  id text primary key,
  role text not null,
  title text not null,
  permissions text[] not null,
  before text[] not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  outcome text check (outcome in ('confirmed', 'turned-down')),
  check ((settled_by is null) = (settled_at is null) and (settled_by is null) = (outcome is null)),
  constraint growing_takes_two check (outcome is distinct from 'confirmed' or settled_by <> proposed_by or permissions <@ before)
);
create unique index role_change_open on permission.role_change (role) where settled_at is null;
alter table permission.role_change enable row level security;
create policy jobs on permission.role_change to haoban_system using (true) with check (true);
grant select, insert, update on permission.role_change to haoban_system;
