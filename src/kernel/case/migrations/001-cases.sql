create schema cases;
grant usage on schema cases to haoban_app, haoban_system;

-- One row a case: the fold of its facts as the work lists need it, written in the transaction of each act. The facts are the truth.
create table cases.file (
  id text primary key,
  no text not null unique check (length(no) = 43),
  query_code text not null unique check (length(query_code) = 8),
  item text not null,
  item_version int not null,
  item_name text not null,
  handle_code text not null,
  task_type text not null,
  organ text not null,
  division text not null,
  applicant text not null,
  applicant_name text not null,
  applicant_kind text not null,
  agent text,
  channel text not null,
  status text not null,
  turn text not null,
  seq int not null,
  holder text,
  holder_name text,
  pending text,
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  decided_at timestamptz,
  delivered_at timestamptz,
  result text,
  clock text,
  due_on date,
  warn_on date,
  paused boolean not null default false,
  promise_due_on date,
  legal_due_on date,
  promise_days numeric,
  legal_days numeric,
  used_days numeric,
  tolerant_missing int not null default 0,
  notices int not null default 0,
  proposer text,
  demo boolean not null default false,
  updated_at timestamptz not null
);
create index file_queue on cases.file (organ, turn, due_on, id);
create index file_holder on cases.file (holder, due_on, id) where holder is not null;
create index file_status on cases.file (organ, status, updated_at desc, id);
create index file_applicant on cases.file (applicant, submitted_at desc, id);
create index file_agent on cases.file (agent, submitted_at desc, id) where agent is not null;
create index file_item on cases.file (item, submitted_at desc);
create index file_decided on cases.file (decided_at) where decided_at is not null;
create index file_open_clock on cases.file (due_on) where due_on is not null and not paused;
create index file_submitted on cases.file (submitted_at);

alter table cases.file enable row level security;
create policy jobs on cases.file to haoban_system using (true) with check (true);
create policy sees on cases.file for select to haoban_app
  using (base.sees_organ(organ) or applicant = any (base.parties()) or agent = any (base.parties()) or holder = base.who() or id = current_setting('haoban.case', true));
create policy adds on cases.file for insert to haoban_app with check (base.sees_organ(organ) or applicant = any (base.parties()) or agent = any (base.parties()));
create policy moves on cases.file for update to haoban_app
  using (base.sees_organ(organ) or applicant = any (base.parties()) or agent = any (base.parties()))
  with check (base.sees_organ(organ) or applicant = any (base.parties()) or agent = any (base.parties()));

-- What the applicant answered, whole and sealed (SM4); a new row with each change, so that the facts' digests stay true.
create table cases.answers (
  case_id text not null references cases.file (id),
  version int not null,
  sealed bytea not null,
  hash text not null,
  at timestamptz not null,
  primary key (case_id, version)
);

create table cases.material (
  case_id text not null references cases.file (id),
  code text not null,
  version int not null,
  name text not null,
  provide text not null,
  files jsonb not null default '[]',
  source text,
  at timestamptz not null,
  by_whom text not null,
  primary key (case_id, code, version)
);

-- Cards of the electronic supervision: issued once, never deleted; a withdrawal is recorded beside it.
create table cases.card (
  case_id text not null references cases.file (id),
  colour text not null check (colour in ('yellow', 'red')),
  at timestamptz not null,
  reason text not null,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (case_id, colour)
);

do $$
declare t text;
begin
  foreach t in array array['answers', 'material', 'card'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('create policy jobs on cases.%I to haoban_system using (true) with check (true)', t);
    execute format('create policy with_case on cases.%I to haoban_app using (exists (select from cases.file f where f.id = case_id)) with check (exists (select from cases.file f where f.id = case_id))', t);
  end loop;
end $$;

grant select, insert, update on cases.file to haoban_app, haoban_system;
grant select, insert on cases.answers, cases.material to haoban_app, haoban_system;
grant select, insert, update on cases.card to haoban_app, haoban_system;
