-- What examiners proposed, and which of it was sent back to them: how often work comes back, by person and by item.
create table cases.opinion (
  case_id text not null references cases.file (id),
  seq int not null,
  examiner text not null,
  examiner_name text not null,
  organ text not null,
  item text not null,
  item_name text not null,
  at timestamptz not null,
  returned_seq int,
  returned_at timestamptz,
  primary key (case_id, seq)
);
create index opinion_organ on cases.opinion (organ, at);
alter table cases.opinion enable row level security;
create policy jobs on cases.opinion to haoban_system using (true) with check (true);
create policy with_case on cases.opinion to haoban_app
  using (exists (select from cases.file f where f.id = case_id)) with check (exists (select from cases.file f where f.id = case_id));
grant select, insert, update, delete on cases.opinion to haoban_app, haoban_system;
