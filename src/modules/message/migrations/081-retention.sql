-- Messages are kept for three years and then deleted.
grant delete on message.outbox to haoban_system;
create index outbox_made on message.outbox (made_at);
