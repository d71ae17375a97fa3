-- Orders are kept by kernel/order from now on. Each is taken over as it stands; its clocks are reckoned from its facts at the next start.
create function rectification.take_over(o rectification.order) returns void language sql as $$
  select orders.take_in('rectification', to_jsonb(o) || jsonb_build_object(
    'due_at', (o.due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 millisecond',
    'turn', case when o.state in ('closed', 'rejected') then 'nobody' when o.state in ('answered', 'reviewed', 'rejecting') then 'second'
      when o.state in ('appealed', 'returned') then 'supervisor' else 'organ' end))
$$;
select rectification.take_over(o) from rectification.order o;

-- Both tables are written and read by the release before alone, while servers are renewed one after another; what it still opens or changes
-- is taken over too. A later release drops them.
create function rectification.hand_over() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then perform rectification.take_over(new);
  else perform orders.fold_anew(new.id); end if;
  return null;
end $$;
revoke all on function rectification.take_over(rectification.order), rectification.hand_over() from public;
create trigger hand_over after insert or update on rectification.order for each row execute function rectification.hand_over();
