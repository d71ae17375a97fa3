-- Decisions whose licences are made next, those of one organ many in one transaction.
create table licence.due (fact bigint primary key, organ text not null);
create index due_organ on licence.due (organ, fact);
alter table licence.due enable row level security;
create policy jobs on licence.due to haoban_system using (true) with check (true);
-- whoever takes one holds it first
grant select, insert, update, delete on licence.due to haoban_system;
