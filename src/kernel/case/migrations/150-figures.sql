-- What the figures of cases are read from (kpi.track): what came in, by the day it was handed in, and what was decided, by the day of it.
select kpi.track('case.submitted', 'cases.file', $$r.submitted_at at time zone 'Asia/Shanghai'$$,
  axes => '[{"organ": "r.organ"}, {"division": "r.division"}, {"item": "r.item"}, {"channel": "r.channel"}]',
  sums => '[{"cases": "1"}, {"online": "(r.channel in (''web'', ''mobile''))::int"}, {"mobile": "(r.channel = ''mobile'')::int"},
    {"noticed": "(r.notices > 0)::int"}, {"noticedOnce": "(r.notices = 1)::int"}]',
  cuts => '[["organ"], ["division"], ["item"], ["channel"], ["division", "item"]]');

-- Days are kept in tenths, because a limit may be half a day.
select kpi.track('case.decided', 'cases.file', $$r.decided_at at time zone 'Asia/Shanghai'$$,
  axes => '[{"organ": "r.organ"}, {"division": "r.division"}, {"item": "r.item"}, {"result": "r.result"}]',
  sums => '[{"cases": "1"}, {"promised": "(r.promise_due_on is not null)::int"},
    {"onTime": "((r.decided_at at time zone ''Asia/Shanghai'')::date <= r.promise_due_on)::int"},
    {"legalTenths": "case when r.legal_days > 0 then r.legal_days * 10 end"},
    {"promiseTenths": "case when r.legal_days > 0 then r.promise_days * 10 end"}]',
  cuts => '[["organ"], ["division"], ["item"], ["result"], ["division", "item"]]');
