-- 协查: a licence that the library does not hold yet is asked of the organ that issued it, and not of the citizen.
create table licence.inquiry (
  id text primary key,
  case_id text not null,
  material text not null,
  material_name text not null,
  holder_name text not null,
  asking text not null,
  asking_name text not null,
  division text not null,
  asked text,
  asked_name text,
  at timestamptz not null,
  due_on date not null,
  state text not null check (state in ('open', 'confirmed', 'denied')),
  answer text,
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  unique (case_id, material),
  check ((state = 'open') = (answer is null))
);
create index inquiry_open on licence.inquiry (due_on, id) where state = 'open';
create index inquiry_asked on licence.inquiry (asked, at desc);
alter table licence.inquiry enable row level security;
create policy jobs on licence.inquiry to haoban_system using (true) with check (true);
create policy sees on licence.inquiry for select to haoban_app
  using (base.sees(asking, division) or base.sees_organ(asking) or (asked is not null and base.sees_organ(asked)));
grant select on licence.inquiry to haoban_app;
grant select, insert, update (asked, asked_name, state, answer, answered_by, answered_name, answered_at) on licence.inquiry to haoban_system;
