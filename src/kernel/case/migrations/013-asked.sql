-- An organ that is asked (会办) opens the case and its materials as long as it is asked. It reads: what is written about a case is written by
-- its own organ, its applicant, his agent, or the one who holds it.
alter policy sees on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()) or holder = base.who()
    or id = current_setting('haoban.case', true) or base.is_guest('case:' || id));
do $$
declare t text;
begin
  foreach t in array array['answers', 'material', 'card', 'assessment', 'opinion'] loop
    execute format('alter policy with_case on cases.%I with check (exists (select from cases.file f where f.id = case_id
      and (base.sees(f.organ, f.division) or f.applicant = any (base.parties()) or f.agent = any (base.parties()) or f.holder = base.who())))', t);
  end loop;
end $$;
create policy struck on cases.opinion as restrictive for delete to haoban_app using (exists (select from cases.file f where f.id = case_id
  and (base.sees(f.organ, f.division) or f.holder = base.who())));
