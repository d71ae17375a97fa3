-- What an applicant corrects of his answers after he was asked to, until he hands it in: sealed, and his own alone.
create table windows.correction (
  case_id text not null,
  account text not null,
  sealed bytea not null,
  saved_at timestamptz not null,
  primary key (case_id, account)
);
alter table windows.correction enable row level security;
create policy jobs on windows.correction to haoban_system using (true) with check (true);
create policy own on windows.correction to haoban_app using (account = base.who()) with check (account = base.who());
grant select, insert, update, delete on windows.correction to haoban_app, haoban_system;
