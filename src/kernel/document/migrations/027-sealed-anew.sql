-- What a paper says can be sealed anew under another key by the owner of the table, and by no role that runs the house: only the sealed
-- bytes change, and that they say the same is for the command to check, which opens both.
create or replace function document.no_change() returns trigger language plpgsql as $$
begin
  if current_user not in ('haoban_app', 'haoban_system') and to_jsonb(old) - 'sealed' = to_jsonb(new) - 'sealed' then return new; end if;
  if old.voided_at is not null
    or (old.id, old.about, old.act, old.kind, old.no, old.sealed, old.check_code) is distinct from (new.id, new.about, new.act, new.kind, new.no, new.sealed, new.check_code)
    or (old.file_hash is not null and (old.file_hash, old.size, old.drawn_at) is distinct from (new.file_hash, new.size, new.drawn_at))
    or (old.ofd_hash is not null and (old.ofd_hash, old.ofd_size) is distinct from (new.ofd_hash, new.ofd_size))
    or (old.file_hash is not null and new.voided_at is null and old.ofd_hash is not distinct from new.ofd_hash)
  then raise exception 'a paper is never changed'; end if;
  return new;
end $$;
