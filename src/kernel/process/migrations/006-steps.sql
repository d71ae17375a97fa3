-- Steps are what the house does most. Functions keep the plans of their statements from one step to the next, and one call is one trip.
-- Both run with the rights of whoever calls: row-level security stays where it is.

-- Holds an instance until the transaction is over; of one that was called, the one that was called by none first.
create function process.hold(wanted text) returns setof process.instance language plpgsql rows 1 as $$
begin
  return query select * from process.instance where id = wanted and root = wanted for update;
  if found then return; end if;
  return query select i.* from process.instance i
    where i.id = wanted or i.id in (select root from process.instance where id = wanted) order by (i.id <> i.root), i.id for update;
end $$;

-- Writes steps: what moved, what closed, what opened. Row by row, so that each statement finds its rows by their keys, however many there are.
create function process.write(given jsonb) returns void language plpgsql as $$
declare s record;
begin
  for s in select * from jsonb_to_recordset(given->'steps') as s(i text, seq int, at timestamptz, whom text, event jsonb, trail int[], before text, cause bigint,
      state text, version int, status text, ended timestamptz, readers text[], tasks int[], timers text[], subs text[], incidents int[], live int[])
  loop
    update process.instance set state = decode(s.state, 'base64'), status = s.status, seq = s.seq, version = s.version, readers = s.readers,
      updated_at = s.at, ended_at = s.ended where id = s.i;
    insert into process.step (instance, seq, at, by_whom, event, trail, before, cause)
      values (s.i, s.seq, s.at, s.whom, s.event, s.trail, decode(s.before, 'base64'), s.cause);
    if cardinality(s.tasks) > 0 then
      update process.task set closed = s.seq, closed_at = s.at, closed_by = s.whom where instance = s.i and closed is null and record = any (s.tasks);
    end if;
    if cardinality(s.timers) > 0 then
      update process.timer set closed = s.seq where instance = s.i and closed is null and id = any (s.timers);
    end if;
    if cardinality(s.subs) > 0 then
      update process.subscription set closed = s.seq where instance = s.i and closed is null and id = any (s.subs);
    end if;
    update process.incident set closed = s.seq, closed_at = s.at, closed_by = s.whom
      where instance = s.i and closed is null and (record = any (s.incidents) or record <> all (s.live));
  end loop;
  if given ? 'tasks' then
    insert into process.task (instance, record, opened, element, name, kind, asked, item, input, detail, organ, division, due_at, opened_at)
      select instance, record, opened, element, name, kind, asked, item, input, detail, organ, division, "dueAt", "openedAt"
      from jsonb_to_recordset(given->'tasks') as t(instance text, record int, opened int, element text, name text, kind text, asked boolean, item int, input jsonb,
        detail jsonb, organ text, division text, "dueAt" timestamptz, "openedAt" timestamptz);
  end if;
  if given ? 'timers' then
    insert into process.timer (instance, id, opened, element, due_at, timer, unit, since)
      select instance, id, opened, element, "dueAt", timer, unit, since
      from jsonb_to_recordset(given->'timers') as t(instance text, id text, opened int, element text, "dueAt" timestamptz, timer jsonb, unit text, since timestamptz);
  end if;
  if given ? 'subscriptions' then
    insert into process.subscription (instance, id, opened, element, heard, name, key)
      select instance, id, opened, element, heard, name, key
      from jsonb_to_recordset(given->'subscriptions') as t(instance text, id text, opened int, element text, heard text, name text, key text);
  end if;
  if given ? 'incidents' then
    insert into process.incident (instance, record, opened, element, code, sentence, at)
      select instance, record, opened, element, code, sentence, at
      from jsonb_to_recordset(given->'incidents') as t(instance text, record int, opened int, element text, code text, sentence text, at timestamptz);
  end if;
end $$;
