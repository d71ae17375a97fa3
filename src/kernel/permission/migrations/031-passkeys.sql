-- Passkeys of the staff (W3C Web Authentication, Level 2): the public half alone, and how often the authenticator says it was used.
create table permission.passkey (
  id text primary key,
  account text not null references permission.account (id),
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  title text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_account on permission.passkey (account);
-- What was sent to a browser to be signed: each counts once and for minutes. Of the challenge itself only the digest is kept.
create table permission.challenge (
  digest text primary key,
  purpose text not null check (purpose in ('enrol', 'sign-in', 'step-up', 'invited')),
  account text references permission.account (id),
  expires_at timestamptz not null
);
create index challenge_account on permission.challenge (account);
create index challenge_expiry on permission.challenge (expires_at);

-- How a session began and on what device, in words; and when a second factor was last proved in it, and which.
alter table permission.session add column method text;
alter table permission.session add column device text;
alter table permission.session add column proved_at timestamptz;
alter table permission.session add column proved_by text check (proved_by in ('totp', 'passkey'));
alter table permission.session add constraint proof_is_whole check ((proved_at is null) = (proved_by is null));

grant select, insert, update, delete on permission.passkey, permission.challenge to haoban_system;
