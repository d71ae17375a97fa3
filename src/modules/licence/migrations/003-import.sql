-- Batches of old licences, each row with what became of it.
create table licence.batch (
  id text primary key,
  type text not null references licence.type (code),
  organ text not null,
  division text not null,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  rows jsonb not null
);
create index batch_organ on licence.batch (organ, at desc);
alter table licence.batch enable row level security;
create policy jobs on licence.batch to haoban_system using (true) with check (true);
create policy sees on licence.batch for select to haoban_app using (base.sees(organ, division));
grant select on licence.batch to haoban_app;
grant select, insert on licence.batch to haoban_system;
