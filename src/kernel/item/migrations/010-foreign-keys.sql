create index handling_version on item.handling (code, version);
create index retired_division_now on item.retired_division (replaced_by);
