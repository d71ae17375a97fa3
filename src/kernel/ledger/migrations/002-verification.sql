-- What each recomputation of the whole ledger found, so that one sees when it was last known to be whole.
create table ledger.verification (
  at timestamptz primary key,
  ok boolean not null,
  facts int not null,
  chains int not null,
  roots int not null,
  broken jsonb not null
);
create trigger verification_stays before update or delete or truncate on ledger.verification for each statement execute function ledger.no_change();
grant select on ledger.verification to haoban_app;
grant select, insert on ledger.verification to haoban_system;
