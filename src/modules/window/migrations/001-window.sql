create schema windows;
grant usage on schema windows to haoban_app, haoban_system;

-- How somebody likes his desk: columns, saved filters. It stays with the account and not with the browser.
create table windows.preference (
  account text not null,
  key text not null,
  value jsonb not null,
  primary key (account, key)
);
alter table windows.preference enable row level security;
create policy jobs on windows.preference to haoban_system using (true) with check (true);
create policy own on windows.preference to haoban_app using (account = base.who()) with check (account = base.who());
grant select, insert, update, delete on windows.preference to haoban_app, haoban_system;

-- What a clerk scanned, until it is filed with a case: nobody files a paper that he did not scan himself.
create table windows.scan (
  account text not null,
  hash text not null,
  name text not null,
  type text not null,
  size bigint not null,
  at timestamptz not null,
  primary key (account, hash)
);
alter table windows.scan enable row level security;
create policy jobs on windows.scan to haoban_system using (true) with check (true);
create policy own on windows.scan to haoban_app using (account = base.who()) with check (account = base.who());
grant select, insert, update on windows.scan to haoban_app, haoban_system;

-- Which items are taken in where: an index of what is published, renewed with each publication.
create table windows.counter_item (
  code text not null,
  division text not null,
  organ text not null,
  name text not null,
  search text not null,
  primary key (code, division)
);
create index counter_item_organ on windows.counter_item (organ, name);
alter table windows.counter_item enable row level security;
create policy jobs on windows.counter_item to haoban_system using (true) with check (true);
create policy public on windows.counter_item for select to haoban_app using (true);
grant select on windows.counter_item to haoban_app;
grant select, insert, update, delete on windows.counter_item to haoban_system;
