-- The ledger of systems (台账): which systems of the city use licences and seals. How far each has come is not typed in: it is
-- read from the calls that the system itself has made with its key.
create table licence.system (
  code text primary key,
  name text not null unique,
  owner text not null,
  owner_name text not null,
  kind text not null check (kind in ('national', 'provincial', 'city')),
  items text[] not null default '{}',
  key_digest text unique,
  key_at timestamptz,
  by_whom text not null,
  at timestamptz not null,
  demo boolean not null default false
);
create table licence.call (
  id text primary key,
  system text not null references licence.system (code),
  service text not null check (service in ('licence', 'seal')),
  test boolean not null,
  outcome text not null,
  at timestamptz not null
);
create index call_system on licence.call (system, service, at desc);

-- Who maintains the ledger writes it; what stands in it everybody may read, but for the key.
alter table licence.system enable row level security;
create policy jobs on licence.system to haoban_system using (true) with check (true);
create policy reads on licence.system for select to haoban_app using (true);
alter table licence.call enable row level security;
create policy jobs on licence.call to haoban_system using (true) with check (true);
create policy reads on licence.call for select to haoban_app using (true);
grant select (code, name, owner, owner_name, kind, items, key_at, by_whom, at, demo) on licence.system to haoban_app;
grant select, insert, update (name, owner, owner_name, kind, items, key_digest, key_at) on licence.system to haoban_system;
grant select on licence.call to haoban_app;
grant select, insert on licence.call to haoban_system;
