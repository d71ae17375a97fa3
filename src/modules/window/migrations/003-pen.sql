-- Many may read a case, one writes: who has the pen, and until when. It goes back by itself when nothing is written any more.
create table windows.pen (
  case_id text primary key,
  account text not null,
  name text not null,
  organ text not null,
  since timestamptz not null,
  until timestamptz not null
);
-- What somebody is writing and has not sent: kept as he types, shown as a draft, gone with the act.
create table windows.act_draft (
  case_id text not null,
  account text not null,
  verb text not null,
  name text not null,
  organ text not null,
  values jsonb not null,
  at timestamptz not null,
  primary key (case_id, account, verb)
);

do $$
declare t text;
begin
  foreach t in array array['pen', 'act_draft'] loop
    execute format('alter table windows.%I enable row level security', t);
    execute format('create policy jobs on windows.%I to haoban_system using (true) with check (true)', t);
    execute format('create policy office on windows.%I to haoban_app using (base.kind() = ''staff'' and base.sees_organ(organ)) with check (base.kind() = ''staff'' and base.sees_organ(organ))', t);
    execute format('grant select, insert, update, delete on windows.%I to haoban_app, haoban_system', t);
  end loop;
end $$;
