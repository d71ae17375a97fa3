-- The work lists at any size: sort keys without nulls, one index an order, and words that are looked up and not read through.
alter table cases.file add column due_key date not null generated always as (coalesce(due_on, '9999-12-31'::date)) stored;

-- The single characters and pairs of neighbours of a text, so that any piece of it is found by what it holds.
create function cases.grams(text text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select substr(t, i, n) g
    from (select lower(regexp_replace(text, '\s', '', 'g')) t) x, generate_series(1, length(t)) i, generate_series(1, 2) n
    where i + n - 1 <= length(t)) y
$$;
alter table cases.file add column grams text[] not null generated always as (cases.grams(applicant_name) || cases.grams(item_name)) stored;

drop index cases.file_queue;
drop index cases.file_status;
create index file_due on cases.file (organ, status, due_key, id);
create index file_soon on cases.file (organ, due_key, id) where due_on is not null;
create index file_new on cases.file (organ, status, submitted_at, id);
create index file_moved on cases.file (organ, status, updated_at, id);
create index file_all on cases.file (organ, submitted_at, id);
create index file_done on cases.file (organ, decided_at, id) where decided_at is not null;
create index file_tolerant on cases.file (organ, due_key, id) where tolerant_missing > 0 and ended_at is null;
create index file_pending on cases.file (organ, due_key, id) where pending is not null;
create index file_warn on cases.file (organ, status, warn_on) where warn_on is not null and not paused;
create index file_item_status on cases.file (organ, item, status, due_key, id);
create index file_hands on cases.file (holder, status, due_key, id) where holder is not null;
create index file_grams on cases.file using gin (grams);
create index file_no12 on cases.file (right(no, 12));
create index file_no8 on cases.file (right(no, 8));

-- The second wall again, as a view: the same rows as the policy lets through, in a form that leaves every index of use. A policy
-- keeps operators that are not leakproof away from the indices, and no text could be looked up.
create view cases.listed as
  select * from cases.file
  where (select current_user = 'haoban_system' or '*' = any (base.organs()))
    or organ = any ((select base.organs())::text[])
    or applicant = any ((select base.parties())::text[])
    or agent = any ((select base.parties())::text[])
    or holder = (select base.who());
grant select on cases.listed to haoban_app, haoban_system;
