create schema evaluation;
grant usage on schema evaluation to haoban_app, haoban_system;

create table evaluation.setting (key text primary key, value jsonb not null);
alter table evaluation.setting enable row level security;
create policy reads on evaluation.setting for select to haoban_app using (true);
create policy jobs on evaluation.setting to haoban_system using (true) with check (true);
grant select on evaluation.setting to haoban_app;
grant select, insert, update on evaluation.setting to haoban_system;

-- What can be rated. It names the case, and so the applicant: staff never see it.
create table evaluation.service (
  id text primary key,
  case_id text not null,
  moment text not null check (moment in ('consult', 'handling', 'finish')),
  mode text not null check (mode in ('online', 'offline')),
  item text not null,
  item_name text not null,
  organ text not null,
  division text not null,
  parties text[] not null,
  staff text,
  staff_name text,
  served_at timestamptz not null,
  closes_on date not null,
  follow_until_on date,
  demo boolean not null default false,
  unique (case_id, moment)
);
create index service_closes on evaluation.service (closes_on);
create index service_served on evaluation.service (served_at);
alter table evaluation.service enable row level security;
create policy jobs on evaluation.service to haoban_system using (true) with check (true);
create policy own on evaluation.service for select to haoban_app using (base.kind() = 'citizen' and parties && base.parties());
grant select on evaluation.service to haoban_app;
grant select, insert on evaluation.service to haoban_system;
grant update (follow_until_on) on evaluation.service to haoban_system;

create function evaluation.permits(permissions text[]) returns boolean language sql stable parallel safe as $$ select base.list('haoban.permits') && permissions $$;

-- The rating: what was said of which service, without who said it.
create table evaluation.rating (
  id text primary key,
  service_id text not null references evaluation.service (id),
  nth int not null check (nth in (1, 2)),
  grade int not null check (grade between 1 and 5),
  staff_grade int check (staff_grade between 1 and 5),
  tags text[] not null,
  way int not null check (way between 1 and 7),
  is_default boolean not null default false,
  item text not null,
  item_name text not null,
  organ text not null,
  division text not null,
  mode text not null,
  rated_at timestamptz not null,
  unique (service_id, nth)
);
create index rating_organ on evaluation.rating (organ, id desc);
create index rating_item on evaluation.rating (item, id desc);
create index rating_at on evaluation.rating (rated_at);
alter table evaluation.rating enable row level security;
create policy jobs on evaluation.rating to haoban_system using (true) with check (true);
create policy organ on evaluation.rating for select to haoban_app using (
  (base.sees_organ(organ) and evaluation.permits(array['evaluation.read', 'evaluation.handle'])) or evaluation.permits(array['evaluation.review']));

-- Its words: for who reviews them and who has to mend the matter; for everybody once they are reviewed.
create table evaluation.words (rating_id text primary key references evaluation.rating (id), text text not null check (text <> ''));
alter table evaluation.words enable row level security;
create policy jobs on evaluation.words to haoban_system using (true) with check (true);
create policy reviews on evaluation.words for select to haoban_app using (
  evaluation.permits(array['evaluation.review'])
  or (evaluation.permits(array['evaluation.handle']) and exists (select from evaluation.rating r where r.id = rating_id)));

-- Its rater: for the house and for himself, and for nobody else.
create table evaluation.rater (rating_id text primary key references evaluation.rating (id), account text not null, party text not null);
create index rater_account on evaluation.rater (account);
alter table evaluation.rater enable row level security;
create policy jobs on evaluation.rater to haoban_system using (true) with check (true);
create policy own on evaluation.rater for select to haoban_app using (account = base.who());

create table evaluation.review (
  rating_id text primary key references evaluation.rating (id),
  shown boolean not null,
  reason text,
  by_whom text not null,
  at timestamptz not null
);
alter table evaluation.review enable row level security;
create policy jobs on evaluation.review to haoban_system using (true) with check (true);
create policy reads on evaluation.review for select to haoban_app using (true);
create policy reviews on evaluation.review for insert to haoban_app with check (evaluation.permits(array['evaluation.review']) and by_whom = base.who());

-- Ratings that were proved wrong and not adopted: they stay, and are not counted.
create table evaluation.exclusion (rating_id text primary key references evaluation.rating (id), order_id text not null, at timestamptz not null);
alter table evaluation.exclusion enable row level security;
create policy jobs on evaluation.exclusion to haoban_system using (true) with check (true);
create policy reads on evaluation.exclusion for select to haoban_app using (true);

-- Ratings whose fact stands in the ledger: it is left once, by a job of the house that may run twice.
create table evaluation.published (rating_id text primary key references evaluation.rating (id), at timestamptz not null);
alter table evaluation.published enable row level security;
create policy jobs on evaluation.published to haoban_system using (true) with check (true);
grant select, insert on evaluation.published to haoban_system;

-- 国办发〔2019〕51号: a rating is neither changed nor deleted by those it rates; so it is by nobody, the database's owner included.
create function evaluation.keep() returns trigger language plpgsql as $$ begin raise exception 'a rating stays as it was given'; end $$;
do $$
declare t text;
begin
  foreach t in array array['rating', 'words', 'rater', 'review', 'exclusion'] loop
    execute format('create trigger keep before update or delete on evaluation.%I for each row execute function evaluation.keep()', t);
    execute format('create trigger keep_all before truncate on evaluation.%I for each statement execute function evaluation.keep()', t);
    execute format('grant select on evaluation.%I to haoban_app', t);
    execute format('grant select, insert on evaluation.%I to haoban_system', t);
  end loop;
end $$;
grant insert on evaluation.review to haoban_app;
