alter policy sees on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()) or holder = base.who() or id = current_setting('haoban.case', true));
alter policy adds on cases.file with check (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()));
alter policy moves on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()))
  with check (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()));

-- The same rows once more, in the form that leaves every index of use.
create or replace view cases.listed as
  select * from cases.file
  where (select current_user = 'haoban_system' or '*@*' = any (base.list('haoban.places')))
    or (organ || '@' || division) = any ((select base.list('haoban.places'))::text[])
    or (organ || '@*') = any ((select base.list('haoban.places'))::text[])
    or ('*@' || division) = any ((select base.list('haoban.places'))::text[])
    or applicant = any ((select base.parties())::text[])
    or agent = any ((select base.parties())::text[])
    or holder = (select base.who());
