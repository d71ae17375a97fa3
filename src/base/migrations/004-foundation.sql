-- From which program and which files of the city the database was founded or brought up to date last: a start with the same has nothing to put in.
create table base.foundation (
  one boolean primary key default true check (one),
  digest text not null,
  at timestamptz not null default now()
);
