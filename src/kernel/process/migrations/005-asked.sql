-- An organ that is asked for its opinion on another's subject may read it, exactly as long as its step is open: the step lets it in and
-- out itself, also where it is recalled, cancelled or moved.
alter table process.task add column asked boolean not null default false;

create function process.let_guests() returns trigger language plpgsql as $$
declare subject text := (select about from process.instance where id = new.instance);
declare name text := 'process:' || new.instance || ':' || new.record || ':' || new.opened;
begin
  if new.closed is null then perform base.let_in(subject, name, new.organ, new.division);
  else perform base.let_out(subject, name);
  end if;
  return null;
end $$;
create trigger task_asks after insert on process.task for each row when (new.asked and new.closed is null) execute function process.let_guests();
create trigger task_answers after update on process.task for each row
  when (new.asked and (old.closed is null) <> (new.closed is null)) execute function process.let_guests();

-- What is open already.
update process.task t set asked = true from process.instance i
  where i.id = t.instance and t.closed is null and t.kind = 'user' and t.detail->'verbs' = '[]'::jsonb
    and (t.organ, t.division) is distinct from (i.places->'own'->>'organ', i.places->'own'->>'division');
select base.let_in(i.about, 'process:' || t.instance || ':' || t.record || ':' || t.opened, t.organ, t.division)
  from process.task t join process.instance i on i.id = t.instance where t.asked and t.closed is null;
