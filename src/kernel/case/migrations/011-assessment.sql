-- What a decision model said of a case: snapshot of its facts, verdicts and proof, sealed (SM4); a new row each time facts change.
create table cases.assessment (
  case_id text not null references cases.file (id),
  seq int not null check (seq > 0),
  model text not null,
  version int not null,
  sealed bytea not null,
  hash text not null,
  at timestamptz not null,
  primary key (case_id, seq)
);
alter table cases.assessment enable row level security;
create policy jobs on cases.assessment to haoban_system using (true) with check (true);
create policy with_case on cases.assessment to haoban_app
  using (exists (select from cases.file f where f.id = case_id)) with check (exists (select from cases.file f where f.id = case_id));
grant select, insert on cases.assessment to haoban_app, haoban_system;
