-- Who is away from when to when, and who stands in (AB 岗). Everything in his hands goes over in one act, and comes back in one.
create table windows.leave (
  id text primary key,
  account text not null,
  name text not null,
  organ text not null,
  stand_in text not null,
  stand_in_name text not null,
  from_on date not null,
  to_on date not null,
  reason text not null,
  state text not null check (state in ('planned', 'away', 'back', 'cancelled')),
  batch_out text,
  batch_back text,
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  check (to_on >= from_on),
  check (stand_in <> account)
);
create index leave_organ on windows.leave (organ, from_on desc);
create unique index leave_once on windows.leave (account) where state in ('planned', 'away');
alter table windows.leave enable row level security;
create policy jobs on windows.leave to haoban_system using (true) with check (true);
create policy office on windows.leave to haoban_app using (base.kind() = 'staff' and base.sees_organ(organ)) with check (base.kind() = 'staff' and base.sees_organ(organ));
grant select, insert, update on windows.leave to haoban_app, haoban_system;
