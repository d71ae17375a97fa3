-- An account that its owner has closed (个人信息保护法 第四十七条). It is shut as well; the same person may open it anew.
alter table permission.account add column closed_at timestamptz;
alter table permission.account add constraint account_closed check (closed_at is null or (kind = 'citizen' and disabled_at is not null));
grant select (closed_at) on permission.account to haoban_app;
