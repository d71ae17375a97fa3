-- A real city begins with three officers and no organ.
alter table permission.account drop constraint account_check1;
alter table permission.account add constraint staff_have_a_login check (kind = 'citizen' or login is not null);

-- An officer's account that is not shut, in an office that was given to it and not ended.
create function permission.serves(holder text, in_office text) returns boolean language sql stable as $$
  select exists (
    select from permission.account a join permission.granted g on g.account = a.id
    where a.id = holder and a.disabled_at is null and g.office = in_office and g.role = in_office and g.confirmed_at is not null and g.ended_at is null)
$$;

-- One of the three officers is put out by the two others, and by nobody alone: three different people in three different offices.
create table permission.removal (
  id text primary key,
  account text not null,
  office text not null,
  reason text not null check (length(reason) >= 2),
  proposed_by text not null,
  proposed_office text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_office text,
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  foreign key (account, office) references permission.officer (account, office),
  foreign key (proposed_by, proposed_office) references permission.officer (account, office),
  foreign key (confirmed_by, confirmed_office) references permission.officer (account, office),
  constraint not_by_himself check (proposed_by <> account and confirmed_by <> account),
  constraint two_officers check (confirmed_by <> proposed_by),
  constraint three_offices check (proposed_office <> office and confirmed_office <> office and confirmed_office <> proposed_office),
  constraint confirmed_whole check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (confirmed_office is null)),
  constraint one_end check (confirmed_at is null or withdrawn_at is null)
);
create index removal_account on permission.removal (account, office);
create index removal_proposer on permission.removal (proposed_by, proposed_office);
create index removal_confirmer on permission.removal (confirmed_by, confirmed_office);
create unique index removal_open on permission.removal (account) where confirmed_at is null and withdrawn_at is null;

-- Who was put out himself puts nobody out any more, also by what he had proposed before.
create function permission.officers_serve() returns trigger language plpgsql as $$
begin
  if new.withdrawn_at is null and not permission.serves(new.proposed_by, new.proposed_office) then
    raise exception 'whoever proposed it holds the office no more' using errcode = 'check_violation', constraint = 'proposer_serves';
  end if;
  if new.confirmed_by is not null and not permission.serves(new.confirmed_by, new.confirmed_office) then
    raise exception 'whoever confirms it does not hold the office' using errcode = 'check_violation', constraint = 'confirmer_serves';
  end if;
  return new;
end $$;
create trigger officers_serve before insert or update on permission.removal for each row execute function permission.officers_serve();

alter table permission.removal enable row level security;
create policy jobs on permission.removal to haoban_system using (true) with check (true);
create policy officers on permission.removal for select to haoban_app
  using (permission.permits('permission.manage') or permission.permits('permission.confirm') or permission.permits('permission.audit'));
create policy proposes on permission.removal for insert to haoban_app
  with check (proposed_by = base.who() and account <> base.who() and confirmed_at is null and withdrawn_at is null);
create policy settles on permission.removal for update to haoban_app
  using (account <> base.who() and confirmed_at is null and withdrawn_at is null)
  with check (confirmed_by = base.who() or (proposed_by = base.who() and withdrawn_at is not null));
grant select, insert on permission.removal to haoban_app, haoban_system;
grant update (confirmed_by, confirmed_office, confirmed_at, withdrawn_at) on permission.removal to haoban_app, haoban_system;

-- A link by which somebody becomes an officer, once and within its time. Of the link only the digest is kept.
create table permission.invitation (
  digest text primary key,
  office text not null check (office in ('sysadmin', 'secadmin', 'auditor')),
  removal text references permission.removal (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by text references permission.account (id),
  check ((used_at is null) = (used_by is null))
);
create unique index invitation_open on permission.invitation (office) where used_at is null;
create index invitation_removal on permission.invitation (removal);
create index invitation_used_by on permission.invitation (used_by);
grant select, insert, update, delete on permission.invitation to haoban_system;
