-- A firm governs its own seal (赣府厅字〔2021〕61号: use and approval are the same as of the physical one): its legal representative may
-- approve what he asked for himself, in a second step of its own. For the seal of an organ nobody ever does.
alter table seal.request add column own_approval boolean not null default false;
alter table seal.request drop constraint request_check1;
alter table seal.request add constraint request_four_eyes check (decided_by is null or (decided_by = asked_by) = own_approval);

create function seal.firm_governs() returns trigger language plpgsql as $$
begin
  if new.own_approval and not exists (select from seal.seal s where s.id = new.seal and s.owner_kind = 'party')
    then raise exception 'nobody approves what he asked for of the seal of an organ'; end if;
  if new.own_approval and new.decided_by is null then raise exception 'asking and approving are two steps'; end if;
  return new;
end $$;
create trigger request_firm before insert or update on seal.request for each row when (new.own_approval) execute function seal.firm_governs();

-- Whoever holds a letter of the firm sees the seal that he may ask for and what he asked for; whoever keeps the seal, all of its uses.
create function seal.keeps(wanted text) returns boolean language sql stable parallel safe as
  $$ select exists (select from seal.keeper k where k.seal = wanted and k.account = base.who() and k.to_at is null) $$;
alter policy staff on seal.seal using (seal.permits() or (owner_kind = 'party' and owner = any (base.list('haoban.principals'))));
alter policy sees on seal.request using (seal.permits() or asked_by = base.who() or seal.keeps(seal)
  or exists (select from seal.seal s where s.id = request.seal and s.owner = any (base.parties())));
alter policy sees on seal.use using (seal.permits() or seal.keeps(seal)
  or exists (select from seal.request r where r.id = use.request and r.asked_by = base.who())
  or exists (select from seal.seal s where s.id = use.seal and s.owner = any (base.parties())));
create index request_asked on seal.request (asked_by, asked_at desc);
