-- The version of the process model that belongs to a version of an item; its key is `item:` and the item's own code.
alter table item.version add column process int;
