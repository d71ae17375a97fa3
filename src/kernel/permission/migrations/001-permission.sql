create schema permission;
grant usage on schema permission to haoban_app, haoban_system;

create function permission.permits(permission text) returns boolean language sql stable parallel safe as
  $$ select permission = any (base.list('haoban.permits')) $$;

-- The three administrators (GB/T 22239, 三员分立) and the one power each of them has.
create function permission.office_of(role text, permission text) returns text language sql immutable parallel safe as $$
  select case
    when role in ('sysadmin', 'secadmin', 'auditor') then role
    when permission = 'permission.manage' then 'sysadmin'
    when permission = 'permission.confirm' then 'secadmin'
    when permission = 'permission.audit' then 'auditor'
  end
$$;

-- What a role may do. No ordinary role reaches into an administrator's power, and no administrator into another's.
create table permission.role (
  id text primary key,
  title text not null,
  permissions text[] not null,
  check (id = 'sysadmin' or not 'permission.manage' = any (permissions)),
  check (id = 'secadmin' or not 'permission.confirm' = any (permissions)),
  check (id = 'auditor' or not 'permission.audit' = any (permissions))
);

create table permission.account (
  id text primary key,
  kind text not null check (kind in ('staff', 'citizen')),
  login text unique check (login = lower(login)),
  name text not null,
  party text,
  organ text,
  title text,
  password_hash text,
  password_at timestamptz,
  must_change boolean not null default false,
  totp_sealed bytea,
  totp_draft bytea,
  totp_step bigint not null default 0,
  disabled_at timestamptz,
  created_at timestamptz not null,
  demo boolean not null default false,
  check (id like kind || ':%'),
  check (kind = 'citizen' or (login is not null and organ is not null)),
  check (kind = 'staff' or (party is not null and password_hash is null))
);
create unique index account_party on permission.account (party) where kind = 'citizen';
create index account_organ on permission.account (organ) where organ is not null;

-- Each account holds one of the three offices at most, for as long as it has ever been given one: the key sees to it.
create table permission.officer (
  account text primary key references permission.account (id),
  office text not null check (office in ('sysadmin', 'secadmin', 'auditor')),
  unique (account, office)
);

-- What an account may do, where, and from when to when: asked for by one, confirmed by another, and by nobody for himself.
create table permission.granted (
  id text primary key,
  account text not null references permission.account (id),
  role text references permission.role (id),
  permission text,
  office text generated always as (permission.office_of(role, permission)) stored,
  organ text not null,
  division text not null,
  from_on date not null,
  to_on date,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  demo boolean not null default false,
  foreign key (account, office) references permission.officer (account, office),
  check ((role is null) <> (permission is null)),
  check (to_on is null or to_on >= from_on),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  constraint nothing_for_oneself check (proposed_by <> account and confirmed_by <> account),
  constraint two_people check (confirmed_by <> proposed_by)
);
create index granted_account on permission.granted (account);
create index granted_open on permission.granted (proposed_at, id) where confirmed_at is null and ended_at is null;
create index granted_role on permission.granted (role, organ) where role is not null;
create unique index granted_once on permission.granted (account, coalesce(role, ''), coalesce(permission, ''), organ, division) where ended_at is null;

-- What an account may do on a day, one entry a permission and place. Asked with every request, so in PL/pgSQL, which keeps its plan.
create function permission.grants_of(holder text, today date) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(distinct jsonb_build_object('permission', p.permission, 'organ', g.organ, 'division', g.division)), '[]')
    from permission.granted g
    left join permission.role r on r.id = g.role
    cross join lateral unnest(coalesce(r.permissions, array[g.permission])) p (permission)
    where g.account = holder and g.confirmed_at is not null and g.ended_at is null and today between g.from_on and coalesce(g.to_on, 'infinity'));
end $$;

-- One row a sign-in. The token itself is known to the browser alone.
create table permission.session (
  token_digest text primary key,
  account text not null references permission.account (id),
  acting text,
  csrf text not null,
  agent_digest text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on permission.session (account);
create index session_expiry on permission.session (expires_at);

-- Failed sign-ins by digest of the login, known or not, so that the answer never tells which logins exist; and by digest of a
-- network that failed too often.
create table permission.failure (
  digest text primary key,
  n int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

-- Where citizens are known from. A demo city has the row 'demo'; a real one puts its identity service here.
create table permission.provider (
  id text primary key check (id in ('demo', 'oidc')),
  title text not null,
  settings jsonb not null default '{}'
);

alter table permission.account enable row level security;
create policy jobs on permission.account to haoban_system using (true) with check (true);
create policy own on permission.account for select to haoban_app using (id = base.who());
create policy colleagues on permission.account for select to haoban_app using (kind = 'staff' and base.kind() = 'staff');

alter table permission.granted enable row level security;
create policy jobs on permission.granted to haoban_system using (true) with check (true);
create policy own on permission.granted for select to haoban_app using (account = base.who());
create policy officers on permission.granted for select to haoban_app
  using (permission.permits('permission.manage') or permission.permits('permission.confirm') or permission.permits('permission.audit'));
create policy proposes on permission.granted for insert to haoban_app
  with check (permission.permits('permission.manage') and proposed_by = base.who() and account <> base.who() and confirmed_at is null);
create policy confirms on permission.granted for update to haoban_app
  using (permission.permits('permission.confirm') or permission.permits('permission.manage'))
  with check (ended_by = base.who() or (permission.permits('permission.confirm') and confirmed_by = base.who()));

alter table permission.officer enable row level security;
create policy jobs on permission.officer to haoban_system using (true) with check (true);
create policy reads on permission.officer for select to haoban_app using (base.kind() = 'staff');
create policy proposes on permission.officer for insert to haoban_app with check (permission.permits('permission.manage') and account <> base.who());

grant select on permission.role to haoban_app;
grant select, insert, update on permission.role to haoban_system;
grant select (id, kind, login, name, party, organ, title, disabled_at, must_change, created_at, demo) on permission.account to haoban_app;
grant select, insert, update on permission.account to haoban_system;
grant select, insert on permission.officer, permission.granted to haoban_app, haoban_system;
grant update (confirmed_by, confirmed_at, ended_by, ended_at) on permission.granted to haoban_app, haoban_system;
grant select, insert, update, delete on permission.session, permission.failure, permission.provider to haoban_system;
