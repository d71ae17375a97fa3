-- An agent sees and moves what he handles as long as a letter in force reaches it (民法典 第一百六十五条、第一百七十三条): `haoban.letters` names
-- the matters, 'party@item@division', item and division also '*'. Whoever speaks for the applicant in everything has him among his parties.
create function cases.handles(agent text, applicant text, item text, division text) returns boolean language sql stable parallel safe as $$
  select agent = any (base.parties()) and array[applicant || '@' || item || '@' || division, applicant || '@' || item || '@*',
    applicant || '@*@' || division] && base.list('haoban.letters')
$$;

alter policy sees on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or cases.handles(agent, applicant, item, division)
    or holder = base.who() or id = current_setting('haoban.case', true) or base.is_guest('case:' || id));
alter policy adds on cases.file
  with check (base.sees(organ, division) or applicant = any (base.parties()) or cases.handles(agent, applicant, item, division));
alter policy moves on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or cases.handles(agent, applicant, item, division))
  with check (base.sees(organ, division) or applicant = any (base.parties()) or cases.handles(agent, applicant, item, division));
do $$
declare t text;
begin
  foreach t in array array['answers', 'material', 'card', 'assessment', 'opinion'] loop
    execute format('alter policy with_case on cases.%I with check (exists (select from cases.file f where f.id = case_id
      and (base.sees(f.organ, f.division) or f.applicant = any (base.parties())
        or cases.handles(f.agent, f.applicant, f.item, f.division) or f.holder = base.who())))', t);
  end loop;
end $$;

-- The same rows once more, in the form that leaves every index of use.
create or replace view cases.listed as
  select * from cases.file
  where (select current_user = 'haoban_system' or '*@*' = any (base.list('haoban.places')))
    or (organ || '@' || division) = any ((select base.list('haoban.places'))::text[])
    or (organ || '@*') = any ((select base.list('haoban.places'))::text[])
    or ('*@' || division) = any ((select base.list('haoban.places'))::text[])
    or applicant = any ((select base.parties())::text[])
    or (agent = any ((select base.parties())::text[])
      and array[applicant || '@' || item || '@' || division, applicant || '@' || item || '@*', applicant || '@*@' || division]
        && (select base.list('haoban.letters'))::text[])
    or holder = (select base.who());
