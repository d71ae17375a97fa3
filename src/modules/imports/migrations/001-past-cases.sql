create schema imports;
grant usage on schema imports to haoban_app, haoban_system;

-- What was decided before this platform, for looking up: no case of it, and counted in no figure.
create table imports.past_case (
  id text primary key,
  no text not null,
  item text not null,
  organ text not null,
  organ_name text not null,
  division text not null,
  party text not null,
  applicant_name text not null,
  submitted_on date not null,
  decided_on date not null check (decided_on >= submitted_on),
  result text not null check (result in ('approved', 'refused', 'withdrawn', 'ended')),
  licence_no text,
  hash text not null,
  imported_at timestamptz not null,
  unique (organ, no)
);
create index past_case_list on imports.past_case (organ, decided_on desc, id);
create index past_case_party on imports.past_case (party, decided_on desc, id);

alter table imports.past_case enable row level security;
create policy jobs on imports.past_case to haoban_system using (true) with check (true);
create policy sees on imports.past_case for select to haoban_app using (party = any (base.parties()) or base.sees(organ, division));
grant select on imports.past_case to haoban_app;
grant select, insert on imports.past_case to haoban_system;
