-- When a backup was written whole: what the diagnosis asks for. Only ever added to.
create table base.backup (at timestamptz primary key, rows bigint not null, files bigint not null);
grant select on base.backup to haoban_app;
grant select, insert on base.backup to haoban_system;
