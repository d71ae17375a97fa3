-- E-mail addresses stand beside telephones: sealed, found by digest, changed by whoever speaks for himself.
alter table party.person add column email_sealed bytea, add column email_digest text;
create index person_email on party.person (email_digest) where email_digest is not null;
grant update (email_sealed, email_digest) on party.person to haoban_app, haoban_system;
