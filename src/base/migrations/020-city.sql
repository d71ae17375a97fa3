-- Which city this database was founded for, and whether it is a demo: written at the first founding, and never changed. Databases that
-- were founded before this table was there are all demo; their division is written when they are opened next.
create table base.city (
  one boolean primary key default true check (one),
  division text,
  demo boolean not null
);
insert into base.city (demo) select true from base.foundation;

create function base.city_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.demo = old.demo and old.division is null then
    return new;
  end if;
  raise exception 'a database belongs to one city, and is demo or real, for its whole life';
end
$$;
create trigger city_stays before update or delete on base.city for each row execute function base.city_stays();
create trigger city_is_not_emptied before truncate on base.city for each statement execute function base.city_stays();

grant select, insert, update on base.city to haoban_system;
