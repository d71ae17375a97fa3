-- Staff sign in at the city's directory. It says who somebody is; what he may do is granted here.
-- The number by which offices know a member of staff, and the directory too.
alter table permission.account add column staff_no text unique;
alter table permission.account add constraint citizens_have_no_staff_no check (kind = 'staff' or staff_no is null);
grant select (staff_no) on permission.account to haoban_app;

-- One name in the directory stands for one member of staff, and he has one there.
create unique index identity_of_staff on permission.identity (account) where account like 'staff:%';
-- When the directory no longer stood for him; until he has signed in there again nothing else signs him in.
alter table permission.identity add column left_at timestamptz;

-- A directory that is captured makes no officer, and one that fails keeps none out: whoever has ever held an office is never bound.
create function permission.officers_stay_apart() returns trigger language plpgsql as $$
begin
  if exists (select from permission.officer o where o.account = new.account) then
    raise exception 'an officer is not bound to a directory' using errcode = 'check_violation', constraint = 'officers_stay_apart';
  end if;
  return new;
end $$;
create trigger officers_stay_apart before insert or update of account on permission.identity for each row execute function permission.officers_stay_apart();

alter table permission.session drop constraint session_proved_by_check;
alter table permission.session add constraint session_proved_by_check check (proved_by in ('totp', 'passkey', 'directory'));
-- Until when a session counts without another word of the directory that stands for it; null for those that need none.
alter table permission.session add column vouched_until timestamptz;
create index session_vouched on permission.session (vouched_until) where vouched_until is not null;

-- By what the directory is asked whether the owner of a session still belongs to it, and when next.
create table permission.membership (
  session text primary key references permission.session (token_digest) on delete cascade,
  token_sealed bytea not null,
  answered_at timestamptz not null,
  due_at timestamptz not null
);
create index membership_due on permission.membership (due_at);

-- How the directory answers, of whomever it was asked.
create table permission.directory (
  issuer text primary key,
  answered_at timestamptz,
  silent_since timestamptz,
  fault text
);
grant select, insert, update, delete on permission.membership, permission.directory to haoban_system;
