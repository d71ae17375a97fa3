-- Files that a draft, a scan or an export let go of. Each is deleted from the storage a day later, unless something else still names it.
create table base.loose_file (hash text primary key check (hash ~ '^[0-9a-f]{64}$'), since timestamptz not null);
create index loose_file_since on base.loose_file (since);
grant insert on base.loose_file to haoban_app;
grant select, insert, delete on base.loose_file to haoban_system;
