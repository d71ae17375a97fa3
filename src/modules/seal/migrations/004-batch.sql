-- Many files under one request: asked for at once, approved at once by a second person, stamped one by one.
create table seal.batch (
  id text primary key,
  seal text not null references seal.seal (id),
  title text not null check (title <> ''),
  total int not null check (total > 0),
  state text not null check (state in ('waiting', 'approved', 'rejected', 'withdrawn', 'running', 'stopped', 'done')),
  reason text,
  asked_by text not null,
  asked_name text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  opinion text,
  moved_at timestamptz not null,
  check (decided_by is null or decided_by <> asked_by)
);
create index batch_seal on seal.batch (seal, asked_at desc);
create index batch_asked on seal.batch (asked_at desc, id desc);
create index batch_moving on seal.batch (moved_at) where state = 'running';
alter table seal.batch enable row level security;
create policy jobs on seal.batch to haoban_system using (true) with check (true);
create policy sees on seal.batch for select to haoban_app using (seal.permits() or asked_by = base.who());
grant select on seal.batch to haoban_app;
grant select, insert, update on seal.batch to haoban_system;

-- The files of a batch are requests of their own: each with its digest, its approval and its use.
alter table seal.request add column batch text references seal.batch (id);
alter table seal.request add column batch_place int;
alter table seal.request add column failure text;
create unique index request_batch on seal.request (batch, batch_place);
create index request_batch_open on seal.request (batch, batch_place) where state = 'approved';
