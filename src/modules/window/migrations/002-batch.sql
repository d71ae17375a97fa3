-- One verb on many cases: what was ordered, and what came of each row. A row is done in a transaction of its own, so that a
-- killed worker leaves it either done or waiting.
create table windows.batch (
  id text primary key,
  verb text not null,
  input jsonb not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  state text not null check (state in ('running', 'stopped', 'done', 'recalling', 'recalled')),
  total int not null,
  made_at timestamptz not null,
  moved_at timestamptz not null,
  ended_at timestamptz
);
create index batch_mine on windows.batch (by_whom, made_at desc);
create index batch_moving on windows.batch (moved_at) where state in ('running', 'recalling');

create table windows.batch_row (
  batch text not null references windows.batch (id),
  n int not null,
  case_id text not null,
  no text not null,
  item_name text not null,
  applicant_name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'asked', 'refused', 'failed', 'recalled')),
  sentence text,
  seq int,
  recall_until timestamptz,
  at timestamptz,
  primary key (batch, n)
);
create index batch_row_state on windows.batch_row (batch, state, n);
create index batch_row_case on windows.batch_row (case_id);

do $$
declare t text;
begin
  foreach t in array array['batch', 'batch_row'] loop
    execute format('alter table windows.%I enable row level security', t);
    execute format('create policy jobs on windows.%I to haoban_system using (true) with check (true)', t);
    execute format('grant select, insert, update on windows.%I to haoban_app, haoban_system', t);
  end loop;
end $$;
create policy own on windows.batch to haoban_app using (by_whom = base.who()) with check (by_whom = base.who());
create policy own on windows.batch_row to haoban_app
  using (exists (select from windows.batch b where b.id = batch and b.by_whom = base.who()))
  with check (exists (select from windows.batch b where b.id = batch and b.by_whom = base.who()));
