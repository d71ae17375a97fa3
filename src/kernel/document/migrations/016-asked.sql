-- An organ that is asked (会办) about a case reads the papers that went out in it, as it reads the case: a receipt, a notice of acceptance or of
-- what is to be supplied says what its answer stands on. It reads as long as it is asked, none that became void, and draws or changes none;
-- what is not issued yet (a decision under way) is no paper.
create policy asked on document.paper for select to haoban_app using (voided_at is null and base.is_guest('case:' || about));
