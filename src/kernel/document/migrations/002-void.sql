-- A paper belongs to one act of its subject. Where the act is recalled before it has left the house, the paper becomes void; its
-- number stays taken, and nothing else of it ever changes.
alter table document.paper add column act int not null default 0;
alter table document.paper add column voided_at timestamptz;

create or replace function document.no_change() returns trigger language plpgsql as $$
begin
  if old.voided_at is not null
    or (old.id, old.about, old.act, old.kind, old.no, old.sealed, old.check_code) is distinct from (new.id, new.about, new.act, new.kind, new.no, new.sealed, new.check_code)
    or (old.file_hash is not null and (old.file_hash, old.size, old.drawn_at) is distinct from (new.file_hash, new.size, new.drawn_at))
    or (old.file_hash is not null and new.voided_at is null)
  then raise exception 'a paper is never changed'; end if;
  return new;
end $$;
