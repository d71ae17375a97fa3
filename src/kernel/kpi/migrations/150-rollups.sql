-- Figures are read from sums that are kept up to date, never by counting history (incremental view maintenance). A rollup says of one table
-- what each of its rows adds to which sums on which day, under which axes. A trigger notes the difference that a change of a row makes, in the
-- transaction of that change; nothing is locked that two acts share. A worker adds the differences up; a reader adds the rest by himself.
create schema kpi;
grant usage on schema kpi to haoban_app, haoban_system;

create table kpi.rollup (
  name text primary key,
  source text not null,
  axes text[] not null,
  sums text[] not null
);

-- A cut is a choice of axes under which the sums are kept: none of them, each alone, some together. `places` are their places among the axes.
create table kpi.cut (
  rollup text not null references kpi.rollup,
  axes text[] not null,
  places int[] not null,
  primary key (rollup, axes)
);

create table kpi.delta (
  id bigint generated always as identity primary key,
  rollup text not null,
  day date not null,
  axes text[] not null,
  sums bigint[] not null
);
create index delta_rollup on kpi.delta (rollup, day);

create table kpi.roll (
  rollup text not null,
  cut text[] not null,
  grain text not null check (grain in ('day', 'month')),
  axes text[] not null,
  day date not null,
  sums bigint[] not null,
  primary key (rollup, cut, grain, axes, day)
);
create index roll_day on kpi.roll (rollup, cut, grain, day);

grant select on kpi.rollup, kpi.cut to haoban_system;
grant select, insert, update, delete on kpi.roll to haoban_system;
grant select, delete on kpi.delta to haoban_system;

-- What one row adds: on which day, under which values of all axes, how much to each sum.
create type kpi.addition as (day date, axes text[], sums bigint[]);

create function kpi.plus(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe as $$
  select array_agg(coalesce(x, 0) + coalesce(y, 0) order by n) from unnest(a, b) with ordinality u(x, y, n)
$$;
create aggregate kpi.total(bigint[]) (sfunc = kpi.plus, stype = bigint[], parallel = safe, combinefunc = kpi.plus);

-- The values of some axes, in the order of a cut.
create function kpi.pick(axes text[], places int[]) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(axes[p] order by n), '{}') from unnest(places) with ordinality u(p, n)
$$;

-- Adds differences up, so many at a time; answers how many. One at a time: a second does nothing meanwhile.
create function kpi.fold(most int) returns int language plpgsql as $$
declare folded int;
begin
  if not pg_try_advisory_xact_lock(7017015) then return 0; end if;
  with taken as (
    delete from kpi.delta where id in (select id from kpi.delta order by id limit most) returning rollup, day, axes, sums
  ), added as (
    select t.rollup, c.axes cut, g.grain, kpi.pick(t.axes, c.places) axes, date_trunc(g.grain, t.day)::date as day, kpi.total(t.sums) sums
    from taken t join kpi.cut c using (rollup) cross join (values ('day'), ('month')) g(grain) group by 1, 2, 3, 4, 5
  ), kept as (
    insert into kpi.roll as r (rollup, cut, grain, axes, day, sums) select rollup, cut, grain, axes, day, sums from added
    on conflict (rollup, cut, grain, axes, day) do update set sums = kpi.plus(r.sums, excluded.sums)
  )
  select count(*) into folded from taken;
  return folded;
end $$;

-- Adds up everything anew from the table itself, beside acts that go on: table, differences and sums are read in one snapshot, and a
-- difference that is committed later stays. Answers how many sums are kept.
create function kpi.rebuild(which text) returns int language plpgsql as $$
declare kept int; r kpi.rollup;
begin
  perform pg_advisory_xact_lock(7017015);
  select * into strict r from kpi.rollup where name = which;
  execute format($sql$
    with told as (delete from kpi.delta where rollup = %1$L), rows as materialized (
      select a.day, a.axes, a.sums from %2$s t cross join lateral kpi.%3$I(t) a
    ), added as (
      select c.axes cut, g.grain, kpi.pick(t.axes, c.places) axes, date_trunc(g.grain, t.day)::date as day, kpi.total(t.sums) sums
      from rows t join kpi.cut c on c.rollup = %1$L cross join (values ('day'), ('month')) g(grain) group by 1, 2, 3, 4
    ), emptied as (
      delete from kpi.roll o where o.rollup = %1$L and not exists (
        select from added a where (a.cut, a.grain, a.axes, a.day) = (o.cut, o.grain, o.axes, o.day))
    ), written as (
      insert into kpi.roll (rollup, cut, grain, axes, day, sums) select %1$L, cut, grain, axes, day, sums from added
      on conflict (rollup, cut, grain, axes, day) do update set sums = excluded.sums returning 1
    ) select count(*) from written $sql$, which, r.source, 'of ' || which) into kept;
  return kept;
end $$;

-- What differs between the sums that are kept and those of the table, counted in one snapshot; empty where all is right.
create function kpi.wrong(which text) returns table (cut text[], grain text, axes text[], day date, kept bigint[], counted bigint[])
language plpgsql stable as $$
declare r kpi.rollup;
begin
  select * into strict r from kpi.rollup where name = which;
  return query execute format($sql$
    with rows as materialized (
      select a.day, a.axes, a.sums from %2$s t cross join lateral kpi.%3$I(t) a
    ), known as (
      select o.cut, o.grain, o.axes, o.day, o.sums from kpi.roll o where o.rollup = %1$L
      union all
      select c.axes, g.grain, kpi.pick(d.axes, c.places), date_trunc(g.grain, d.day)::date, d.sums
      from kpi.delta d join kpi.cut c on c.rollup = d.rollup cross join (values ('day'), ('month')) g(grain) where d.rollup = %1$L
    ), kept as (select k.cut, k.grain, k.axes, k.day, kpi.total(k.sums) sums from known k group by 1, 2, 3, 4),
    counted as (
      select c.axes cut, g.grain, kpi.pick(t.axes, c.places) axes, date_trunc(g.grain, t.day)::date as day, kpi.total(t.sums) sums
      from rows t join kpi.cut c on c.rollup = %1$L cross join (values ('day'), ('month')) g(grain) group by 1, 2, 3, 4
    )
    select coalesce(k.cut, c.cut), coalesce(k.grain, c.grain), coalesce(k.axes, c.axes), coalesce(k.day, c.day), k.sums, c.sums
    from kept k full join counted c on (k.cut, k.grain, k.axes, k.day) = (c.cut, c.grain, c.axes, c.day)
    where exists (select from unnest(k.sums, c.sums) u(x, y) where coalesce(x, 0) <> coalesce(y, 0)) $sql$,
    which, r.source, 'of ' || which);
end $$;

-- Begins to keep the sums of a table, for a migration of the room that owns the table. `day`, the axes and the sums are expressions over the
-- row `r`; `keep` says which rows count, and a row without a day does not. An axis is a text, a sum a whole number. `cuts` are lists of axes;
-- the sums of all rows are kept besides.
create function kpi.track(which text, source regclass, day text, axes jsonb, sums jsonb, cuts jsonb, keep text default 'true')
returns void language plpgsql as $$
declare
  axis_names text[] := (select array_agg(k order by n) from jsonb_array_elements(axes) with ordinality a(pair, n), jsonb_object_keys(pair) k);
  axis_terms text := (select string_agg(format('coalesce((%s)::text, '''')', v), ', ' order by n)
    from jsonb_array_elements(axes) with ordinality a(pair, n), jsonb_each_text(pair) e(k, v));
  sum_names text[] := (select array_agg(k order by n) from jsonb_array_elements(sums) with ordinality a(pair, n), jsonb_object_keys(pair) k);
  sum_terms text := (select string_agg(format('coalesce((%s)::bigint, 0)', v), ', ' order by n)
    from jsonb_array_elements(sums) with ordinality a(pair, n), jsonb_each_text(pair) e(k, v));
  additions text := format('kpi.%I', 'of ' || which);
  notice text := format('kpi.%I', 'tell ' || which);
  cut jsonb;
  cut_axes text[];
begin
  insert into kpi.rollup (name, source, axes, sums) values (which, source::text, axis_names, sum_names);
  for cut in select '[]'::jsonb union select c from jsonb_array_elements(cuts) c loop
    cut_axes := array(select jsonb_array_elements_text(cut));
    insert into kpi.cut (rollup, axes, places) values (which, cut_axes,
      array(select array_position(axis_names, a) from unnest(cut_axes) with ordinality u(a, n) order by n));
  end loop;
  if exists (select from kpi.cut c where c.rollup = which and array_position(c.places, null) is not null)
  then raise exception 'a cut of % names no axis of it', which; end if;
  execute format($sql$
    create function %1$s(r %2$s) returns setof kpi.addition language sql immutable as
    $of$ select d, array[%3$s]::text[], array[%4$s]::bigint[] from (select (%5$s)::date d) x where d is not null and (%6$s) $of$ $sql$,
    additions, source, axis_terms, sum_terms, day, keep);
  execute format($sql$
    create function %1$s() returns trigger language plpgsql security definer set search_path = '' as $tell$
    declare o kpi.addition; n kpi.addition;
    begin
      if tg_op <> 'INSERT' then select * into o from %2$s(old); end if;
      if tg_op <> 'DELETE' then select * into n from %2$s(new); end if;
      if tg_op = 'UPDATE' and (o.day, o.axes) is not distinct from (n.day, n.axes) then
        if o.sums is distinct from n.sums then
          insert into kpi.delta (rollup, day, axes, sums) values (%3$L, n.day, n.axes, array(select y - x from unnest(o.sums, n.sums) u(x, y)));
        end if;
        return null;
      end if;
      if tg_op <> 'INSERT' and o.day is not null then
        insert into kpi.delta (rollup, day, axes, sums) values (%3$L, o.day, o.axes, array(select -x from unnest(o.sums) x));
      end if;
      if tg_op <> 'DELETE' and n.day is not null then
        insert into kpi.delta (rollup, day, axes, sums) values (%3$L, n.day, n.axes, n.sums);
      end if;
      return null;
    end $tell$ $sql$, notice, additions, which);
  execute format('create trigger %I after insert or update or delete on %s for each row execute function %s()', 'figures ' || which, source, notice);
  perform kpi.rebuild(which);
end $$;
