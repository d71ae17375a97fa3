-- Beside its PDF a paper has an OFD (GB/T 33190) with the same words: drawn with it, or when it is first asked for where the paper is
-- older than this. What is drawn stays, each of the two.
alter table document.paper add column ofd_hash text;
alter table document.paper add column ofd_size int;

create or replace function document.no_change() returns trigger language plpgsql as $$
begin
  if old.voided_at is not null
    or (old.id, old.about, old.act, old.kind, old.no, old.sealed, old.check_code) is distinct from (new.id, new.about, new.act, new.kind, new.no, new.sealed, new.check_code)
    or (old.file_hash is not null and (old.file_hash, old.size, old.drawn_at) is distinct from (new.file_hash, new.size, new.drawn_at))
    or (old.ofd_hash is not null and (old.ofd_hash, old.ofd_size) is distinct from (new.ofd_hash, new.ofd_size))
    or (old.file_hash is not null and new.voided_at is null and old.ofd_hash is not distinct from new.ofd_hash)
  then raise exception 'a paper is never changed'; end if;
  return new;
end $$;

create index paper_drawn on document.paper (drawn_at);
