-- One order on many: what was ordered, and what came of each row. A row is done in a transaction of its own together with its result
-- here, so that a killed worker leaves it either done or waiting.
create schema batch;
grant usage on schema batch to haoban_app, haoban_system;

create table batch.batch (
  id text primary key,
  -- the declaration in a room's manifest: `window.verb`
  kind text not null,
  input jsonb not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  state text not null check (state in ('running', 'stopped', 'done', 'recalling', 'recalled')),
  -- why it stopped by itself
  reason text,
  total int not null check (total > 0),
  made_at timestamptz not null,
  moved_at timestamptz not null,
  ended_at timestamptz
);
create index batch_mine on batch.batch (by_whom, made_at desc, id desc);
create index batch_moving on batch.batch (moved_at) where state in ('running', 'recalling');

create table batch.row (
  batch text not null references batch.batch (id),
  n int not null,
  key text not null,
  -- what is shown of the row, one text for each column of the kind
  cells text[] not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'done', 'asked', 'refused', 'failed', 'recalled')),
  sentence text,
  -- what the act left for its recall and for the end of the batch
  result jsonb,
  -- how many things the row stands for, once it is done
  count int not null default 0,
  recall_until timestamptz,
  at timestamptz,
  primary key (batch, n),
  unique (batch, key)
);
create index row_state on batch.row (batch, state, n);

do $$
declare t text;
begin
  foreach t in array array['batch', 'row'] loop
    execute format('alter table batch.%I enable row level security', t);
    execute format('create policy jobs on batch.%I to haoban_system using (true) with check (true)', t);
    execute format('grant select, insert, update on batch.%I to haoban_app, haoban_system', t);
  end loop;
end $$;
create policy own on batch.batch to haoban_app using (by_whom = base.who()) with check (by_whom = base.who());
create policy own on batch.row to haoban_app
  using (exists (select from batch.batch b where b.id = batch and b.by_whom = base.who()))
  with check (exists (select from batch.batch b where b.id = batch and b.by_whom = base.who()));
