-- People signed in at platforms of OpenID Connect. Which platforms there are, the city's settings say; rows of permission.provider that are
-- none of the demo count beside them.
alter table permission.provider drop constraint provider_id_check;

-- A sign-in that has begun and waits for the browser to come back, or a sign-out that is to go on at the platform: for any server of several.
-- `browser` is the digest of a cookie, so that nobody ends in another browser what was begun in his own.
create table permission.pending (
  digest text primary key,
  purpose text not null check (purpose in ('sign-in', 'sign-out')),
  provider text not null,
  browser text not null,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index pending_expiry on permission.pending (expires_at);

-- By which names platforms know an account: one person may be known to several.
create table permission.identity (
  issuer text not null,
  subject text not null,
  account text not null references permission.account (id),
  provider text not null,
  bound_at timestamptz not null,
  used_at timestamptz not null,
  primary key (issuer, subject)
);
create index identity_account on permission.identity (account);

-- Logout tokens that counted: each does so once.
create table permission.spent_logout (
  issuer text not null,
  jti text not null,
  until timestamptz not null,
  primary key (issuer, jti)
);
create index spent_logout_until on permission.spent_logout (until);

-- How surely a session knows its person and since when (1 account, 2 name and number checked, 3 face), and by which session of which platform.
alter table permission.session add column level smallint not null default 1 check (level between 1 and 3);
alter table permission.session add column level_at timestamptz;
alter table permission.session add column provider text;
alter table permission.session add column issuer text;
alter table permission.session add column subject text;
alter table permission.session add column sid text;
alter table permission.session add column id_token_sealed bytea;
create index session_subject on permission.session (issuer, subject) where issuer is not null;
-- until now citizens signed in as people of the demo alone, which count as known for sure
update permission.session set level = 3, level_at = created_at where account like 'citizen:%';

grant select, insert, delete on permission.pending, permission.spent_logout to haoban_system;
grant select, insert, update, delete on permission.identity to haoban_system;
