-- Where an item's words come from: its folder in the city's files, until somebody publishes a version at the desk.
alter table item.item add column kept_at text not null default 'folder' check (kept_at in ('folder', 'desk'));
alter table item.item add column reason text;

-- 基本目录: powers that an organ may take over (认领) and write an item of.
create table item.offer (code text primary key check (code ~ '^\d{12}$'), name text not null, place int not null, content jsonb not null);
grant select on item.offer to haoban_app;
grant select, insert, update on item.offer to haoban_system;

-- A version under way, from 认领 or 变更 to 发布. `base` is the published version it began from, `version` what it became.
create table item.draft (
  id text primary key,
  code text not null,
  name text not null,
  base int,
  status text not null,
  file jsonb not null,
  form jsonb not null,
  revision int not null default 1,
  reason text,
  editors text[] not null default '{}',
  opened_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by text not null,
  version int
);
-- One version of an item is under way at a time, so that none is lost by another's publication.
create unique index draft_one on item.draft (code) where status in ('claimed', 'drafting', 'departmentReview', 'reformReview', 'approved');
create index draft_code on item.draft (code, opened_at desc);

-- What was done on a version, in order: who may not do the next step is read from here (four eyes).
create table item.step (
  draft_id text not null references item.draft (id),
  seq int not null,
  verb text not null,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  reason text,
  hash text,
  primary key (draft_id, seq)
);
create function item.works() returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && array['item.edit', 'item.review', 'item.approve', 'item.publish'] $$;
alter table item.draft enable row level security;
create policy jobs on item.draft to haoban_system using (true) with check (true);
create policy works on item.draft to haoban_app using (item.works()) with check (item.works());
alter table item.step enable row level security;
create policy jobs on item.step to haoban_system using (true) with check (true);
create policy works on item.step to haoban_app using (item.works()) with check (item.works());
grant select, insert, update on item.draft to haoban_app, haoban_system;
grant select, insert on item.step to haoban_app, haoban_system;
