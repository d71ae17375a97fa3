create schema message;
grant usage on schema message to haoban_app, haoban_system;

create table message.setting (key text primary key, value jsonb not null);
alter table message.setting enable row level security;
create policy reads on message.setting for select to haoban_app using (true);
create policy jobs on message.setting to haoban_system using (true) with check (true);
grant select on message.setting to haoban_app;
grant select, insert, update on message.setting to haoban_system;

-- Templates are never changed: a new text is a new version, and every message names the one it was made from.
create table message.template (
  code text not null,
  version int not null,
  body jsonb not null,
  fact text,
  by_whom text not null,
  at timestamptz not null,
  primary key (code, version)
);
create index template_fact on message.template (fact) where fact is not null;
alter table message.template enable row level security;
create policy reads on message.template for select to haoban_app using (true);
create policy edits on message.template for insert to haoban_app with check ('message.template' = any (base.list('haoban.permits')));
create policy jobs on message.template to haoban_system using (true) with check (true);
grant select, insert on message.template to haoban_app, haoban_system;

-- One row a message; the unique key is what keeps a repeated fact from telling anybody twice.
create table message.outbox (
  id text primary key,
  template text not null,
  version int not null,
  source text not null,
  recipient text not null,
  party text,
  channel text not null check (channel in ('inbox', 'sms', 'email')),
  title text not null,
  text text not null,
  link text not null,
  state text not null check (state in ('pending', 'sent', 'failed', 'dead')),
  attempts int not null default 0,
  last_error text,
  address_masked text,
  receipt text,
  due_at timestamptz not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  read_at timestamptz,
  unique (template, source, recipient, channel)
);
create index outbox_inbox on message.outbox (recipient, id desc) where channel = 'inbox';
create index outbox_unread on message.outbox (recipient) where channel = 'inbox' and read_at is null;
create index outbox_due on message.outbox (due_at) where state in ('pending', 'failed');
create index outbox_state on message.outbox (state, id desc);

alter table message.outbox enable row level security;
create policy jobs on message.outbox to haoban_system using (true) with check (true);
create policy own on message.outbox for select to haoban_app using (channel = 'inbox' and recipient = base.who());
create policy own_reads on message.outbox for update to haoban_app using (channel = 'inbox' and recipient = base.who()) with check (channel = 'inbox' and recipient = base.who());
create policy operates on message.outbox for select to haoban_app using (channel <> 'inbox' and 'message.operate' = any (base.list('haoban.permits')));
create policy sends_again on message.outbox for update to haoban_app
  using (channel <> 'inbox' and 'message.operate' = any (base.list('haoban.permits')))
  with check (channel <> 'inbox' and 'message.operate' = any (base.list('haoban.permits')));
grant select on message.outbox to haoban_app;
grant update (read_at, state, attempts, due_at) on message.outbox to haoban_app;
grant select, insert, update on message.outbox to haoban_system;
