create schema party;
grant usage on schema party to haoban_app, haoban_system;

-- Everybody who can apply for something. Numbers, telephones and addresses of people are sealed (SM4, key outside the
-- database) and found by digest; what a register publishes about a company (its code, its name) stands in the open.
create table party.person (
  id text primary key,
  kind text not null check (kind in ('natural', 'legal')),
  name text not null,
  id_type text,
  id_no_sealed bytea,
  id_no_digest text,
  phone_sealed bytea,
  phone_digest text,
  address_sealed bytea,
  uscc text unique,
  legal_type text,
  legal_rep text references party.person (id),
  demo boolean not null default false,
  registered_at timestamptz not null,
  unique (id_type, id_no_digest),
  check ((kind = 'natural') = (id_no_sealed is not null)),
  check ((id_no_sealed is null) = (id_no_digest is null) and (id_no_sealed is null) = (id_type is null)),
  check ((kind = 'legal') = (uscc is not null)),
  check (kind = 'legal' or legal_rep is null)
);
create index person_legal_rep on party.person (legal_rep) where legal_rep is not null;
create index person_phone on party.person (phone_digest) where phone_digest is not null;

-- Who may act for whom: a letter of authority names the agent, the matters, the powers and the time (民法典 第一百六十五条).
-- Empty matters or divisions mean all of them.
create table party.agency (
  id text primary key,
  principal text not null references party.person (id),
  agent text not null references party.person (id),
  items text[] not null,
  divisions text[] not null,
  from_on date not null,
  to_on date not null,
  basis text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  demo boolean not null default false,
  check (principal <> agent),
  check (to_on >= from_on),
  check ((revoked_at is null) = (revoked_by is null))
);
create index agency_principal on party.agency (principal);
create index agency_agent on party.agency (agent) where revoked_at is null;

-- Whoever speaks for a party sees it; staff see parties with the permission for it, and what is sealed stays sealed until an
-- action opens it and says so in the ledger.
create function party.permits(permission text) returns boolean language sql stable parallel safe as
  $$ select permission = any (base.list('haoban.permits')) $$;

alter table party.person enable row level security;
create policy jobs on party.person to haoban_system using (true) with check (true);
create policy own on party.person for select to haoban_app using (id = any (base.parties()));
create policy staff on party.person for select to haoban_app using (party.permits('party.read'));
create policy adds on party.person for insert to haoban_app with check (party.permits('party.register'));
create policy own_contact on party.person for update to haoban_app using (id = any (base.parties())) with check (id = any (base.parties()));

alter table party.agency enable row level security;
create policy jobs on party.agency to haoban_system using (true) with check (true);
create policy both_sides on party.agency for select to haoban_app using (principal = any (base.parties()) or agent = any (base.parties()));
create policy staff on party.agency for select to haoban_app using (party.permits('party.read'));
create policy principal_grants on party.agency for insert to haoban_app with check (principal = any (base.parties()) and revoked_at is null);
create policy either_ends on party.agency for update to haoban_app
  using (principal = any (base.parties()) or agent = any (base.parties()))
  with check (revoked_at is not null and revoked_by = base.who());

-- For whom a person may speak on a day: himself, the bodies he represents by law (民法典 第六十一条), and those who have authorised
-- him or such a body. Asked with every request, so in PL/pgSQL, which keeps its plan.
create function party.speaking(person text, today date)
  returns table (party text, name text, kind text, "as" text, items text[], divisions text[], "toOn" date, rank int)
  language plpgsql stable as $$
begin
  return query
    select p.id, p.name, p.kind, 'self', '{}'::text[], '{}'::text[], null::date, 0 from party.person p where p.id = person
    union all
    select p.id, p.name, p.kind, 'legal-rep', '{}', '{}', null, 1 from party.person p where p.legal_rep = person
    union all
    select p.id, p.name, p.kind, 'agent', g.items, g.divisions, g.to_on, 2
    from party.agency g join party.person p on p.id = g.principal
    where g.agent = any (array(select c.id from party.person c where c.id = person or c.legal_rep = person))
      and g.revoked_at is null and today between g.from_on and g.to_on
    order by 8, 2;
end $$;

-- A party's identity and an authority's terms never change; contact data does, and an authority can end.
grant select, insert on party.person, party.agency to haoban_app, haoban_system;
grant update (phone_sealed, phone_digest, address_sealed) on party.person to haoban_app, haoban_system;
grant update (legal_rep, name) on party.person to haoban_system;
grant update (revoked_at, revoked_by) on party.agency to haoban_app, haoban_system;
