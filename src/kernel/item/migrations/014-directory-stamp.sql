-- Each item bears the revision of the directory of organs, so that the page of an item asks one row and no more. Whoever changes the
-- directory stamps them all in the same transaction; there are some hundred items, and organs change a few times a month.
alter table item.item add column directory int not null default 0;

create function item.stamp_directory() returns trigger language plpgsql as $$
declare latest int := (select coalesce(max(revision), 0) from item.organ);
begin
  update item.item set directory = latest where directory <> latest;
  return null;
end $$;
create trigger directory_stamps_items after insert or update or delete on item.organ for each statement execute function item.stamp_directory();

create function item.begin_stamped() returns trigger language plpgsql as $$
begin
  new.directory := (select coalesce(max(revision), 0) from item.organ);
  return new;
end $$;
create trigger item_begins_stamped before insert on item.item for each row execute function item.begin_stamped();

update item.item set directory = (select coalesce(max(revision), 0) from item.organ);
