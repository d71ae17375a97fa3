-- An agent reads a paper while he acts for the applicant on a letter: of papers drawn before, the second party is the agent. Who reads a
-- paper is no part of what it says, so the owner of the table changes it past the trigger that keeps papers as they are.
alter table document.paper disable trigger paper_stays;
update document.paper set readers = array[readers[1], 'agent:' || substr(readers[2], 7) || '@' || substr(readers[1], 7)] || readers[3:]
  where readers[1] like 'party:%' and readers[2] like 'party:%';
alter table document.paper enable trigger paper_stays;
