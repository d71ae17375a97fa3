-- A message that is being handed over is claimed until a moment: the gateway is asked in no transaction. What no gateway is set for is kept.
alter table message.outbox drop constraint outbox_state_check;
alter table message.outbox add constraint outbox_state_check check (state in ('pending', 'sending', 'sent', 'failed', 'dead', 'kept'));
alter table message.outbox add column claimed_until timestamptz;
create index outbox_claimed on message.outbox (claimed_until) where state = 'sending';

-- A code goes to an address that is in no register yet; both are sealed, and gone once it was sent or given up.
alter table message.outbox add column direct_sealed bytea, add column expires_at timestamptz;

-- How a person wants to be told beside his letters in the house; who has said nothing is told as the template says.
create table message.preference (
  account text primary key,
  sms boolean not null,
  email boolean not null,
  at timestamptz not null
);
alter table message.preference enable row level security;
create policy own on message.preference to haoban_app using (account = base.who()) with check (account = base.who());
create policy jobs on message.preference to haoban_system using (true) with check (true);
grant select, insert, update on message.preference to haoban_app, haoban_system;
grant delete on message.preference to haoban_system;

-- A new telephone or e-mail that its owner has yet to show he gets what is sent there.
create table message.contact_code (
  account text not null,
  kind text not null check (kind in ('phone', 'email')),
  value_sealed bytea not null,
  code_digest text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  primary key (account, kind)
);
alter table message.contact_code enable row level security;
create policy own on message.contact_code to haoban_app using (account = base.who()) with check (account = base.who());
create policy jobs on message.contact_code to haoban_system using (true) with check (true);
grant select, insert, update, delete on message.contact_code to haoban_app, haoban_system;
