-- What a step closes is named one by one: asked for as a list, it was looked for among all that its instance had ever been through.
-- Writes steps: what moved, what closed, what opened. Row by row, so that each statement finds its rows by their keys, however many there are.
create or replace function process.write(given jsonb) returns void language plpgsql as $$
declare
  s record;
  r int;
  t text;
begin
  for s in select * from jsonb_to_recordset(given->'steps') as s(i text, seq int, at timestamptz, whom text, event jsonb, trail int[], before text, cause bigint,
      state text, version int, status text, ended timestamptz, readers text[], tasks int[], timers text[], subs text[], incidents int[], live int[])
  loop
    update process.instance set state = decode(s.state, 'base64'), status = s.status, seq = s.seq, version = s.version, readers = s.readers,
      updated_at = s.at, ended_at = s.ended where id = s.i;
    insert into process.step (instance, seq, at, by_whom, event, trail, before, cause)
      values (s.i, s.seq, s.at, s.whom, s.event, s.trail, decode(s.before, 'base64'), s.cause);
    foreach r in array coalesce(s.tasks, '{}') loop
      update process.task set closed = s.seq, closed_at = s.at, closed_by = s.whom where instance = s.i and record = r and closed is null;
    end loop;
    foreach t in array coalesce(s.timers, '{}') loop
      update process.timer set closed = s.seq where instance = s.i and id = t and closed is null;
    end loop;
    foreach t in array coalesce(s.subs, '{}') loop
      update process.subscription set closed = s.seq where instance = s.i and id = t and closed is null;
    end loop;
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
