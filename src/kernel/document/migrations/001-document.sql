create schema document;
grant usage on schema document to haoban_app, haoban_system;

-- A paper: numbered and dated in the transaction of the act it tells of, drawn once afterwards, and never changed.
create table document.paper (
  id text primary key,
  place bigint generated always as identity,
  about text not null,
  kind text not null,
  title text not null,
  no text unique,
  organ text not null,
  sealed bytea not null,
  check_code text not null unique,
  file_hash text,
  size int,
  readers text[] not null,
  public boolean not null default false,
  made_at timestamptz not null,
  drawn_at timestamptz
);
create index paper_about on document.paper (about, place);
create index paper_organ on document.paper (organ, made_at);
alter table document.paper enable row level security;
create policy jobs on document.paper to haoban_system using (true) with check (true);
create policy readers on document.paper for select to haoban_app using (readers && base.readers());
create policy adds on document.paper for insert to haoban_app with check (true);
create policy draws on document.paper for update to haoban_app using (readers && base.readers());
grant select, insert, update on document.paper to haoban_app, haoban_system;

create function document.no_change() returns trigger language plpgsql as $$
begin
  if old.file_hash is not null or (old.id, old.about, old.kind, old.no, old.sealed, old.check_code) is distinct from (new.id, new.about, new.kind, new.no, new.sealed, new.check_code)
  then raise exception 'a paper is never changed'; end if;
  return new;
end $$;
create trigger paper_stays before update on document.paper for each row execute function document.no_change();
