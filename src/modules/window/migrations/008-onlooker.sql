-- Who has the page of a case open. A row dies unless it is renewed, so that whoever is gone without a word is gone; what a crash of the
-- database empties is back in a moment. No fact, no history: the applicant's trace is what was opened, not who stood there.
create unlogged table windows.onlooker (
  case_id text not null,
  account text not null,
  name text not null,
  -- of the case, for the second wall
  organ text not null,
  division text not null,
  since timestamptz not null,
  until timestamptz not null,
  primary key (case_id, account)
);
alter table windows.onlooker enable row level security;
create policy jobs on windows.onlooker to haoban_system using (true) with check (true);
create policy own on windows.onlooker to haoban_app using (base.kind() = 'staff' and account = base.who()) with check (base.kind() = 'staff' and account = base.who());
create policy colleagues on windows.onlooker for select to haoban_app
  using (base.kind() = 'staff' and (base.sees(organ, division) or base.is_guest('case:' || case_id)));
grant select, insert, update, delete on windows.onlooker to haoban_app, haoban_system;
