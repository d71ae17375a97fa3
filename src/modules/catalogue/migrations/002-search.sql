-- Search keeps the entries in each process and reads here what changed since; so every change has a version, one after another in the order of commit.
drop index catalogue.entry_words, catalogue.entry_divisions, catalogue.entry_branches, catalogue.entry_themes, catalogue.entry_person_themes,
  catalogue.entry_enterprise_themes, catalogue.entry_life_events, catalogue.entry_name, catalogue.entry_pinyin, catalogue.entry_order;
drop index catalogue.term_pinyin, catalogue.term_initials, catalogue.term_like;
alter table catalogue.entry drop column words;
alter table catalogue.entry add column words text not null default '', add column version bigint not null default 0;
create index entry_version on catalogue.entry (version, code);
create index entry_own on catalogue.entry (code) where source = 'own';

-- Entries that were taken out, so that processes which have them hear of it.
create table catalogue.gone (code text primary key, version bigint not null);
create index gone_version on catalogue.gone (version, code);

-- `entries` is the version of the last change, `terms` that of the last change to the words. Whoever changes something locks this row first.
create table catalogue.state (one boolean primary key default true check (one), entries bigint not null, terms bigint not null);
insert into catalogue.state (entries, terms) values (0, 0);

-- After a miss: the wording that was tried next, and the item opened from its answers. No person is named.
create table catalogue.rephrased (query text not null, then_query text not null, times int not null, last_at timestamptz not null, primary key (query, then_query));
create index rephrased_then on catalogue.rephrased (then_query);
create table catalogue.opened (then_query text not null, code text not null, times int not null, last_at timestamptz not null, primary key (then_query, code));
create index miss_last on catalogue.miss (last_at);

alter table catalogue.gone enable row level security;
alter table catalogue.state enable row level security;
alter table catalogue.rephrased enable row level security;
alter table catalogue.opened enable row level security;
create policy jobs on catalogue.gone to haoban_system using (true) with check (true);
create policy jobs on catalogue.state to haoban_system using (true) with check (true);
create policy jobs on catalogue.rephrased to haoban_system using (true) with check (true);
create policy jobs on catalogue.opened to haoban_system using (true) with check (true);
create policy staff on catalogue.rephrased for select to haoban_app using (base.kind() = 'staff');
create policy staff on catalogue.opened for select to haoban_app using (base.kind() = 'staff');
create policy public on catalogue.gone for select to haoban_app using (true);
create policy public on catalogue.state for select to haoban_app using (true);
grant select on catalogue.gone, catalogue.state, catalogue.rephrased, catalogue.opened to haoban_app;
grant select, insert, update, delete on catalogue.gone, catalogue.state, catalogue.rephrased, catalogue.opened to haoban_system;

-- Without words the next start makes every entry anew, with the columns it has now.
delete from catalogue.lexicon;
