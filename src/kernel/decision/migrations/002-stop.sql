-- A rehearsal can be stopped by whoever waits for it.
alter table decision.rehearsal drop constraint rehearsal_status_check;
alter table decision.rehearsal add constraint rehearsal_status_check check (status in ('waiting', 'running', 'done', 'failed', 'stopped'));
