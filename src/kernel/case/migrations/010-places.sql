alter policy sees on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()) or holder = base.who() or id = current_setting('haoban.case', true));
alter policy adds on cases.file with check (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()));
alter policy moves on cases.file
  using (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()))
  with check (base.sees(organ, division) or applicant = any (base.parties()) or agent = any (base.parties()));
