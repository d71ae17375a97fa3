create schema rectification;
grant usage on schema rectification to haoban_app, haoban_system;

create table rectification.setting (key text primary key, value jsonb not null);
alter table rectification.setting enable row level security;
create policy reads on rectification.setting for select to haoban_app using (true);
create policy jobs on rectification.setting to haoban_system using (true) with check (true);
grant select on rectification.setting to haoban_app;
grant select, insert, update on rectification.setting to haoban_system;

-- One row an order: the fold of its facts, written in the transaction of each act.
create table rectification.order (
  id text primary key,
  no text not null unique,
  source text not null,
  source_id text not null,
  title text not null,
  summary text not null,
  organ text not null,
  division text not null,
  level text not null check (level in ('simple', 'complex')),
  state text not null,
  holder text,
  holder_name text,
  barred text[] not null default '{}',
  contact_due_on date not null,
  due_on date not null,
  opened_at timestamptz not null,
  contacted_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('settled', 'explained', 'rejected')),
  overdue_at timestamptz,
  demo boolean not null default false,
  unique (source, source_id)
);
create index order_queue on rectification.order (organ, due_on, id);
create index order_due on rectification.order (due_on, id) where answered_at is null;
create index order_source on rectification.order (source, opened_at);

-- Handlers see their organ's orders, supervisors those of the organs they read; who was complained about sees neither.
create function rectification.works() returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && array['rectification.handle', 'rectification.supervise'] $$;
alter table rectification.order enable row level security;
create policy jobs on rectification.order to haoban_system using (true) with check (true);
create policy sees on rectification.order for select to haoban_app using (rectification.works() and base.sees_organ(organ) and not (base.who() = any (barred)));
grant select on rectification.order to haoban_app;
grant select, insert, update on rectification.order to haoban_system;

-- The facts of an order once more, behind the order's own wall: the ledger's readers cannot leave out the one complained about.
create table rectification.step (
  order_id text not null references rectification.order (id),
  seq int not null,
  name text not null,
  by_whom text not null,
  at timestamptz not null,
  data jsonb not null,
  primary key (order_id, seq)
);
alter table rectification.step enable row level security;
create policy jobs on rectification.step to haoban_system using (true) with check (true);
create policy with_order on rectification.step for select to haoban_app using (exists (select from rectification.order o where o.id = order_id));
grant select on rectification.step to haoban_app;
grant select, insert on rectification.step to haoban_system;
