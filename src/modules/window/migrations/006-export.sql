-- A list written into a file, some hundred rows a transaction: what was asked for, how far it is, and the pieces that are kept.
create table windows.export (
  id text primary key,
  by_whom text not null,
  by_name text not null,
  title text not null,
  asked jsonb not null,
  form text not null check (form in ('csv', 'xlsx')),
  -- why personal names are written out; null where they are masked
  unmasked_for text,
  state text not null check (state in ('running', 'stopped', 'done', 'failed')),
  told int not null default 0,
  -- where the next piece begins: the moment and the id of the last row
  after_key text,
  after_id text,
  pieces text[] not null default '{}',
  file text,
  size bigint,
  made_at timestamptz not null,
  moved_at timestamptz not null,
  ended_at timestamptz
);
create index export_mine on windows.export (by_whom, made_at desc);
create index export_moving on windows.export (moved_at) where state = 'running';

alter table windows.export enable row level security;
create policy jobs on windows.export to haoban_system using (true) with check (true);
create policy own on windows.export to haoban_app using (by_whom = base.who()) with check (by_whom = base.who());
grant select, insert, update on windows.export to haoban_app, haoban_system;
