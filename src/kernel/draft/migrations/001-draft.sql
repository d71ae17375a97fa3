create schema draft;
grant usage on schema draft to haoban_app, haoban_system;

-- A version under way over the cases of the year before: how far it has come, and whom it would change. `at` is the subject that was
-- looked at last, so that a stretch that is done twice counts once. `may` are the permissions of those who work on the version.
create table draft.rehearsal (
  id text primary key,
  kind text not null check (kind in ('decision', 'limits', 'process')),
  code text not null,
  draft text not null,
  base int not null,
  hash text not null,
  may text[] not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed', 'stopped')),
  since_on date not null,
  until_on date not null,
  asked_at timestamptz not null,
  asked_by text not null,
  ended_at timestamptz,
  at text not null default '',
  total int,
  looked int not null default 0,
  unread int not null default 0,
  changed int not null default 0,
  tally jsonb not null default '[]',
  groups jsonb not null default '[]',
  why text
);
create index rehearsal_draft on draft.rehearsal (draft, asked_at desc);

create table draft.rehearsal_row (
  rehearsal text not null references draft.rehearsal (id),
  subject text not null,
  what text not null,
  title text not null,
  href text not null,
  before text not null,
  after text not null,
  because text not null,
  primary key (rehearsal, subject, what)
);

create function draft.sees(may text[]) returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && may $$;
alter table draft.rehearsal enable row level security;
create policy jobs on draft.rehearsal to haoban_system using (true) with check (true);
create policy works on draft.rehearsal to haoban_app using (draft.sees(may)) with check (draft.sees(may));
alter table draft.rehearsal_row enable row level security;
create policy jobs on draft.rehearsal_row to haoban_system using (true) with check (true);
create policy works on draft.rehearsal_row to haoban_app
  using (exists (select from draft.rehearsal r where r.id = rehearsal and draft.sees(r.may)));
grant select, insert, update on draft.rehearsal to haoban_app, haoban_system;
grant select on draft.rehearsal_row to haoban_app;
grant select, insert on draft.rehearsal_row to haoban_system;
