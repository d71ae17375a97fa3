-- Words are looked up within an office: in a city of a million cases every pair of characters stands in tens of thousands, and in one
-- office in a few hundred. Each word is kept as a number, of the city and of its office; a single character of its office alone. Two words
-- that share a number do no harm: whoever finds rows by words compares the names themselves.
create function cases.office_words(office text, words text[]) returns int4[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(hashtext(office || ':' || w)), '{}') from unnest(words) w
$$;
create function cases.words(organ text, applicant text, item text) returns int4[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct n), '{}') from (select distinct w from unnest(cases.grams(applicant) || cases.grams(item)) w) g
    cross join lateral (select hashtext(organ || ':' || w) n union all select hashtext(':' || w) where length(w) = 2) h
$$;

drop view cases.listed;
alter table cases.file drop column grams;
alter table cases.file add column words int4[] not null generated always as (cases.words(organ, applicant_name, item_name)) stored;
create index file_words on cases.file using gin (words);

create view cases.listed as
  select * from cases.file
  where (select current_user = 'haoban_system' or '*@*' = any (base.list('haoban.places')))
    or (organ || '@' || division) = any ((select base.list('haoban.places'))::text[])
    or (organ || '@*') = any ((select base.list('haoban.places'))::text[])
    or ('*@' || division) = any ((select base.list('haoban.places'))::text[])
    or applicant = any ((select base.parties())::text[])
    or agent = any ((select base.parties())::text[])
    or holder = (select base.who());
grant select on cases.listed to haoban_app, haoban_system;
