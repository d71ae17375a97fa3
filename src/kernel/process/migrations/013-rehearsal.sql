-- A rehearsal reads the instances of a process in the order of their ids, a stretch at a time.
create index instance_key_id on process.instance (key, id);
