-- A question put to experts about a case: each has a seat with a link of his own, and sees what was attached to the question, nothing else.
create table windows.question (
  id text primary key,
  place bigint generated always as identity,
  case_id text not null,
  organ text not null,
  item_name text not null,
  text text not null,
  files jsonb not null,
  due_on date not null,
  asked_by text not null,
  asked_by_name text not null,
  made_at timestamptz not null
);
create index question_case on windows.question (case_id, place);
create table windows.seat (
  id text primary key,
  place bigint generated always as identity,
  question text not null references windows.question (id),
  name text not null,
  office text not null,
  token_digest text not null unique,
  state text not null default 'open' check (state in ('open', 'answered', 'withdrawn')),
  verdict text check (verdict in ('agree', 'disagree', 'unsure')),
  answer text,
  answered_at timestamptz
);
create index seat_question on windows.seat (question);

alter table windows.question enable row level security;
create policy jobs on windows.question to haoban_system using (true) with check (true);
create policy office on windows.question to haoban_app using (base.kind() = 'staff' and base.sees_organ(organ)) with check (base.kind() = 'staff' and base.sees_organ(organ));
alter table windows.seat enable row level security;
create policy jobs on windows.seat to haoban_system using (true) with check (true);
create policy office on windows.seat to haoban_app using (exists (select from windows.question q where q.id = question))
  with check (exists (select from windows.question q where q.id = question));
grant select, insert on windows.question to haoban_app, haoban_system;
grant select, insert, update on windows.seat to haoban_app, haoban_system;
