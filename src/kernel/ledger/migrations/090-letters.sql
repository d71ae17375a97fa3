-- An agent reads the history of a case while he acts for the applicant on a letter: of chains begun before, the second party is the agent.
update ledger.chain set readers = array[readers[1], 'agent:' || substr(readers[2], 7) || '@' || substr(readers[1], 7)] || readers[3:]
  where about ~ '^(case|case-reads|dossier):' and readers[1] like 'party:%' and readers[2] like 'party:%';
