create schema form;
grant usage on schema form to haoban_app, haoban_system;

-- A draft of one applicant for one item: one each, saved as one types, resumed on any device, kept 90 days.
create table form.draft (
  id text primary key,
  owner text not null,
  applicant text not null,
  item text not null,
  division text not null,
  item_version int not null,
  sealed bytea not null,
  materials jsonb not null default '[]',
  version int not null default 1,
  saved_at timestamptz not null,
  expires_on date not null,
  unique (owner, applicant, item, division)
);
create index draft_expires on form.draft (expires_on);
alter table form.draft enable row level security;
create policy jobs on form.draft to haoban_system using (true) with check (true);
create policy own on form.draft to haoban_app using (owner = base.who()) with check (owner = base.who());
grant select, insert, update, delete on form.draft to haoban_app, haoban_system;
