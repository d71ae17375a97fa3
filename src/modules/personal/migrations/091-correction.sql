-- Requests to correct personal information (个人信息保护法 第四十六条). What is wrong and what is right is sealed: it is the very thing asked about.
create schema personal;
grant usage on schema personal to haoban_app, haoban_system;

create table personal.correction (
  id text primary key,
  account text not null,
  party text not null,
  by_name text not null,
  -- the class of data by its first table, and one record of it where one was named
  class text not null,
  title text not null,
  record text,
  record_title text,
  asked_sealed bytea not null,
  organ text not null,
  organ_name text not null,
  division text not null,
  asked_at timestamptz not null,
  due_on date not null,
  outcome text check (outcome in ('corrected', 'noted', 'kept')),
  answer_sealed bytea,
  ground text,
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  check (num_nulls(outcome, answer_sealed, ground, answered_by, answered_name, answered_at) in (0, 6)),
  check ((record is null) = (record_title is null))
);
create index correction_account on personal.correction (account, asked_at desc);
create index correction_waiting on personal.correction (organ, due_on, id) where outcome is null;
create index correction_answered on personal.correction (answered_at) where outcome in ('corrected', 'kept');
create unique index correction_once on personal.correction (account, class, coalesce(record, '')) where outcome is null;

-- Whoever answers in the organ does so for all that it keeps; the exact place is asked of his grant before he acts.
create function personal.answers(organ text) returns boolean language sql stable parallel safe as
  $$ select 'personal.correct' = any (base.list('haoban.permits')) and base.sees_organ(organ) $$;

alter table personal.correction enable row level security;
create policy jobs on personal.correction to haoban_system using (true) with check (true);
create policy sees on personal.correction for select to haoban_app using (account = base.who() or personal.answers(organ));
create policy asks on personal.correction for insert to haoban_app with check (account = base.who() and base.who() <> '' and outcome is null);
create policy answers on personal.correction for update to haoban_app using (personal.answers(organ)) with check (personal.answers(organ));

grant select, insert, update, delete on personal.correction to haoban_system;
grant select, insert on personal.correction to haoban_app;
grant update (outcome, answer_sealed, ground, answered_by, answered_name, answered_at) on personal.correction to haoban_app;
