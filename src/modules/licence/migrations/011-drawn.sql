-- A licence of an import gets its file afterwards, once.
grant update (file, seal_use) on licence.version to haoban_system;
create index version_undrawn on licence.version (licence) where file is null;
