create schema ledger;
grant usage on schema ledger to haoban_app, haoban_system;

create table ledger.fact (
  id bigint generated always as identity primary key,
  about text not null,
  seq int not null,
  name text not null,
  data jsonb not null,
  by_whom text not null,
  at timestamptz not null,
  hash text not null,
  unique (about, seq)
);
create index fact_name_at on ledger.fact (name, at);

-- The head of every chain: what is cut off at the end is missed here.
create table ledger.chain (about text primary key, seq int not null, hash text not null, readers text[] not null default '{}');

-- From time to time everything up to a fact is bound together; each root holds the one before it.
create table ledger.root (
  id int primary key,
  after_fact bigint not null,
  upto_fact bigint not null,
  facts int not null,
  hash text not null,
  at timestamptz not null,
  check (upto_fact >= after_fact)
);

grant select, insert on ledger.fact, ledger.root to haoban_app, haoban_system;
grant select, insert, update on ledger.chain to haoban_app, haoban_system;

create function ledger.no_change() returns trigger language plpgsql as $$
begin raise exception 'facts are only ever added'; end $$;
create trigger fact_stays before update or delete or truncate on ledger.fact for each statement execute function ledger.no_change();
create trigger root_stays before update or delete or truncate on ledger.root for each statement execute function ledger.no_change();

-- Whoever wrote a fact sees it, and whoever is named among the readers of its chain: `party:…`, `organ:…`, `who:…`, `organ:*`.
alter table ledger.fact enable row level security;
create policy add on ledger.fact for insert to haoban_app, haoban_system with check (true);
create policy jobs on ledger.fact for select to haoban_system using (true);
create policy readers on ledger.fact for select to haoban_app
  using (by_whom = base.who() or exists (select from ledger.chain c where c.about = fact.about and c.readers && base.readers()));

-- The last fact that is settled: waits for writers under way, holds new ones until the end of the transaction that asks.
create function ledger.settle() returns bigint language plpgsql security definer set search_path = pg_catalog as $$
begin
  lock table ledger.fact in share mode;
  return (select coalesce(max(id), 0) from ledger.fact);
end $$;
revoke all on function ledger.settle from public;
grant execute on function ledger.settle to haoban_system;
