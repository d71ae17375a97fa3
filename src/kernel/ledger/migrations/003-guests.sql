-- Whoever is asked about a subject reads its chain as long as he is.
alter policy readers on ledger.fact using (
  by_whom = base.who()
  or exists (select from ledger.chain c where c.about = fact.about and c.readers && base.readers())
  or base.is_guest(about));
