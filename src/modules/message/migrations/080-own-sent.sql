-- What was sent to somebody by SMS or e-mail he may read as well as his letters: it is his own (个人信息保护法 第四十五条).
create policy own_sent on message.outbox for select to haoban_app using (channel <> 'inbox' and recipient = base.who());
create index outbox_recipient on message.outbox (recipient, id) where channel <> 'inbox';
