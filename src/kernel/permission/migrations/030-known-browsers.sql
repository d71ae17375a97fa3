-- Wrong passwords slow down where they come from. A count is forgiven bit by bit, so it is no whole number; `login` is the digest of the
-- login that was tried, so that an administrator can lift every pause of it.
alter table permission.failure alter column n type double precision;
alter table permission.failure add column login text;
create index failure_login on permission.failure (login) where login is not null;

-- From where an account has signed in before: a browser by the digest of its cookie, a network by a keyed digest. What strangers try under
-- the same login elsewhere does not slow these down.
create table permission.known_place (
  account text not null references permission.account (id),
  kind text not null check (kind in ('browser', 'network')),
  digest text not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (account, kind, digest)
);
create index known_place_digest on permission.known_place (digest);
create index known_place_seen on permission.known_place (seen_at);
grant select, insert, update, delete on permission.known_place to haoban_system;
