-- The city's data elements, as its list writes them: a form is published against these.
create table form.element (id text primary key, content jsonb not null);
grant select on form.element to haoban_app;
grant select, insert, update, delete on form.element to haoban_system;
