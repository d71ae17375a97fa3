-- The version of the decision model that belongs to a version of an item; it bears the item's own code.
alter table item.version add column decision int;
