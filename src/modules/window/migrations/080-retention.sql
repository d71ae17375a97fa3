-- Scans that were never filed, and corrections that nobody went on with, are deleted after ninety days; of exports only the row stays.
grant delete on windows.scan to haoban_system;
create index scan_at on windows.scan (at);
create index correction_saved on windows.correction (saved_at);
