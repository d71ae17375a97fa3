-- For readers abroad a seal has a second key (ECDSA P-256): made when it first signs a PDF, kept and destroyed like the first.
alter table seal.seal add column pdf_key text references seal.key (id);
alter table seal.seal add column pdf_certificate bytea;
alter table seal.seal add constraint seal_pdf check ((pdf_key is null) = (pdf_certificate is null));
create index seal_pdf_key on seal.seal (pdf_key);

-- A paper of the house is sealed as it is drawn, and one file is what everybody gets: the use and the paper's own row name it.
drop table seal.paper;
