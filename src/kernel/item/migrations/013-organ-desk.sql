-- An organ kept at the desk: from its first change there the city's file says nothing of it any more. `revision` is that of the whole directory
-- at the organ's last change, so that the greatest one tells whether the directory is still the one that a process has read.
alter table item.organ add column kept_at text not null default 'city' check (kept_at in ('city', 'desk'));
alter table item.organ add column revision bigint not null default 0;
alter table item.organ add column ended_at timestamptz;
alter table item.organ add column successor text references item.organ (id);
alter table item.organ add constraint an_ended_organ_has_a_successor check ((ended_at is null) = (successor is null) and successor <> id);
create index organ_revision on item.organ (revision);
create index organ_successor on item.organ (successor) where successor is not null;
create unique index organ_uscc on item.organ ((content->>'uscc'));
revoke insert, update on item.organ from haoban_app;

-- An organ founded, renamed or ended: asked for by one, on a document, and done by another.
create table item.organ_change (
  id text primary key,
  kind text not null check (kind in ('found', 'rename', 'end')),
  organ text not null,
  before jsonb,
  content jsonb not null,
  document_no text not null,
  document_on date not null,
  reason text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  outcome text check (outcome in ('confirmed', 'turned-down')),
  check ((settled_by is null) = (settled_at is null) and (settled_by is null) = (outcome is null)),
  constraint an_organ_takes_two check (outcome is distinct from 'confirmed' or settled_by <> proposed_by)
);
create unique index organ_change_open on item.organ_change (organ) where settled_at is null;
alter table item.organ_change enable row level security;
create policy jobs on item.organ_change to haoban_system using (true) with check (true);
grant select, insert, update on item.organ_change to haoban_system;
