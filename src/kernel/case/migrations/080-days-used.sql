-- The days of a case that ended after its promise were kept as those of the promise. What they were, the next reckoning of the case says.
update cases.file set used_days = null
  where used_days is not null and promise_due_on is not null and (ended_at at time zone 'Asia/Shanghai')::date > promise_due_on;
