create schema licence;
grant usage on schema licence to haoban_app, haoban_system;

-- Types of licences as the city's file gives them (GB/T 36902).
create table licence.type (code text primary key check (length(code) = 21), name text not null unique, spec jsonb not null);

-- One row a licence through all its versions: how it stands now.
create table licence.licence (
  id text primary key,
  type text not null references licence.type (code),
  party text not null,
  holder_name text not null,
  holder_kind text not null check (holder_kind in ('natural', 'legal')),
  no text not null,
  identifier text not null unique,
  version int not null check (version > 0),
  state text not null check (state in ('valid', 'suspended', 'rescinded', 'revoked', 'cancelled', 'expired')),
  organ text not null,
  organ_name text not null,
  division text not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  issued_on date not null,
  origin text not null check (origin in ('case', 'import')),
  demo boolean not null default false,
  updated_at timestamptz not null,
  reminded_on date,
  unique (type, organ, no)
);
create index licence_party on licence.licence (party, issued_on desc, id);
create index licence_organ on licence.licence (organ, updated_at desc, id);
create index licence_ending on licence.licence (to_on) where state = 'valid' and to_on is not null;
create index licence_issued on licence.licence (issued_on);

-- Every version as it was issued; the face is sealed (SM4). A case grants a type once.
create table licence.version (
  licence text not null references licence.licence (id),
  version int not null check (version > 0),
  identifier text not null unique,
  face bytea not null,
  file text,
  seal_use text,
  case_id text,
  why text not null,
  issued_at timestamptz not null,
  primary key (licence, version)
);
create unique index version_case on licence.version (case_id, licence) where case_id is not null;

-- What a decision should have become and could not yet.
create table licence.waiting (fact bigint primary key, case_id text not null, type text not null, organ text not null, division text not null, why text not null, at timestamptz not null);
create table licence.granted (fact bigint not null, type text not null references licence.type (code), licence text not null references licence.licence (id), primary key (fact, type));
create index granted_licence on licence.granted (licence);

-- Acts that need a second person.
create table licence.asked (
  id text primary key,
  licence text not null references licence.licence (id),
  act text not null,
  reason text not null,
  article text not null,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  answer text check (answer in ('yes', 'no')),
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  note text,
  check ((answer is null) = (answered_by is null)),
  check (answered_by <> by_whom)
);
create unique index asked_once on licence.asked (licence) where answer is null;
create index asked_licence on licence.asked (licence, at);

create table licence.correction (
  id text primary key,
  licence text not null references licence.licence (id),
  text text not null,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  due_on date not null,
  state text not null check (state in ('open', 'corrected', 'rejected')),
  answer text,
  answered_at timestamptz,
  check ((state = 'open') = (answer is null))
);
create unique index correction_once on licence.correction (licence) where state = 'open';
create index correction_licence on licence.correction (licence, at);

-- A code that is shown: of its token the digest, sixty seconds, once.
create table licence.showing (
  id text primary key,
  licence text not null references licence.licence (id),
  digest text not null unique,
  by_whom text not null,
  at timestamptz not null,
  until timestamptz not null,
  used_at timestamptz,
  checker text
);
create index showing_licence on licence.showing (licence);
create index showing_old on licence.showing (until);

create table licence.authorisation (
  id text primary key,
  licence text not null references licence.licence (id),
  agent text not null,
  agent_name text not null,
  purpose text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  by_whom text not null,
  at timestamptz not null,
  revoked_at timestamptz
);
create index authorisation_licence on licence.authorisation (licence, at desc);
create index authorisation_agent on licence.authorisation (agent) where revoked_at is null;

create table licence.copy (
  id text primary key,
  licence text not null references licence.licence (id),
  purpose text not null,
  to_on date not null,
  file text not null,
  by_whom text not null,
  by_name text not null,
  at timestamptz not null
);
create index copy_licence on licence.copy (licence, at desc);

-- The holder sees his own, whom he has authorised sees that one, staff see those of their organs; only the house writes.
create function licence.sees(id text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from licence.licence l where l.id = sees.id
    and (l.party = any (base.parties()) or base.sees(l.organ, l.division)))
$$;
alter table licence.licence enable row level security;
create policy jobs on licence.licence to haoban_system using (true) with check (true);
create policy sees on licence.licence for select to haoban_app using (
  party = any (base.parties()) or base.sees(organ, division)
  or exists (select from licence.authorisation a where a.licence = licence.id and a.agent = any (base.parties()) and a.revoked_at is null));
do $$
declare t text;
begin
  foreach t in array array['version', 'granted', 'asked', 'correction', 'showing', 'authorisation', 'copy'] loop
    execute format('alter table licence.%I enable row level security', t);
    execute format('create policy jobs on licence.%I to haoban_system using (true) with check (true)', t);
    execute format('create policy sees on licence.%I for select to haoban_app using (licence.sees(licence))', t);
  end loop;
end $$;
create policy agent on licence.authorisation for select to haoban_app using (agent = any (base.parties()));
alter table licence.waiting enable row level security;
create policy jobs on licence.waiting to haoban_system using (true) with check (true);
create policy sees on licence.waiting for select to haoban_app using (base.sees(organ, division));

grant select on all tables in schema licence to haoban_app, haoban_system;
grant insert on all tables in schema licence to haoban_system;
grant update on licence.type, licence.waiting to haoban_system;
grant update (holder_name, no, identifier, version, state, from_on, to_on, updated_at, reminded_on) on licence.licence to haoban_system;
grant update (answer, answered_by, answered_name, answered_at, note) on licence.asked to haoban_system;
grant update (state, answer, answered_at) on licence.correction to haoban_system;
grant update (used_at, checker) on licence.showing to haoban_system;
grant update (revoked_at) on licence.authorisation to haoban_system;
grant delete on licence.waiting, licence.showing to haoban_system;
