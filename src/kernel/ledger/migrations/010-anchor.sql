-- Roots are leaves of one tree. Form 1: a flat digest over the root before and the facts' hashes; form 2: the Merkle tree over the facts' hashes.
alter table ledger.root add column form smallint not null default 1 check (form in (1, 2));
create index root_upto on ledger.root (upto_fact);

-- What the city has signed over its roots. The key lies outside the database, and each of these lies outside it as well.
create table ledger.checkpoint (size int primary key, hash text not null, note text not null, at timestamptz not null);
create table ledger.cosignature (
  size int not null,
  witness text not null,
  line text not null,
  at timestamptz not null,
  primary key (size, witness)
);
-- What this house has cosigned for other logs: the last one of each is what the next must follow.
create table ledger.witnessed (
  origin text not null,
  size bigint not null,
  hash text not null,
  note text not null,
  at timestamptz not null,
  primary key (origin, size)
);
create trigger checkpoint_stays before update or delete or truncate on ledger.checkpoint for each statement execute function ledger.no_change();
create trigger cosignature_stays before update or delete or truncate on ledger.cosignature for each statement execute function ledger.no_change();
create trigger witnessed_stays before update or delete or truncate on ledger.witnessed for each statement execute function ledger.no_change();
grant select on ledger.checkpoint, ledger.cosignature, ledger.witnessed to haoban_app;
grant select, insert on ledger.checkpoint, ledger.cosignature, ledger.witnessed to haoban_system;

-- Nobody writes facts and heads but by these functions: a head moves to the next place only, together with the fact that stands there.
revoke insert on ledger.fact, ledger.root from haoban_app;
revoke insert, update on ledger.chain from haoban_app;
revoke insert on ledger.fact from haoban_system;
revoke insert, update on ledger.chain from haoban_system;
drop policy add on ledger.fact;

-- The head of a chain, held until the end of the transaction; a chain that is new begins.
create function ledger.hold(subject text, first_readers text[]) returns table (seq int, hash text, readers text[])
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  return query select c.seq, c.hash, c.readers from ledger.chain c where c.about = subject for update;
  if found then return; end if;
  insert into ledger.chain (about, seq, hash, readers) values (subject, 0, '', first_readers) on conflict do nothing;
  return query select c.seq, c.hash, c.readers from ledger.chain c where c.about = subject for update;
end $$;

-- Adds a fact behind the head that it follows; null readers leave those of the chain. PostgreSQL knows no SM3: the hash is computed by whoever
-- appends and recomputed by whoever verifies.
create function ledger.append(subject text, place int, fact_name text, fact_data jsonb, author text, moment timestamptz, before text, fact_hash text,
  new_readers text[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare added bigint;
begin
  if fact_hash !~ '^[0-9a-f]{64}$' then raise exception 'the hash of a fact is 64 hex digits'; end if;
  update ledger.chain c set seq = place, hash = fact_hash, readers = coalesce(new_readers, c.readers)
    where c.about = subject and c.seq = place - 1 and c.hash = before;
  if not found then raise exception 'the head of this chain is another one'; end if;
  insert into ledger.fact (about, seq, name, data, by_whom, at, hash)
    values (subject, place, fact_name, fact_data, author, moment, fact_hash) returning id into added;
  return added;
end $$;

-- The first facts of chains that are new with them, in the order in which they are given.
create function ledger.begin_chains(firsts jsonb) returns table (id bigint, about text)
  language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query with given as (
      select * from jsonb_to_recordset(firsts) as f (about text, name text, data jsonb, "by" text, at timestamptz, hash text, readers text[])
      where hash ~ '^[0-9a-f]{64}$'),
    begun as (insert into ledger.chain (about, seq, hash, readers) select about, 1, hash, readers from given)
    insert into ledger.fact (about, seq, name, data, by_whom, at, hash) select about, 1, name, data, "by", at, hash from given
    returning id, about;
end $$;
revoke all on function ledger.hold, ledger.append, ledger.begin_chains from public;
grant execute on function ledger.hold, ledger.append, ledger.begin_chains to haoban_app, haoban_system;
