create schema programme;
grant usage on schema programme to haoban_app, haoban_system;

-- What an office sets itself to reach for a measure, and when it was reached.
create table programme.milestone (
  id text primary key,
  measure text not null,
  title text not null check (title <> ''),
  due_on date not null,
  reached_on date,
  demo boolean not null default false,
  made_by text not null,
  made_at timestamptz not null
);
create index milestone_measure on programme.milestone (measure, due_on);

-- Reports of progress are added and never changed: a mistake is put right by the next report.
create table programme.report (
  id text primary key,
  measure text not null,
  text text not null check (text <> ''),
  milestone text references programme.milestone (id),
  organ text,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null
);
create index report_measure on programme.report (measure, at desc);
create index report_at on programme.report (at);

do $$
declare t text;
begin
  foreach t in array array['milestone', 'report'] loop
    execute format('alter table programme.%I enable row level security', t);
    execute format('create policy jobs on programme.%I to haoban_system using (true) with check (true)', t);
    execute format('create policy reads on programme.%I for select to haoban_app using (true)', t);
    execute format('create policy edits on programme.%I for insert to haoban_app with check (''programme.edit'' = any (base.list(''haoban.permits'')))', t);
  end loop;
end $$;
create policy reaches on programme.milestone for update to haoban_app
  using ('programme.edit' = any (base.list('haoban.permits')))
  with check ('programme.edit' = any (base.list('haoban.permits')));

grant select, insert on programme.milestone, programme.report to haoban_app, haoban_system;
grant update (reached_on) on programme.milestone to haoban_app, haoban_system;
