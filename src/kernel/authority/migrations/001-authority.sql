create schema authority;
grant usage on schema authority to haoban_app, haoban_system;
create extension if not exists btree_gist;

-- Who may decide an item in a division, from a day to a day, and on what basis. The database itself keeps to one holder at a time.
create table authority.authority (
  id text primary key,
  item text not null,
  division text not null,
  organ text not null,
  kind text not null check (kind in ('statutory', 'transferred', 'entrusted', 'delegated', 'directReport')),
  basis text not null,
  from_on date not null,
  to_on date,
  demo boolean not null default false,
  check (to_on is null or to_on >= from_on),
  constraint one_holder exclude using gist (item with =, division with =, daterange(from_on, to_on, '[]') with &&)
);
create index authority_organ on authority.authority (organ);
grant select, insert, update on authority.authority to haoban_app, haoban_system;
