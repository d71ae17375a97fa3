create schema catalogue;
grant usage on schema catalogue to haoban_app, haoban_system;
create extension if not exists pg_trgm;

-- One row an item, the city's own and those of other places: what lists, facets and search read. The items themselves stay with their owner.
create table catalogue.entry (
  code text primary key,
  source text not null check (source in ('own', 'imported')),
  name text not null,
  lead text not null,
  divisions text[] not null,
  organs text[] not null,
  branches text[] not null,
  audiences text[] not null,
  themes text[] not null,
  person_themes text[] not null,
  enterprise_themes text[] not null,
  life_events text[] not null,
  task_type text not null,
  online_grade text,
  trips int,
  promise jsonb,
  keywords text[] not null,
  name_key text not null,
  keyword_keys text[] not null,
  pinyin text not null,
  initials text not null,
  words tsvector not null,
  popularity int not null default 0,
  hash text not null
);
create index entry_words on catalogue.entry using gin (words);
create index entry_divisions on catalogue.entry using gin (divisions);
create index entry_branches on catalogue.entry using gin (branches);
create index entry_themes on catalogue.entry using gin (themes);
create index entry_person_themes on catalogue.entry using gin (person_themes);
create index entry_enterprise_themes on catalogue.entry using gin (enterprise_themes);
create index entry_life_events on catalogue.entry using gin (life_events);
create index entry_name on catalogue.entry using gin (name_key gin_trgm_ops);
create index entry_pinyin on catalogue.entry using gin (pinyin gin_trgm_ops);
create index entry_order on catalogue.entry ((source = 'imported'), code);

-- Words people use, with their sound: for pinyin, and for what was mistyped. `weight` 3 a name, 2 a word of the city's own, 1 others.
create table catalogue.term (
  term text primary key,
  pinyin text not null,
  initials text not null,
  weight int not null
);
create index term_pinyin on catalogue.term (pinyin text_pattern_ops);
create index term_initials on catalogue.term (initials text_pattern_ops);
create index term_like on catalogue.term using gin (term gin_trgm_ops);

-- The city's dictionary and its everyday words, as data; each process keeps a copy of the newest version.
create table catalogue.lexicon (
  version int primary key,
  hash text not null,
  content jsonb not null
);

-- What people looked for in vain. No person is named, and long numbers are left out before anything is kept.
create table catalogue.miss (
  query text primary key,
  times int not null,
  last_at timestamptz not null
);
create index miss_times on catalogue.miss (times desc, query);

-- Cases that were counted for popularity, so that a repeated reaction counts once.
create table catalogue.counted (fact bigint primary key);

alter table catalogue.entry enable row level security;
alter table catalogue.term enable row level security;
alter table catalogue.lexicon enable row level security;
alter table catalogue.miss enable row level security;
alter table catalogue.counted enable row level security;
create policy jobs on catalogue.entry to haoban_system using (true) with check (true);
create policy jobs on catalogue.term to haoban_system using (true) with check (true);
create policy jobs on catalogue.lexicon to haoban_system using (true) with check (true);
create policy jobs on catalogue.miss to haoban_system using (true) with check (true);
create policy jobs on catalogue.counted to haoban_system using (true) with check (true);
create policy public on catalogue.entry for select to haoban_app using (true);
create policy public on catalogue.term for select to haoban_app using (true);
create policy public on catalogue.lexicon for select to haoban_app using (true);
create policy staff on catalogue.miss for select to haoban_app using (base.kind() = 'staff');

grant select on catalogue.entry, catalogue.term, catalogue.lexicon, catalogue.miss to haoban_app;
grant select, insert, update, delete on catalogue.entry, catalogue.term, catalogue.lexicon, catalogue.miss, catalogue.counted to haoban_system;
