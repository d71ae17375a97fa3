create schema item;
grant usage on schema item to haoban_app, haoban_system;

-- An item of the city, and where it stands in its life (A4.5): draft, in review, published, suspended, cancelled.
create table item.item (
  code text primary key,
  name text not null,
  state text not null,
  version int not null default 0,
  updated_at timestamptz not null
);

-- What was published, never changed: running cases keep the version they began with.
create table item.version (
  code text not null references item.item (code),
  version int not null check (version > 0),
  file jsonb not null,
  form jsonb not null,
  hash text not null,
  published_at timestamptz not null,
  published_by text not null,
  note text,
  primary key (code, version)
);

-- Each version in the hands of each organ: what a guide shows and a case keeps.
create table item.handling (
  handling_code text not null,
  version int not null,
  code text not null,
  organ text not null,
  division text not null,
  content jsonb not null,
  primary key (handling_code, version),
  foreign key (code, version) references item.version (code, version)
);
create index handling_code_division on item.handling (code, division, version desc);
create index handling_organ on item.handling (organ);

-- Items of other catalogues: shown and found, never applied for here.
create table item.imported (
  code text primary key,
  source text not null,
  division text not null,
  name text not null,
  content jsonb not null,
  hash text not null,
  imported_at timestamptz not null
);
create index imported_division on item.imported (division, code);

create function item.no_change() returns trigger language plpgsql as $$
begin raise exception 'a published version is never changed'; end $$;
create trigger version_stays before update or delete on item.version for each row execute function item.no_change();
create trigger handling_stays before update or delete on item.handling for each row execute function item.no_change();

grant select, insert, update on item.item to haoban_app, haoban_system;
grant select, insert on item.version, item.handling to haoban_app, haoban_system;
grant select, insert, update on item.imported to haoban_app, haoban_system;

-- The organs of the city, as its directory writes them.
create table item.organ (id text primary key, branch text not null, division text not null, name text not null, short_name text not null, content jsonb not null);
create index organ_division on item.organ (division);
create table item.division (code text primary key, name text not null, place int not null, content jsonb not null);
grant select, insert, update on item.organ, item.division to haoban_app, haoban_system;
