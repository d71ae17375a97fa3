-- Who checks identities sees seals too; in which organs, the actions say.
create or replace function seal.permits() returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && array['seal.read', 'seal.use', 'seal.approve', 'seal.manage', 'seal.check', 'seal.make'] $$;

-- Why a certificate holds no more, in the words of RFC 5280; seals that are lost or frozen are on hold without a row.
alter table seal.revoked add constraint revoked_reason check (reason in ('superseded', 'cessationOfOperation', 'keyCompromise'));

-- The log is searched by the day, by a word of the title, and by the digest of a file.
create index use_at on seal.use (at desc, id desc);
create index use_document on seal.use (document_hash);
create index use_title on seal.use using gin (title gin_trgm_ops);

-- What a request says of its file, and what came of it.
alter table seal.request add column file_name text not null default '';
alter table seal.request add column case_no text;
alter table seal.request add column used_at timestamptz;

-- Who keeps a seal is written down with a name, also of the one who took it back.
alter table seal.keeper add column given_name text not null default '';
create index keeper_account on seal.keeper (account) where to_at is null;

-- Third wall: a request is decided once, and only its decision and its use are ever written into it.
create function seal.request_stays() returns trigger language plpgsql as $$
begin
  if (old.id, old.seal, old.subject, old.title, old.purpose, old.format, old.document_hash, old.document_file, old.places, old.asked_by, old.asked_at)
    is distinct from (new.id, new.seal, new.subject, new.title, new.purpose, new.format, new.document_hash, new.document_file, new.places, new.asked_by, new.asked_at)
    then raise exception 'what was asked for is never changed'; end if;
  if old.decided_by is not null and (old.decided_by, old.decided_at, old.opinion) is distinct from (new.decided_by, new.decided_at, new.opinion)
    then raise exception 'a request is decided once'; end if;
  if (old.state, new.state) not in (('waiting', 'approved'), ('waiting', 'rejected'), ('waiting', 'withdrawn'), ('approved', 'used'))
    and old.state <> new.state then raise exception 'a request goes from % to no %', old.state, new.state; end if;
  return new;
end $$;
create trigger request_stays before update on seal.request for each row execute function seal.request_stays();
create trigger request_kept before delete or truncate on seal.request for each statement execute function seal.no_change();

-- An approval by request needs one that a second person approved.
create function seal.approval_is_given() returns trigger language plpgsql as $$
declare r seal.request;
begin
  if new.request is null then return new; end if;
  select * into r from seal.request where id = new.request;
  if r.state <> 'approved' or r.decided_by is distinct from new.by_whom or r.seal <> new.seal or r.subject <> new.subject
    or r.document_hash <> new.document_hash then raise exception 'nobody approved this request'; end if;
  return new;
end $$;
create trigger approval_given before insert on seal.approval for each row execute function seal.approval_is_given();
