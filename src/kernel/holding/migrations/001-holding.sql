create schema holding;
grant usage on schema holding to haoban_app, haoban_system;

-- Types of licences that the city's library holds: what is of such a type must not be asked for on paper.
create table holding.type (
  code text primary key check (length(code) = 21),
  name text not null unique,
  also text[] not null default '{}',
  definer text not null,
  holder text not null check (holder in ('natural', 'legal', 'both')),
  demo boolean not null default false
);
grant select on holding.type to haoban_app, haoban_system;
grant insert, update on holding.type to haoban_system;

-- What is held of a party now, one row a licence through all its versions, written by the register that keeps it. What it
-- says about the holder is sealed (SM4), by data element.
create table holding.held (
  id text primary key,
  party text not null,
  type text not null references holding.type (code),
  register text not null,
  no text not null,
  identifier text not null,
  organ text not null,
  organ_name text not null,
  state text not null check (state in ('valid', 'suspended', 'rescinded', 'revoked', 'cancelled', 'expired')),
  from_on date not null,
  to_on date check (to_on >= from_on),
  elements bytea,
  demo boolean not null default false,
  updated_at timestamptz not null
);
create index held_party on holding.held (party, type);
create index held_type on holding.held (type, state);

-- Every use, for ever: nobody changes or removes one.
create table holding.use (
  id text primary key,
  holding text not null references holding.held (id),
  identifier text not null,
  kind text not null check (kind in ('material', 'call', 'shown', 'checked', 'copy', 'query')),
  subject text,
  material text,
  organ_name text not null,
  purpose text not null check (purpose <> ''),
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  check ((kind = 'material') = (material is not null))
);
create index use_holding on holding.use (holding, at desc);
create index use_subject on holding.use (subject) where subject is not null;

-- Whoever speaks for a party sees what is held of it and who has used it; the house reads for a case at the counter.
alter table holding.held enable row level security;
create policy jobs on holding.held to haoban_system using (true) with check (true);
create policy own on holding.held for select to haoban_app using (party = any (base.parties()));
alter table holding.use enable row level security;
create policy jobs on holding.use to haoban_system using (true) with check (true);
create policy own on holding.use for select to haoban_app
  using (exists (select from holding.held h where h.id = holding and h.party = any (base.parties())));
grant select, insert, update on holding.held to haoban_system;
grant select on holding.held to haoban_app;
grant select, insert on holding.use to haoban_system;
grant select on holding.use to haoban_app;
