create index handling_version on item.handling (code, version);
