-- How often an item was asked for outlives its entry, which goes and comes back while the item is suspended.
create table catalogue.asked (
  code text primary key,
  n int not null
);
insert into catalogue.asked (code, n) select code, popularity from catalogue.entry where popularity > 0;

alter table catalogue.asked enable row level security;
create policy jobs on catalogue.asked to haoban_system using (true) with check (true);
grant select, insert, update on catalogue.asked to haoban_system;
