create schema publicity;
grant usage on schema publicity to haoban_app, haoban_system;

-- One row a publication. `source` is what it came from (a fact, or another room's own key): the same source is published once.
create table publicity.publication (
  id text primary key,
  source text not null unique,
  kind text not null,
  title text not null check (title <> ''),
  facts jsonb not null,
  entries jsonb not null default '[]',
  organ text not null,
  organ_name text not null,
  division text not null,
  decided_at timestamptz not null,
  due_on date not null,
  objection_days int check (objection_days > 0),
  objection_basis text,
  state text not null check (state in ('waiting', 'open', 'closed', 'withdrawn')),
  published_at timestamptz,
  ends_on date,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  demo boolean not null default false,
  made_at timestamptz not null,
  check ((objection_days is null) = (objection_basis is null)),
  check (state in ('waiting', 'withdrawn') or published_at is not null),
  check ((state = 'withdrawn') = (withdrawn_at is not null and withdrawn_reason is not null))
);
create index publication_list on publicity.publication (published_at desc, id desc) where published_at is not null;
create index publication_decided on publicity.publication (kind, decided_at);
create index publication_waiting on publicity.publication (made_at) where state = 'waiting';
create index publication_ending on publicity.publication (ends_on) where state = 'open' and ends_on is not null;

-- What is published everybody may read; what is not yet, only those who publish.
create function publicity.publishes() returns boolean language sql stable parallel safe as
  $$ select 'publicity.publish' = any (base.list('haoban.permits')) $$;

alter table publicity.publication enable row level security;
create policy jobs on publicity.publication to haoban_system using (true) with check (true);
create policy reads on publicity.publication for select to haoban_app using (published_at is not null or publicity.publishes());
create policy withdraws on publicity.publication for update to haoban_app using (publicity.publishes()) with check (publicity.publishes());

-- Who says that something published is wrong. `entry` is the row of a list that it concerns; empty where it concerns the whole.
create table publicity.objection (
  id text primary key,
  publication text not null references publicity.publication (id),
  entry text,
  by_whom text not null,
  by_name text not null,
  text text not null check (text <> ''),
  state text not null check (state in ('open', 'upheld', 'rejected')),
  made_at timestamptz not null,
  due_on date not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  check ((state = 'open') = (answer is null) and (answer is null) = (answered_at is null))
);
create index objection_publication on publicity.objection (publication, made_at);
create index objection_by on publicity.objection (by_whom, made_at desc);
create index objection_open on publicity.objection (due_on, id) where state = 'open';
create unique index objection_once on publicity.objection (publication, coalesce(entry, ''), by_whom) where state = 'open';

alter table publicity.objection enable row level security;
create policy jobs on publicity.objection to haoban_system using (true) with check (true);
create policy sees on publicity.objection for select to haoban_app using (by_whom = base.who() or publicity.publishes());
create policy objects on publicity.objection for insert to haoban_app with check (by_whom = base.who() and base.who() <> '' and state = 'open');
create policy answers on publicity.objection for update to haoban_app using (publicity.publishes()) with check (publicity.publishes());

grant select, insert, update on publicity.publication to haoban_system;
grant select on publicity.publication to haoban_app;
grant update (state, withdrawn_at, withdrawn_reason) on publicity.publication to haoban_app;
grant select, insert, update on publicity.objection to haoban_system;
grant select, insert on publicity.objection to haoban_app;
grant update (state, answer, answered_by, answered_at) on publicity.objection to haoban_app;
