-- Codes of divisions that were dissolved, each with the one that took its place, so that an old code leads somewhere.
create table item.retired_division (
  code text primary key,
  name text not null,
  replaced_by text not null references item.division (code),
  year int not null
);
grant select on item.retired_division to haoban_app;
grant select, insert, update on item.retired_division to haoban_system;
