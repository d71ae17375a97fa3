create schema process;
grant usage on schema process to haoban_app, haoban_system;

-- What was published, never changed: running instances keep the version they began with. `key` names whose process it is: `item:…`.
create table process.version (
  key text not null,
  version int not null check (version > 0),
  name text not null,
  xml text not null,
  hash text not null,
  published_at timestamptz not null,
  published_by text not null,
  note text,
  primary key (key, version)
);
-- A version withdrawn: nothing new begins by it; what runs goes on. A row beside it, so that the version itself stays as it was.
create table process.withdrawal (
  key text not null,
  version int not null,
  at timestamptz not null,
  by_whom text not null,
  reason text not null,
  primary key (key, version),
  foreign key (key, version) references process.version (key, version)
);

-- One row an instance: its state is a few dozen bytes. `seq` is the number of its last step. `root` is the one that was called by none,
-- and is locked first, so that callers and called never wait for each other.
create table process.instance (
  id text primary key,
  about text not null,
  key text not null,
  version int not null,
  root text not null,
  caller text,
  caller_record int,
  state bytea not null,
  status text not null,
  seq int not null,
  places jsonb not null,
  readers text[] not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  foreign key (key, version) references process.version (key, version)
);
create unique index instance_about on process.instance (about) where caller is null;
create index instance_version on process.instance (key, version, status);
create index instance_root on process.instance (root);
create index instance_caller on process.instance (caller, caller_record) where caller is not null;

-- Every step of an instance, only ever added: the event, what happened to nodes and flows, the state before it and the fact
-- that caused it (for a recall).
create table process.step (
  instance text not null references process.instance (id),
  seq int not null,
  at timestamptz not null,
  by_whom text not null,
  event jsonb not null,
  trail int[] not null,
  before bytea not null,
  cause bigint,
  primary key (instance, seq)
);

-- What an instance asks for. `opened` and `closed` are numbers of steps, so that a step that is recalled takes its tasks along.
create table process.task (
  instance text not null references process.instance (id),
  record int not null,
  opened int not null,
  closed int,
  element text not null,
  name text not null,
  kind text not null,
  item int,
  input jsonb,
  detail jsonb not null,
  organ text not null,
  division text not null,
  due_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  failures int not null default 0,
  primary key (instance, record, opened)
);
create index task_open on process.task (organ, division, due_at) where closed is null;

create table process.timer (
  instance text not null references process.instance (id),
  id text not null,
  opened int not null,
  closed int,
  element text not null,
  due_at timestamptz not null,
  timer jsonb not null,
  unit text,
  since timestamptz not null,
  primary key (instance, id, opened)
);
create index timer_due on process.timer (due_at) where closed is null;

create table process.subscription (
  instance text not null references process.instance (id),
  id text not null,
  opened int not null,
  closed int,
  element text not null,
  heard text not null check (heard in ('message', 'signal')),
  name text not null,
  key text,
  primary key (instance, id, opened)
);
create index subscription_open on process.subscription (heard, name, key) where closed is null;

-- A token that cannot go on, until a person has looked at it.
create table process.incident (
  instance text not null references process.instance (id),
  record int not null,
  opened int not null,
  closed int,
  element text not null,
  code text not null,
  sentence text not null,
  at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  primary key (instance, record, opened)
);
create index incident_open on process.incident (at) where closed is null;

-- Messages as they came. `id` is the sender's: the same message again is ignored. One without a receiver waits for it.
create table process.message (
  id text primary key,
  name text not null,
  key text,
  variables jsonb not null,
  at timestamptz not null,
  taken_by text,
  taken_at timestamptz
);
create index message_waiting on process.message (name, key, at) where taken_by is null;

create function process.no_change() returns trigger language plpgsql as $$
begin raise exception 'versions and steps of processes are only ever added'; end $$;
create trigger version_stays before update or delete on process.version for each row execute function process.no_change();
create trigger step_stays before update or delete on process.step for each row execute function process.no_change();

alter table process.instance enable row level security;
create policy jobs on process.instance to haoban_system using (true) with check (true);
create policy readers on process.instance to haoban_app using (readers && base.readers()) with check (readers && base.readers());
do $$
declare t text;
begin
  foreach t in array array['step', 'task', 'timer', 'subscription', 'incident'] loop
    execute format('alter table process.%I enable row level security', t);
    execute format('create policy jobs on process.%I to haoban_system using (true) with check (true)', t);
    execute format('create policy with_instance on process.%I to haoban_app using (exists (select from process.instance i where i.id = instance)) with check (exists (select from process.instance i where i.id = instance))', t);
  end loop;
end $$;
alter table process.message enable row level security;
create policy jobs on process.message to haoban_system using (true) with check (true);

grant select, insert on process.version, process.withdrawal to haoban_app, haoban_system;
grant select, insert, update on process.instance to haoban_app, haoban_system;
grant select, insert on process.step to haoban_app, haoban_system;
grant select, insert, update on process.task, process.timer, process.subscription, process.incident to haoban_app, haoban_system;
grant select, insert, update on process.message to haoban_system;
