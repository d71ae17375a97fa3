create schema clock;
grant usage on schema clock to haoban_app, haoban_system;

-- Years as they were announced, one version after the other; the newest of each year is the one that counts.
create table clock.year (
  year int not null,
  version int not null,
  content jsonb not null,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (year, version)
);
alter table clock.year enable row level security;
create policy reads on clock.year for select to haoban_app using (true);
create policy loads on clock.year for insert to haoban_app with check ('clock.edit' = any (base.list('haoban.permits')));
create policy jobs on clock.year to haoban_system using (true) with check (true);
grant select, insert on clock.year to haoban_app, haoban_system;
