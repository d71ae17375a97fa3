create index report_milestone on programme.report (milestone);
