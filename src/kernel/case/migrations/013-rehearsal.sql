-- A rehearsal reads the cases of an item in the order of their ids, a stretch at a time.
create index file_item_id on cases.file (item, id);
