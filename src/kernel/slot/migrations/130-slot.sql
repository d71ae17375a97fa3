-- Places in time: openings with so many places, and who has which. How many are taken is counted by the database itself as bookings come and
-- go, and the count can never pass the places there are: no program that forgets to look can overbook.
create extension if not exists btree_gist;
create schema slot;
grant usage on schema slot to haoban_app, haoban_system;

create table slot.opening (
  id text primary key,
  -- the declaration in a room's manifest: `window.visit`
  kind text not null,
  organ text not null,
  division text not null,
  -- the counter, room or inspector that is visited
  place text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int not null check (capacity > 0),
  taken int not null default 0,
  made_at timestamptz not null,
  closed_at timestamptz,
  closed_why text,
  check (ends_at > starts_at),
  constraint never_overbooked check (taken between 0 and capacity),
  constraint one_at_a_time exclude using gist (kind with =, place with =, tstzrange(starts_at, ends_at) with &&) where (closed_at is null)
);
create index opening_coming on slot.opening (kind, starts_at, id);
create index opening_over on slot.opening (ends_at);

create table slot.booking (
  id text primary key,
  opening text not null references slot.opening (id),
  kind text not null,
  organ text not null,
  division text not null,
  -- the party whose place it is, what for, and who took it
  person text not null,
  purpose text not null,
  by_whom text not null,
  state text not null check (state in ('held', 'booked', 'attended', 'missed', 'cancelled')),
  -- whether one who has come may not come for the same purpose again
  ever boolean not null,
  expires_at timestamptz,
  why text,
  made_at timestamptz not null,
  moved_at timestamptz not null,
  check ((state = 'held') = (expires_at is not null))
);
create unique index booking_once on slot.booking (kind, person, purpose) where state in ('held', 'booked');
create unique index booking_once_ever on slot.booking (kind, person, purpose) where ever and state in ('held', 'booked', 'attended');
create index booking_opening on slot.booking (opening, made_at, id);
create index booking_person on slot.booking (person, made_at desc, id desc);
create index booking_held on slot.booking (expires_at) where state = 'held';

create function slot.count_taken() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op <> 'INSERT' and old.state <> 'cancelled' then
    update slot.opening set taken = taken - 1 where id = old.opening;
  end if;
  if tg_op <> 'DELETE' and new.state <> 'cancelled' then
    update slot.opening set taken = taken + 1 where id = new.opening;
  end if;
  return null;
end $$;
create trigger counted after insert or delete on slot.booking for each row execute function slot.count_taken();
create trigger recounted after update on slot.booking for each row
  when (old.opening <> new.opening or (old.state = 'cancelled') <> (new.state = 'cancelled')) execute function slot.count_taken();

alter table slot.opening enable row level security;
alter table slot.booking enable row level security;
create policy jobs on slot.opening to haoban_system using (true) with check (true);
create policy jobs on slot.booking to haoban_system using (true) with check (true);
create policy reads on slot.opening for select to haoban_app using (true);
create policy sees on slot.booking for select to haoban_app
  using (person = any (base.parties()) or (base.who() <> '' and by_whom = base.who()) or base.sees(organ, division));
grant select on slot.opening, slot.booking to haoban_app;
grant select, insert, update, delete on slot.opening, slot.booking to haoban_system;
