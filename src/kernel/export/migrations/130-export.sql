-- A list written into a file, some hundred rows a transaction: what was asked for and the pieces that are kept. How far it is, the batch of
-- the same id knows (schema `batch`). The bytes lie under a key of their own, which is forgotten when their days are over.
create schema export;
grant usage on schema export to haoban_app, haoban_system;

create table export.file (
  id text primary key,
  -- the declaration in a room's manifest: `window.cases`
  list text not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  asked jsonb not null,
  form text not null check (form in ('csv', 'xlsx')),
  -- why personal names are written out; null where they are masked
  unmasked_for text,
  key bytea,
  pieces text[] not null default '{}',
  file text,
  size bigint,
  made_at timestamptz not null
);
create index file_mine on export.file (by_whom, made_at desc, id desc);
create index file_to_forget on export.file (made_at) where key is not null;
create index file_forgotten on export.file (id) where key is null and (file is not null or pieces <> '{}');

alter table export.file enable row level security;
create policy jobs on export.file to haoban_system using (true) with check (true);
create policy own on export.file to haoban_app using (by_whom = base.who()) with check (by_whom = base.who());
grant select, insert, update on export.file to haoban_app, haoban_system;
