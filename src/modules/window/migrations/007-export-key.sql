-- The bytes of an export lie under a key of its own, and the key is forgotten when its days are over. One from before has none and is
-- ordered again.
alter table windows.export add column key bytea;
create index export_to_forget on windows.export (made_at) where key is not null;
