-- What a letter called its reader to was done by somebody else, or is wanted no more.
alter table message.outbox add column done_at timestamptz;
create index outbox_open on message.outbox (link) where channel = 'inbox' and done_at is null;
grant update (done_at) on message.outbox to haoban_system;
