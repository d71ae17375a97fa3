create schema decision;
grant usage on schema decision to haoban_app, haoban_system;

-- A decision model bears the name of the item it is for. `ground` is what the item's present form and materials offer it.
create table decision.model (
  code text primary key,
  title text not null,
  version int not null,
  ground jsonb not null,
  kept_at text not null default 'folder' check (kept_at in ('folder', 'desk')),
  updated_at timestamptz not null
);

-- What was published, never changed: an assessment can be worked out again from it years later.
create table decision.version (
  code text not null references decision.model (code),
  version int not null check (version > 0),
  xml text not null,
  hash text not null,
  published_at timestamptz not null,
  published_by text not null,
  published_name text not null,
  note text,
  rehearsal text,
  unrehearsed text,
  primary key (code, version)
);
create function decision.no_change() returns trigger language plpgsql as $$
begin raise exception 'a published version is never changed'; end $$;
create trigger version_stays before update or delete on decision.version for each row execute function decision.no_change();

grant select on decision.model, decision.version to haoban_app;
grant insert, update on decision.model to haoban_app;
grant insert on decision.version to haoban_app;
grant select, insert, update on decision.model to haoban_system;
grant select, insert on decision.version to haoban_system;

-- A version under way: one of a model at a time, so that none is lost by another's publication.
create table decision.draft (
  id text primary key,
  code text not null references decision.model (code),
  base int not null,
  status text not null check (status in ('drafting', 'submitted', 'published', 'abandoned')),
  xml text not null,
  hash text not null,
  revision int not null default 1,
  reason text not null,
  editors text[] not null default '{}',
  opened_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by text not null,
  submitted_at timestamptz,
  submitted_by text,
  version int
);
create unique index draft_one on decision.draft (code) where status in ('drafting', 'submitted');
create index draft_code on decision.draft (code, opened_at desc);

-- A new version over the cases of the year before: how far it has come, and whom it would change.
create table decision.rehearsal (
  id text primary key,
  code text not null references decision.model (code),
  draft text not null references decision.draft (id),
  base int not null,
  hash text not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed')),
  since_on date not null,
  until_on date not null,
  asked_at timestamptz not null,
  asked_by text not null,
  ended_at timestamptz,
  total int,
  looked int not null default 0,
  unread int not null default 0,
  changed int not null default 0,
  tally jsonb not null default '[]',
  why text
);
create index rehearsal_draft on decision.rehearsal (draft, asked_at desc);
create index rehearsal_code on decision.rehearsal (code);

create table decision.rehearsal_row (
  rehearsal text not null references decision.rehearsal (id),
  subject text not null,
  title text not null,
  purpose text not null,
  before text not null,
  after text not null,
  because text not null,
  primary key (rehearsal, subject, purpose)
);
create index rehearsal_row_change on decision.rehearsal_row (rehearsal, purpose, before, after, subject);

create function decision.works() returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && array['decision.read', 'decision.edit', 'decision.publish'] $$;
do $$
declare t text;
begin
  foreach t in array array['draft', 'rehearsal', 'rehearsal_row'] loop
    execute format('alter table decision.%I enable row level security', t);
    execute format('create policy jobs on decision.%I to haoban_system using (true) with check (true)', t);
    execute format('create policy works on decision.%I to haoban_app using (decision.works()) with check (decision.works())', t);
  end loop;
end $$;
grant select, insert, update on decision.draft, decision.rehearsal to haoban_app, haoban_system;
grant select on decision.rehearsal_row to haoban_app;
grant select, insert on decision.rehearsal_row to haoban_system;
