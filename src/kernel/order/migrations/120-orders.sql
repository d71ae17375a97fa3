create schema orders;
grant usage on schema orders to haoban_app, haoban_system;

-- Which permissions let see orders of a kind; written from the kinds' tables.
create table orders.kind (kind text primary key, sees text[] not null);
alter table orders.kind enable row level security;
create policy reads on orders.kind for select to haoban_app using (true);
create policy jobs on orders.kind to haoban_system using (true) with check (true);
grant select on orders.kind to haoban_app;
grant select, insert, update on orders.kind to haoban_system;

-- One row an order: the fold of its facts, written in the transaction of each act. `seq` 0: taken over from an earlier release and not folded yet.
create table orders.order (
  id text primary key,
  kind text not null,
  no text not null unique,
  source text not null,
  source_id text not null,
  part int not null default 1,
  title text not null,
  summary text not null,
  level text not null,
  supervision int not null default 0,
  state text not null,
  turn text not null,
  organ text not null,
  division text not null,
  owner_organ text,
  owner_division text,
  holder text,
  holder_name text,
  barred text[] not null default '{}',
  opened_at timestamptz not null,
  closed_at timestamptz,
  outcome text,
  due_at timestamptz,
  warn_at timestamptz,
  due_clock text,
  paused boolean not null default false,
  overdue_at timestamptz,
  reopened int not null default 0,
  merged_into text,
  split_from text,
  demo boolean not null default false,
  seq int not null
);
create index order_opened on orders.order (kind, opened_at);
create index order_source_opened on orders.order (source, opened_at);
create index order_unfolded on orders.order (id) where seq = 0;

-- What orders came from: a part of a matter has one order at most. A merged order's links lead to the one it was merged into.
create table orders.link (
  source text not null,
  source_id text not null,
  part int not null,
  order_id text not null references orders.order (id),
  primary key (source, source_id, part)
);
create index link_order on orders.link (order_id);

-- The organs of an order, and where it came from: lists walk these, walls look at them. `sort_at` is the last moment of the clock that
-- ends first, of an order that has ended the moment of its end.
create table orders.seat (
  order_id text not null references orders.order (id),
  organ text not null,
  division text not null,
  role text not null check (role in ('lead', 'co', 'owner')),
  kind text not null,
  state text not null,
  holder text,
  holder_name text,
  open boolean not null,
  sort_at timestamptz not null,
  primary key (order_id, organ, role)
);
create index seat_organ on orders.seat (kind, organ, open, sort_at, order_id);
create index seat_city on orders.seat (kind, open, sort_at, order_id) where role = 'lead';
create index seat_division on orders.seat (kind, division, open, sort_at, order_id) where role = 'lead';
create index seat_holder on orders.seat (holder, open, sort_at, order_id) where holder is not null;

-- The clocks of an order; `organ` is empty where one clock is for all.
create table orders.clock (
  order_id text not null references orders.order (id),
  clock text not null,
  organ text not null default '',
  state text not null check (state in ('running', 'paused', 'stopped')),
  started_at timestamptz not null,
  due_at timestamptz,
  warn_at timestamptz,
  stopped_at timestamptz,
  rung_at timestamptz,
  rings boolean not null,
  primary key (order_id, clock, organ)
);
create index clock_due on orders.clock (due_at) where rings and state = 'running' and rung_at is null;

-- 'kind@organ@division' for every kind that whoever asks may see, and where: his rights are 'permission@organ@division'.
create function orders.rights() returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(distinct k.kind || substr(r, length(s) + 1)), '{}')
  from unnest(base.list('haoban.rights')) r, orders.kind k, unnest(k.sees) s where starts_with(r, s || '@')
$$;
create function orders.reaches(rights text[], kind text, organ text, division text) returns boolean language sql immutable parallel safe as $$
  select rights && array[kind || '@' || organ || '@' || division, kind || '@' || organ || '@*', kind || '@*@' || division, kind || '@*@*']
$$;

alter table orders.seat enable row level security;
create policy jobs on orders.seat to haoban_system using (true) with check (true);
create policy sees on orders.seat for select to haoban_app using (orders.reaches((select orders.rights()), kind, organ, division));
grant select on orders.seat to haoban_app;
grant select, insert, update, delete on orders.seat to haoban_system;

alter table orders.order enable row level security;
create policy jobs on orders.order to haoban_system using (true) with check (true);
create policy sees on orders.order for select to haoban_app
  using (not (base.who() = any (barred)) and exists (select from orders.seat s where s.order_id = id));
grant select on orders.order to haoban_app;
grant select, insert, update on orders.order to haoban_system;

alter table orders.clock enable row level security;
create policy jobs on orders.clock to haoban_system using (true) with check (true);
create policy with_order on orders.clock for select to haoban_app using (exists (select from orders.order o where o.id = order_id));
grant select on orders.clock to haoban_app;
grant select, insert, update, delete on orders.clock to haoban_system;

alter table orders.link enable row level security;
create policy jobs on orders.link to haoban_system using (true) with check (true);
create policy with_order on orders.link for select to haoban_app using (exists (select from orders.order o where o.id = order_id));
grant select on orders.link to haoban_app;
grant select, insert, update on orders.link to haoban_system;

-- Takes in an order that a room kept itself in an earlier release. What its clocks are, the house reckons from its facts afterwards.
create function orders.take_in(kind text, o jsonb) returns void language sql as $$
  insert into orders.order (id, kind, no, source, source_id, title, summary, level, state, turn, organ, division, holder, holder_name, barred,
      opened_at, closed_at, outcome, due_at, overdue_at, demo, seq)
    values (o->>'id', $1, o->>'no', o->>'source', o->>'source_id', o->>'title', o->>'summary', o->>'level', o->>'state', o->>'turn', o->>'organ', o->>'division',
      o->>'holder', o->>'holder_name', array(select jsonb_array_elements_text(o->'barred')), (o->>'opened_at')::timestamptz, (o->>'closed_at')::timestamptz,
      o->>'outcome', (o->>'due_at')::timestamptz, (o->>'overdue_at')::timestamptz, (o->>'demo')::boolean, 0);
  insert into orders.link (source, source_id, part, order_id) values (o->>'source', o->>'source_id', 1, o->>'id');
  insert into orders.seat (order_id, organ, division, role, kind, state, holder, holder_name, open, sort_at)
    values (o->>'id', o->>'organ', o->>'division', 'lead', $1, 'asked', o->>'holder', o->>'holder_name', o->>'closed_at' is null,
      coalesce((o->>'closed_at')::timestamptz, (o->>'due_at')::timestamptz, '9999-12-31 00:00:00Z'));
$$;
-- Lets the house reckon an order from its facts anew at its next start.
create function orders.fold_anew(id text) returns void language sql as $$ update orders.order o set seq = 0 where o.id = $1 $$;
revoke all on function orders.take_in, orders.fold_anew from public;
