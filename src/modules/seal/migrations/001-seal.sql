create schema seal;
grant usage on schema seal to haoban_app, haoban_system;

create function seal.no_change() returns trigger language plpgsql as $$
begin raise exception 'uses and approvals of seals are only ever added'; end $$;

-- Private keys, sealed with a key outside the database, or the label of a key in a machine. No request reads this table.
create table seal.key (
  id text primary key,
  store text not null check (store in ('software', 'device')),
  public_key bytea not null,
  sealed bytea,
  label text,
  made_at timestamptz not null,
  destroyed_at timestamptz,
  check (store = 'device' or (sealed is null) = (destroyed_at is not null)),
  check ((store = 'device') = (label is not null))
);

-- The authority that makes seals and certificates: for the demo in this house, for a real city a licensed one elsewhere.
create table seal.authority (
  part text primary key check (part in ('root', 'issuing', 'time-stamping', 'foreign-root', 'foreign-issuing')),
  key text not null references seal.key (id),
  certificate bytea not null
);
create index authority_key on seal.authority (key);

create table seal.seal (
  id text primary key,
  kind text not null check (kind in ('official', 'business', 'contract', 'finance', 'representative', 'office', 'private', 'delegated')),
  owner_kind text not null check (owner_kind in ('organ', 'party')),
  owner text not null,
  owner_name text not null,
  uscc text not null,
  division text not null,
  name text not null check (name <> ''),
  purpose text,
  diameter numeric not null check (diameter between 8 and 60),
  code text unique,
  power_of text,
  replaces text references seal.seal (id),
  status text not null check (status in ('applied', 'checked', 'rejected', 'valid', 'lost', 'frozen', 'changed', 'cancelled', 'expired')),
  reason text,
  valid_from date,
  valid_to date,
  key text references seal.key (id),
  certificate bytea,
  esl bytea,
  demo boolean not null default false,
  applied_by text not null,
  applied_at timestamptz not null,
  checked_by text,
  identity text,
  made_by text,
  made_at timestamptz,
  changed_at timestamptz not null,
  check ((kind = 'delegated') = (power_of is not null)),
  check (status in ('applied', 'checked', 'rejected') or (key is not null and certificate is not null and esl is not null and code is not null)),
  check (valid_to is null or valid_to >= valid_from),
  -- four eyes: who applied does not check, who checked does not make
  check (checked_by is null or checked_by <> applied_by),
  check (made_by is null or made_by <> checked_by)
);
create unique index seal_in_force on seal.seal (owner, kind, coalesce(power_of, '')) where status in ('valid', 'lost', 'frozen');
create index seal_owner on seal.seal (owner, applied_at desc);
create index seal_open on seal.seal (applied_at) where status in ('applied', 'checked');
create index seal_ending on seal.seal (valid_to) where status = 'valid';
create index seal_key on seal.seal (key);
create index seal_replaces on seal.seal (replaces);

-- Certificates that hold no more, for the revocation list (RFC 5280).
create table seal.revoked (serial text primary key, seal text not null references seal.seal (id), at timestamptz not null, reason text not null);
create index revoked_seal on seal.revoked (seal);

-- Who keeps a seal and may ask for its use.
create table seal.keeper (
  id text primary key,
  seal text not null references seal.seal (id),
  account text not null,
  name text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  given_by text not null,
  taken_by text
);
create unique index keeper_once on seal.keeper (seal, account) where to_at is null;
create index keeper_seal on seal.keeper (seal);

-- A request to use a seal on one document, known by its digest.
create table seal.request (
  id text primary key,
  seal text not null references seal.seal (id),
  subject text not null,
  title text not null check (title <> ''),
  purpose text not null check (purpose <> ''),
  format text not null check (format in ('ofd', 'pdf')),
  document_hash text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  document_file text not null,
  pages int not null,
  places jsonb not null,
  state text not null check (state in ('waiting', 'approved', 'rejected', 'withdrawn', 'used')),
  asked_by text not null,
  asked_name text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  opinion text,
  check ((state in ('approved', 'rejected', 'used')) = (decided_by is not null)),
  -- four eyes (电子印章使用审批与实物印章相同): nobody approves what he asked for
  check (decided_by is null or decided_by <> asked_by)
);
create index request_seal on seal.request (seal, asked_at desc);
create index request_waiting on seal.request (asked_at) where state in ('waiting', 'approved');

-- Approvals: a fact of the ledger whose paper is sealed, or a request that a second person approved. Only ever added.
create table seal.approval (
  id text primary key,
  seal text not null references seal.seal (id),
  subject text not null,
  fact bigint,
  request text unique references seal.request (id),
  document_hash text,
  basis text not null check (basis <> ''),
  by_whom text not null,
  by_name text not null,
  at timestamptz not null,
  check ((fact is null) <> (request is null)),
  check ((request is null) or document_hash is not null),
  unique (seal, subject, fact)
);
create trigger approval_stays before update or delete or truncate on seal.approval for each statement execute function seal.no_change();

-- Uses: which seal, on what, by whose approval, over which bytes. Only ever added.
create table seal.use (
  id text primary key,
  seal text not null references seal.seal (id),
  subject text not null check (subject ~ '^[a-z-]+:.+'),
  title text not null,
  approval text not null references seal.approval (id),
  request text unique,
  format text not null check (format in ('ofd', 'pdf')),
  document_hash text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  data_hash text not null check (data_hash ~ '^[0-9a-f]{64}$'),
  signature_hash text not null check (signature_hash ~ '^[0-9a-f]{64}$'),
  result_hash text not null check (result_hash ~ '^[0-9a-f]{64}$'),
  places jsonb not null,
  by_whom text not null,
  at timestamptz not null
);
create index use_seal on seal.use (seal, at desc, id desc);
create index use_subject on seal.use (subject, at);
create index use_result on seal.use (result_hash);
create index use_approval on seal.use (approval);
create trigger use_stays before update or delete or truncate on seal.use for each statement execute function seal.no_change();

-- The second wall behind the action's check: no use without an approval of this seal for this subject and these bytes, none of a
-- seal that is not in force, and a 2号章 on cases and what they grant alone.
create function seal.use_is_approved() returns trigger language plpgsql as $$
declare
  a seal.approval;
  s seal.seal;
begin
  select * into a from seal.approval where id = new.approval;
  select * into s from seal.seal where id = new.seal;
  if a.id is null or a.seal <> new.seal or a.subject <> new.subject then
    raise exception 'this use has no approval of this seal for this subject';
  end if;
  if a.request is distinct from new.request or a.document_hash <> new.document_hash then
    raise exception 'what is sealed is not what was approved';
  end if;
  if s.status <> 'valid' then raise exception 'the seal is not in force'; end if;
  if s.kind = 'delegated' and new.subject !~ '^(case|licence):' then raise exception 'a seal for delegated powers stamps cases alone'; end if;
  return new;
end $$;
create trigger use_approved before insert on seal.use for each row execute function seal.use_is_approved();

-- Papers of the house that bear a seal: the OFD beside the PDF, and the signed PDF for readers abroad.
create table seal.paper (
  paper text primary key,
  about text not null,
  check_code text not null,
  ofd_use text not null references seal.use (id),
  pdf_file text,
  made_at timestamptz not null
);
create index paper_about on seal.paper (about);
create index paper_use on seal.paper (ofd_use);

-- Requests write through the house alone, after its own checks; a person reads what his rights reach.
create function seal.permits() returns boolean language sql stable parallel safe as
  $$ select base.list('haoban.permits') && array['seal.read', 'seal.use', 'seal.approve', 'seal.manage', 'seal.make'] $$;

do $$
declare t text;
begin
  foreach t in array array['key', 'authority', 'seal', 'revoked', 'keeper', 'request', 'approval', 'use', 'paper'] loop
    execute format('alter table seal.%I enable row level security', t);
    execute format('create policy jobs on seal.%I to haoban_system using (true) with check (true)', t);
    execute format('grant select, insert on seal.%I to haoban_system', t);
  end loop;
  foreach t in array array['seal', 'keeper', 'request', 'approval', 'use'] loop
    execute format('grant select on seal.%I to haoban_app', t);
  end loop;
end $$;
grant update (sealed, destroyed_at) on seal.key to haoban_system;
grant update on seal.seal, seal.keeper, seal.request to haoban_system;
create policy staff on seal.seal for select to haoban_app using (seal.permits() or (owner_kind = 'party' and owner = any (base.parties())));
create policy sees on seal.keeper for select to haoban_app
  using (seal.permits() or account = base.who() or exists (select from seal.seal s where s.id = keeper.seal and s.owner = any (base.parties())));
create policy sees on seal.request for select to haoban_app
  using (seal.permits() or asked_by = base.who() or exists (select from seal.seal s where s.id = request.seal and s.owner = any (base.parties())));
create policy sees on seal.approval for select to haoban_app
  using (seal.permits() or exists (select from seal.seal s where s.id = approval.seal and s.owner = any (base.parties())));
create policy sees on seal.use for select to haoban_app
  using (seal.permits() or exists (select from seal.seal s where s.id = use.seal and s.owner = any (base.parties())));
