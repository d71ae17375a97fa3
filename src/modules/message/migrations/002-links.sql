-- What was told about one matter is asked for on the page of the matter.
create index outbox_link on message.outbox (link);
