table authority.authority (
  id text not null,
  item text not null,
  division text not null,
  organ text not null,
  kind text not null,
  basis text not null,
  from_on date not null,
  to_on date,
  demo boolean not null = false)
table base.attempt (
  key text not null,
  n integer not null,
  until timestamp with time zone not null)
table base.backup (
  at timestamp with time zone not null,
  rows bigint not null,
  files bigint not null)
table base.city (
  one boolean not null = true,
  division text,
  demo boolean not null)
table base.command (
  who text not null,
  key text not null,
  route text not null,
  input_hash text not null,
  status integer not null,
  answer jsonb,
  at timestamp with time zone not null,
  sealed bytea) with row-level security
table base.counter (
  key text not null,
  n bigint not null)
table base.foundation (
  one boolean not null = true,
  digest text not null,
  at timestamp with time zone not null = now())
table base.guest (
  about text not null,
  by_key text not null,
  organ text not null,
  division text not null)
table base.loose_file (
  hash text not null,
  since timestamp with time zone not null)
table base.worker_beat (
  name text not null,
  at timestamp with time zone not null = clock_timestamp())
table batch.batch (
  id text not null,
  kind text not null,
  input jsonb not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  state text not null,
  reason text,
  total integer not null,
  made_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  ended_at timestamp with time zone) with row-level security
table batch.row (
  batch text not null,
  n integer not null,
  key text not null,
  cells text[] not null = '{}'::text[],
  state text not null = 'waiting'::text,
  sentence text,
  result jsonb,
  count integer not null = 0,
  recall_until timestamp with time zone,
  at timestamp with time zone) with row-level security
table cases.answers (
  case_id text not null,
  version integer not null,
  sealed bytea not null,
  hash text not null,
  at timestamp with time zone not null) with row-level security
table cases.assessment (
  case_id text not null,
  seq integer not null,
  model text not null,
  version integer not null,
  sealed bytea not null,
  hash text not null,
  at timestamp with time zone not null) with row-level security
table cases.card (
  case_id text not null,
  colour text not null,
  at timestamp with time zone not null,
  reason text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text) with row-level security
table cases.file (
  id text not null,
  no text not null,
  query_code text not null,
  item text not null,
  item_version integer not null,
  item_name text not null,
  handle_code text not null,
  task_type text not null,
  organ text not null,
  division text not null,
  applicant text not null,
  applicant_name text not null,
  applicant_kind text not null,
  agent text,
  channel text not null,
  status text not null,
  turn text not null,
  seq integer not null,
  holder text,
  holder_name text,
  pending text,
  submitted_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  ended_at timestamp with time zone,
  decided_at timestamp with time zone,
  delivered_at timestamp with time zone,
  result text,
  clock text,
  due_on date,
  warn_on date,
  paused boolean not null = false,
  promise_due_on date,
  legal_due_on date,
  promise_days numeric,
  legal_days numeric,
  used_days numeric,
  tolerant_missing integer not null = 0,
  notices integer not null = 0,
  proposer text,
  demo boolean not null = false,
  updated_at timestamp with time zone not null,
  due_key date not null = COALESCE(due_on, '9999-12-31'::date),
  words integer[] not null = cases.words(organ, applicant_name, item_name)) with row-level security
table cases.material (
  case_id text not null,
  code text not null,
  version integer not null,
  name text not null,
  provide text not null,
  files jsonb not null = '[]'::jsonb,
  source text,
  at timestamp with time zone not null,
  by_whom text not null) with row-level security
table cases.opinion (
  case_id text not null,
  seq integer not null,
  examiner text not null,
  examiner_name text not null,
  organ text not null,
  item text not null,
  item_name text not null,
  at timestamp with time zone not null,
  returned_seq integer,
  returned_at timestamp with time zone) with row-level security
table catalogue.asked (
  code text not null,
  n integer not null) with row-level security
table catalogue.counted (
  fact bigint not null) with row-level security
table catalogue.entry (
  code text not null,
  source text not null,
  name text not null,
  lead text not null,
  divisions text[] not null,
  organs text[] not null,
  branches text[] not null,
  audiences text[] not null,
  themes text[] not null,
  person_themes text[] not null,
  enterprise_themes text[] not null,
  life_events text[] not null,
  task_type text not null,
  online_grade text,
  trips integer,
  promise jsonb,
  keywords text[] not null,
  name_key text not null,
  keyword_keys text[] not null,
  pinyin text not null,
  initials text not null,
  popularity integer not null = 0,
  hash text not null,
  words text not null = ''::text,
  version bigint not null = 0) with row-level security
table catalogue.gone (
  code text not null,
  version bigint not null) with row-level security
table catalogue.lexicon (
  version integer not null,
  hash text not null,
  content jsonb not null) with row-level security
table catalogue.miss (
  query text not null,
  times integer not null,
  last_at timestamp with time zone not null) with row-level security
table catalogue.opened (
  then_query text not null,
  code text not null,
  times integer not null,
  last_at timestamp with time zone not null) with row-level security
table catalogue.rephrased (
  query text not null,
  then_query text not null,
  times integer not null,
  last_at timestamp with time zone not null) with row-level security
table catalogue.state (
  one boolean not null = true,
  entries bigint not null,
  terms bigint not null) with row-level security
table catalogue.term (
  term text not null,
  pinyin text not null,
  initials text not null,
  weight integer not null) with row-level security
table clock.year (
  year integer not null,
  version integer not null,
  content jsonb not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null) with row-level security
table decision.draft (
  id text not null,
  code text not null,
  base integer not null,
  status text not null,
  xml text not null,
  hash text not null,
  revision integer not null = 1,
  reason text not null,
  editors text[] not null = '{}'::text[],
  opened_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  submitted_at timestamp with time zone,
  submitted_by text,
  version integer) with row-level security
table decision.model (
  code text not null,
  title text not null,
  version integer not null,
  ground jsonb not null,
  kept_at text not null = 'folder'::text,
  updated_at timestamp with time zone not null)
table decision.rehearsal (
  id text not null,
  code text not null,
  draft text not null,
  base integer not null,
  hash text not null,
  status text not null,
  since_on date not null,
  until_on date not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  ended_at timestamp with time zone,
  total integer,
  looked integer not null = 0,
  unread integer not null = 0,
  changed integer not null = 0,
  tally jsonb not null = '[]'::jsonb,
  why text) with row-level security
table decision.rehearsal_row (
  rehearsal text not null,
  subject text not null,
  title text not null,
  purpose text not null,
  before text not null,
  after text not null,
  because text not null) with row-level security
table decision.version (
  code text not null,
  version integer not null,
  xml text not null,
  hash text not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  published_name text not null,
  note text,
  rehearsal text,
  unrehearsed text)
table document.paper (
  id text not null,
  place bigint not null,
  about text not null,
  kind text not null,
  title text not null,
  no text,
  organ text not null,
  sealed bytea not null,
  check_code text not null,
  file_hash text,
  size integer,
  readers text[] not null,
  public boolean not null = false,
  made_at timestamp with time zone not null,
  drawn_at timestamp with time zone,
  act integer not null = 0,
  voided_at timestamp with time zone,
  ofd_hash text,
  ofd_size integer,
  bears_seal boolean not null = true) with row-level security
table draft.rehearsal (
  id text not null,
  kind text not null,
  code text not null,
  draft text not null,
  base integer not null,
  hash text not null,
  may text[] not null,
  status text not null,
  since_on date not null,
  until_on date not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  ended_at timestamp with time zone,
  at text not null = ''::text,
  total integer,
  looked integer not null = 0,
  unread integer not null = 0,
  changed integer not null = 0,
  tally jsonb not null = '[]'::jsonb,
  groups jsonb not null = '[]'::jsonb,
  why text) with row-level security
table draft.rehearsal_row (
  rehearsal text not null,
  subject text not null,
  what text not null,
  title text not null,
  href text not null,
  before text not null,
  after text not null,
  because text not null) with row-level security
table evaluation.exclusion (
  rating_id text not null,
  order_id text not null,
  at timestamp with time zone not null) with row-level security
table evaluation.published (
  rating_id text not null,
  at timestamp with time zone not null) with row-level security
table evaluation.rater (
  rating_id text not null,
  account text not null,
  party text not null) with row-level security
table evaluation.rating (
  id text not null,
  service_id text not null,
  nth integer not null,
  grade integer not null,
  staff_grade integer,
  tags text[] not null,
  way integer not null,
  is_default boolean not null = false,
  item text not null,
  item_name text not null,
  organ text not null,
  division text not null,
  mode text not null,
  rated_at timestamp with time zone not null) with row-level security
table evaluation.review (
  rating_id text not null,
  shown boolean not null,
  reason text,
  by_whom text not null,
  at timestamp with time zone not null) with row-level security
table evaluation.service (
  id text not null,
  case_id text not null,
  moment text not null,
  mode text not null,
  item text not null,
  item_name text not null,
  organ text not null,
  division text not null,
  parties text[] not null,
  staff text,
  staff_name text,
  served_at timestamp with time zone not null,
  closes_on date not null,
  follow_until_on date,
  demo boolean not null = false) with row-level security
table evaluation.setting (
  key text not null,
  value jsonb not null) with row-level security
table evaluation.words (
  rating_id text not null,
  text text not null) with row-level security
table export.file (
  id text not null,
  list text not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  asked jsonb not null,
  form text not null,
  unmasked_for text,
  key bytea,
  pieces text[] not null = '{}'::text[],
  file text,
  size bigint,
  made_at timestamp with time zone not null) with row-level security
table form.draft (
  id text not null,
  owner text not null,
  applicant text not null,
  item text not null,
  division text not null,
  item_version integer not null,
  sealed bytea not null,
  materials jsonb not null = '[]'::jsonb,
  version integer not null = 1,
  saved_at timestamp with time zone not null,
  expires_on date not null) with row-level security
table form.element (
  id text not null,
  content jsonb not null)
table holding.held (
  id text not null,
  party text not null,
  type text not null,
  register text not null,
  no text not null,
  identifier text not null,
  organ text not null,
  organ_name text not null,
  state text not null,
  from_on date not null,
  to_on date,
  elements bytea,
  demo boolean not null = false,
  updated_at timestamp with time zone not null) with row-level security
table holding.type (
  code text not null,
  name text not null,
  also text[] not null = '{}'::text[],
  definer text not null,
  holder text not null,
  demo boolean not null = false)
table holding.use (
  id text not null,
  holding text not null,
  identifier text not null,
  kind text not null,
  subject text,
  material text,
  organ_name text not null,
  purpose text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null) with row-level security
table imports.past_case (
  id text not null,
  no text not null,
  item text not null,
  organ text not null,
  organ_name text not null,
  division text not null,
  party text not null,
  applicant_name text not null,
  submitted_on date not null,
  decided_on date not null,
  result text not null,
  licence_no text,
  hash text not null,
  imported_at timestamp with time zone not null) with row-level security
table item.division (
  code text not null,
  name text not null,
  place integer not null,
  content jsonb not null)
table item.draft (
  id text not null,
  code text not null,
  name text not null,
  base integer,
  status text not null,
  file jsonb not null,
  form json not null,
  revision integer not null = 1,
  reason text,
  editors text[] not null = '{}'::text[],
  opened_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  version integer) with row-level security
table item.handling (
  handling_code text not null,
  version integer not null,
  code text not null,
  organ text not null,
  division text not null,
  content jsonb not null)
table item.imported (
  code text not null,
  source text not null,
  division text not null,
  name text not null,
  content jsonb not null,
  hash text not null,
  imported_at timestamp with time zone not null)
table item.item (
  code text not null,
  name text not null,
  state text not null,
  version integer not null = 0,
  updated_at timestamp with time zone not null,
  kept_at text not null = 'folder'::text,
  reason text,
  directory integer not null = 0)
table item.offer (
  code text not null,
  name text not null,
  place integer not null,
  content jsonb not null)
table item.organ (
  id text not null,
  branch text not null,
  division text not null,
  name text not null,
  short_name text not null,
  content jsonb not null,
  kept_at text not null = 'city'::text,
  revision bigint not null = 0,
  ended_at timestamp with time zone,
  successor text)
table item.organ_change (
  id text not null,
  kind text not null,
  organ text not null,
  before jsonb,
  content jsonb not null,
  document_no text not null,
  document_on date not null,
  reason text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamp with time zone not null,
  settled_by text,
  settled_at timestamp with time zone,
  outcome text) with row-level security
table item.retired_division (
  code text not null,
  name text not null,
  replaced_by text not null,
  year integer not null)
table item.step (
  draft_id text not null,
  seq integer not null,
  verb text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null,
  reason text,
  hash text) with row-level security
table item.version (
  code text not null,
  version integer not null,
  file jsonb not null,
  form json not null,
  hash text not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  note text,
  decision integer,
  process integer)
table kpi.cut (
  rollup text not null,
  axes text[] not null,
  places integer[] not null)
table kpi.delta (
  id bigint not null,
  rollup text not null,
  day date not null,
  axes text[] not null,
  sums bigint[] not null)
table kpi.roll (
  rollup text not null,
  cut text[] not null,
  grain text not null,
  axes text[] not null,
  day date not null,
  sums bigint[] not null)
table kpi.rollup (
  name text not null,
  source text not null,
  axes text[] not null,
  sums text[] not null)
table ledger.chain (
  about text not null,
  seq integer not null,
  hash text not null,
  readers text[] not null = '{}'::text[])
table ledger.checkpoint (
  size integer not null,
  hash text not null,
  note text not null,
  at timestamp with time zone not null)
table ledger.cosignature (
  size integer not null,
  witness text not null,
  line text not null,
  at timestamp with time zone not null)
table ledger.fact (
  id bigint not null,
  about text not null,
  seq integer not null,
  name text not null,
  data jsonb not null,
  by_whom text not null,
  at timestamp with time zone not null,
  hash text not null) with row-level security
table ledger.root (
  id integer not null,
  after_fact bigint not null,
  upto_fact bigint not null,
  facts integer not null,
  hash text not null,
  at timestamp with time zone not null,
  form smallint not null = 1)
table ledger.verification (
  at timestamp with time zone not null,
  ok boolean not null,
  facts integer not null,
  chains integer not null,
  roots integer not null,
  broken jsonb not null)
table ledger.witnessed (
  origin text not null,
  size bigint not null,
  hash text not null,
  note text not null,
  at timestamp with time zone not null)
table licence.asked (
  id text not null,
  licence text not null,
  act text not null,
  reason text not null,
  article text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null,
  answer text,
  answered_by text,
  answered_name text,
  answered_at timestamp with time zone,
  note text) with row-level security
table licence.authorisation (
  id text not null,
  licence text not null,
  agent text not null,
  agent_name text not null,
  purpose text not null,
  scopes text[] not null,
  from_on date not null,
  to_on date not null,
  by_whom text not null,
  at timestamp with time zone not null,
  revoked_at timestamp with time zone) with row-level security
table licence.batch (
  id text not null,
  type text not null,
  organ text not null,
  division text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null,
  rows jsonb not null) with row-level security
table licence.call (
  id text not null,
  system text not null,
  service text not null,
  test boolean not null,
  outcome text not null,
  at timestamp with time zone not null) with row-level security
table licence.copy (
  id text not null,
  licence text not null,
  purpose text not null,
  to_on date not null,
  file text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null) with row-level security
table licence.correction (
  id text not null,
  licence text not null,
  text text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null,
  due_on date not null,
  state text not null,
  answer text,
  answered_at timestamp with time zone) with row-level security
table licence.due (
  fact bigint not null,
  organ text not null) with row-level security
table licence.granted (
  fact bigint not null,
  type text not null,
  licence text not null) with row-level security
table licence.inquiry (
  id text not null,
  case_id text not null,
  material text not null,
  material_name text not null,
  holder_name text not null,
  asking text not null,
  asking_name text not null,
  division text not null,
  asked text,
  asked_name text,
  at timestamp with time zone not null,
  due_on date not null,
  state text not null,
  answer text,
  answered_by text,
  answered_name text,
  answered_at timestamp with time zone) with row-level security
table licence.licence (
  id text not null,
  type text not null,
  party text not null,
  holder_name text not null,
  holder_kind text not null,
  no text not null,
  identifier text not null,
  version integer not null,
  state text not null,
  organ text not null,
  organ_name text not null,
  division text not null,
  from_on date not null,
  to_on date,
  issued_on date not null,
  origin text not null,
  demo boolean not null = false,
  updated_at timestamp with time zone not null,
  reminded_on date) with row-level security
table licence.showing (
  id text not null,
  licence text not null,
  digest text not null,
  by_whom text not null,
  at timestamp with time zone not null,
  until timestamp with time zone not null,
  used_at timestamp with time zone,
  checker text) with row-level security
table licence.system (
  code text not null,
  name text not null,
  owner text not null,
  owner_name text not null,
  kind text not null,
  items text[] not null = '{}'::text[],
  key_digest text,
  key_at timestamp with time zone,
  by_whom text not null,
  at timestamp with time zone not null,
  demo boolean not null = false) with row-level security
table licence.type (
  code text not null,
  name text not null,
  spec jsonb not null)
table licence.version (
  licence text not null,
  version integer not null,
  identifier text not null,
  face bytea not null,
  file text,
  seal_use text,
  case_id text,
  why text not null,
  issued_at timestamp with time zone not null) with row-level security
table licence.waiting (
  fact bigint not null,
  case_id text not null,
  type text not null,
  organ text not null,
  division text not null,
  why text not null,
  at timestamp with time zone not null) with row-level security
table message.contact_code (
  account text not null,
  kind text not null,
  value_sealed bytea not null,
  code_digest text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries integer not null = 0) with row-level security
table message.outbox (
  id text not null,
  template text not null,
  version integer not null,
  source text not null,
  recipient text not null,
  party text,
  channel text not null,
  title text not null,
  text text not null,
  link text not null,
  state text not null,
  attempts integer not null = 0,
  last_error text,
  address_masked text,
  receipt text,
  due_at timestamp with time zone not null,
  made_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  read_at timestamp with time zone,
  done_at timestamp with time zone,
  claimed_until timestamp with time zone,
  direct_sealed bytea,
  expires_at timestamp with time zone) with row-level security
table message.preference (
  account text not null,
  sms boolean not null,
  email boolean not null,
  at timestamp with time zone not null) with row-level security
table message.setting (
  key text not null,
  value jsonb not null) with row-level security
table message.template (
  code text not null,
  version integer not null,
  body jsonb not null,
  fact text,
  by_whom text not null,
  at timestamp with time zone not null) with row-level security
table orders.clock (
  order_id text not null,
  clock text not null,
  organ text not null = ''::text,
  state text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  warn_at timestamp with time zone,
  stopped_at timestamp with time zone,
  rung_at timestamp with time zone,
  rings boolean not null) with row-level security
table orders.kind (
  kind text not null,
  sees text[] not null) with row-level security
table orders.link (
  source text not null,
  source_id text not null,
  part integer not null,
  order_id text not null) with row-level security
table orders.order (
  id text not null,
  kind text not null,
  no text not null,
  source text not null,
  source_id text not null,
  part integer not null = 1,
  title text not null,
  summary text not null,
  level text not null,
  supervision integer not null = 0,
  state text not null,
  turn text not null,
  organ text not null,
  division text not null,
  owner_organ text,
  owner_division text,
  holder text,
  holder_name text,
  barred text[] not null = '{}'::text[],
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  outcome text,
  due_at timestamp with time zone,
  warn_at timestamp with time zone,
  due_clock text,
  paused boolean not null = false,
  overdue_at timestamp with time zone,
  reopened integer not null = 0,
  merged_into text,
  split_from text,
  demo boolean not null = false,
  seq integer not null) with row-level security
table orders.seat (
  order_id text not null,
  organ text not null,
  division text not null,
  role text not null,
  kind text not null,
  state text not null,
  holder text,
  holder_name text,
  open boolean not null,
  sort_at timestamp with time zone not null) with row-level security
table party.agency (
  id text not null,
  principal text not null,
  agent text not null,
  items text[] not null,
  divisions text[] not null,
  from_on date not null,
  to_on date not null,
  basis text not null,
  granted_by text not null,
  granted_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by text,
  demo boolean not null = false) with row-level security
table party.person (
  id text not null,
  kind text not null,
  name text not null,
  id_type text,
  id_no_sealed bytea,
  id_no_digest text,
  phone_sealed bytea,
  phone_digest text,
  address_sealed bytea,
  uscc text,
  legal_type text,
  legal_rep text,
  demo boolean not null = false,
  registered_at timestamp with time zone not null,
  email_sealed bytea,
  email_digest text) with row-level security
table permission.account (
  id text not null,
  kind text not null,
  login text,
  name text not null,
  party text,
  organ text,
  title text,
  password_hash text,
  password_at timestamp with time zone,
  must_change boolean not null = false,
  totp_sealed bytea,
  totp_draft bytea,
  totp_step bigint not null = 0,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  demo boolean not null = false,
  closed_at timestamp with time zone,
  staff_no text) with row-level security
table permission.challenge (
  digest text not null,
  purpose text not null,
  account text,
  expires_at timestamp with time zone not null)
table permission.directory (
  issuer text not null,
  answered_at timestamp with time zone,
  silent_since timestamp with time zone,
  fault text)
table permission.failure (
  digest text not null,
  n double precision not null,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  login text)
table permission.granted (
  id text not null,
  account text not null,
  role text,
  permission text,
  office text = permission.office_of(role, permission),
  organ text not null,
  division text not null,
  from_on date not null,
  to_on date,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  demo boolean not null = false) with row-level security
table permission.identity (
  issuer text not null,
  subject text not null,
  account text not null,
  provider text not null,
  bound_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  left_at timestamp with time zone)
table permission.invitation (
  digest text not null,
  office text not null,
  removal text,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by text)
table permission.known_place (
  account text not null,
  kind text not null,
  digest text not null,
  since timestamp with time zone not null,
  seen_at timestamp with time zone not null)
table permission.membership (
  session text not null,
  token_sealed bytea not null,
  answered_at timestamp with time zone not null,
  due_at timestamp with time zone not null)
table permission.officer (
  account text not null,
  office text not null) with row-level security
table permission.passkey (
  id text not null,
  account text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null = '{}'::text[],
  title text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone)
table permission.pending (
  digest text not null,
  purpose text not null,
  provider text not null,
  browser text not null,
  sealed bytea not null,
  expires_at timestamp with time zone not null)
table permission.provider (
  id text not null,
  title text not null,
  settings jsonb not null = '{}'::jsonb)
table permission.removal (
  id text not null,
  account text not null,
  office text not null,
  reason text not null,
  proposed_by text not null,
  proposed_office text not null,
  proposed_at timestamp with time zone not null,
  confirmed_by text,
  confirmed_office text,
  confirmed_at timestamp with time zone,
  withdrawn_at timestamp with time zone) with row-level security
table permission.role (
  id text not null,
  title text not null,
  permissions text[] not null,
  kept_at text not null = 'city'::text)
table permission.role_change (
  id text not null,
  role text not null,
  title text not null,
  permissions text[] not null,
  before text[] not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  settled_by text,
  settled_at timestamp with time zone,
  outcome text) with row-level security
table permission.session (
  token_digest text not null,
  account text not null,
  acting text,
  csrf text not null,
  agent_digest text,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  method text,
  device text,
  proved_at timestamp with time zone,
  proved_by text,
  level smallint not null = 1,
  level_at timestamp with time zone,
  provider text,
  issuer text,
  subject text,
  sid text,
  id_token_sealed bytea,
  vouched_until timestamp with time zone)
table permission.spent_logout (
  issuer text not null,
  jti text not null,
  until timestamp with time zone not null)
table personal.correction (
  id text not null,
  account text not null,
  party text not null,
  by_name text not null,
  class text not null,
  title text not null,
  record text,
  record_title text,
  asked_sealed bytea not null,
  organ text not null,
  organ_name text not null,
  division text not null,
  asked_at timestamp with time zone not null,
  due_on date not null,
  outcome text,
  answer_sealed bytea,
  ground text,
  answered_by text,
  answered_name text,
  answered_at timestamp with time zone) with row-level security
table process.draft (
  id text not null,
  key text not null,
  title text not null,
  base integer not null,
  status text not null,
  xml text not null,
  hash text not null,
  revision integer not null = 1,
  reason text not null,
  editors text[] not null = '{}'::text[],
  opened_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  version integer) with row-level security
table process.incident (
  instance text not null,
  record integer not null,
  opened integer not null,
  closed integer,
  element text not null,
  code text not null,
  sentence text not null,
  at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text) with row-level security
table process.instance (
  id text not null,
  about text not null,
  key text not null,
  version integer not null,
  root text not null,
  caller text,
  caller_record integer,
  state bytea not null,
  status text not null,
  seq integer not null,
  places jsonb not null,
  readers text[] not null,
  started_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  title text not null = ''::text,
  href text not null = ''::text) with row-level security
table process.message (
  id text not null,
  name text not null,
  key text,
  variables jsonb not null,
  at timestamp with time zone not null,
  taken_by text,
  taken_at timestamp with time zone) with row-level security
table process.step (
  instance text not null,
  seq integer not null,
  at timestamp with time zone not null,
  by_whom text not null,
  event jsonb not null,
  trail integer[] not null,
  before bytea not null,
  cause bigint) with row-level security
table process.subscription (
  instance text not null,
  id text not null,
  opened integer not null,
  closed integer,
  element text not null,
  heard text not null,
  name text not null,
  key text) with row-level security
table process.task (
  instance text not null,
  record integer not null,
  opened integer not null,
  closed integer,
  element text not null,
  name text not null,
  kind text not null,
  item integer,
  input jsonb,
  detail jsonb not null,
  organ text not null,
  division text not null,
  due_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text,
  failures integer not null = 0,
  reminders integer not null = 0,
  asked boolean not null = false) with row-level security
table process.timer (
  instance text not null,
  id text not null,
  opened integer not null,
  closed integer,
  element text not null,
  due_at timestamp with time zone not null,
  timer jsonb not null,
  unit text,
  since timestamp with time zone not null) with row-level security
table process.version (
  key text not null,
  version integer not null,
  name text not null,
  xml text not null,
  hash text not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  note text,
  kept_at text not null = 'folder'::text)
table process.withdrawal (
  key text not null,
  version integer not null,
  at timestamp with time zone not null,
  by_whom text not null,
  reason text not null)
table programme.milestone (
  id text not null,
  measure text not null,
  title text not null,
  due_on date not null,
  reached_on date,
  demo boolean not null = false,
  made_by text not null,
  made_at timestamp with time zone not null) with row-level security
table programme.report (
  id text not null,
  measure text not null,
  text text not null,
  milestone text,
  organ text,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null) with row-level security
table publicity.objection (
  id text not null,
  publication text not null,
  entry text,
  by_whom text not null,
  by_name text not null,
  text text not null,
  state text not null,
  made_at timestamp with time zone not null,
  due_on date not null,
  answer text,
  answered_by text,
  answered_at timestamp with time zone) with row-level security
table publicity.publication (
  id text not null,
  source text not null,
  kind text not null,
  title text not null,
  facts jsonb not null,
  entries jsonb not null = '[]'::jsonb,
  organ text not null,
  organ_name text not null,
  division text not null,
  decided_at timestamp with time zone not null,
  due_on date not null,
  objection_days integer,
  objection_basis text,
  state text not null,
  published_at timestamp with time zone,
  ends_on date,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  demo boolean not null = false,
  made_at timestamp with time zone not null) with row-level security
table rectification.order (
  id text not null,
  no text not null,
  source text not null,
  source_id text not null,
  title text not null,
  summary text not null,
  organ text not null,
  division text not null,
  level text not null,
  state text not null,
  holder text,
  holder_name text,
  barred text[] not null = '{}'::text[],
  contact_due_on date not null,
  due_on date not null,
  opened_at timestamp with time zone not null,
  contacted_at timestamp with time zone,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  outcome text,
  overdue_at timestamp with time zone,
  demo boolean not null = false) with row-level security
table rectification.setting (
  key text not null,
  value jsonb not null) with row-level security
table rectification.step (
  order_id text not null,
  seq integer not null,
  name text not null,
  by_whom text not null,
  at timestamp with time zone not null,
  data jsonb not null) with row-level security
table seal.approval (
  id text not null,
  seal text not null,
  subject text not null,
  fact bigint,
  request text,
  document_hash text,
  basis text not null,
  by_whom text not null,
  by_name text not null,
  at timestamp with time zone not null) with row-level security
table seal.authority (
  part text not null,
  key text not null,
  certificate bytea not null) with row-level security
table seal.batch (
  id text not null,
  seal text not null,
  title text not null,
  total integer not null,
  state text not null,
  reason text,
  asked_by text not null,
  asked_name text not null,
  asked_at timestamp with time zone not null,
  decided_by text,
  decided_name text,
  decided_at timestamp with time zone,
  opinion text,
  moved_at timestamp with time zone not null) with row-level security
table seal.keeper (
  id text not null,
  seal text not null,
  account text not null,
  name text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  given_by text not null,
  taken_by text,
  given_name text not null = ''::text) with row-level security
table seal.key (
  id text not null,
  store text not null,
  public_key bytea not null,
  sealed bytea,
  label text,
  made_at timestamp with time zone not null,
  destroyed_at timestamp with time zone,
  master text = encode(SUBSTRING(sealed FROM 2 FOR 4), 'hex'::text)) with row-level security
table seal.request (
  id text not null,
  seal text not null,
  subject text not null,
  title text not null,
  purpose text not null,
  format text not null,
  document_hash text not null,
  document_file text not null,
  pages integer not null,
  places jsonb not null,
  state text not null,
  asked_by text not null,
  asked_name text not null,
  asked_at timestamp with time zone not null,
  decided_by text,
  decided_name text,
  decided_at timestamp with time zone,
  opinion text,
  file_name text not null = ''::text,
  case_no text,
  used_at timestamp with time zone,
  batch text,
  batch_place integer,
  failure text,
  own_approval boolean not null = false) with row-level security
table seal.revoked (
  serial text not null,
  seal text not null,
  at timestamp with time zone not null,
  reason text not null) with row-level security
table seal.seal (
  id text not null,
  kind text not null,
  owner_kind text not null,
  owner text not null,
  owner_name text not null,
  uscc text not null,
  division text not null,
  name text not null,
  purpose text,
  diameter numeric not null,
  code text,
  power_of text,
  replaces text,
  status text not null,
  reason text,
  valid_from date,
  valid_to date,
  key text,
  certificate bytea,
  esl bytea,
  demo boolean not null = false,
  applied_by text not null,
  applied_at timestamp with time zone not null,
  checked_by text,
  identity text,
  made_by text,
  made_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  pdf_key text,
  pdf_certificate bytea) with row-level security
table seal.use (
  id text not null,
  seal text not null,
  subject text not null,
  title text not null,
  approval text not null,
  request text,
  format text not null,
  document_hash text not null,
  data_hash text not null,
  signature_hash text not null,
  result_hash text not null,
  places jsonb not null,
  by_whom text not null,
  at timestamp with time zone not null) with row-level security
table slot.booking (
  id text not null,
  opening text not null,
  kind text not null,
  organ text not null,
  division text not null,
  person text not null,
  purpose text not null,
  by_whom text not null,
  state text not null,
  ever boolean not null,
  expires_at timestamp with time zone,
  why text,
  made_at timestamp with time zone not null,
  moved_at timestamp with time zone not null) with row-level security
table slot.opening (
  id text not null,
  kind text not null,
  organ text not null,
  division text not null,
  place text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  capacity integer not null,
  taken integer not null = 0,
  made_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_why text) with row-level security
table windows.act_draft (
  case_id text not null,
  account text not null,
  verb text not null,
  name text not null,
  organ text not null,
  values jsonb not null,
  at timestamp with time zone not null) with row-level security
table windows.batch (
  id text not null,
  verb text not null,
  input jsonb not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  state text not null,
  total integer not null,
  made_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  ended_at timestamp with time zone) with row-level security
table windows.batch_row (
  batch text not null,
  n integer not null,
  case_id text not null,
  no text not null,
  item_name text not null,
  applicant_name text not null,
  state text not null = 'waiting'::text,
  sentence text,
  seq integer,
  recall_until timestamp with time zone,
  at timestamp with time zone) with row-level security
table windows.correction (
  case_id text not null,
  account text not null,
  sealed bytea not null,
  saved_at timestamp with time zone not null) with row-level security
table windows.counter_item (
  code text not null,
  division text not null,
  organ text not null,
  name text not null,
  search text not null) with row-level security
table windows.export (
  id text not null,
  by_whom text not null,
  by_name text not null,
  title text not null,
  asked jsonb not null,
  form text not null,
  unmasked_for text,
  state text not null,
  told integer not null = 0,
  after_key text,
  after_id text,
  pieces text[] not null = '{}'::text[],
  file text,
  size bigint,
  made_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  key bytea) with row-level security
table windows.leave (
  id text not null,
  account text not null,
  name text not null,
  organ text not null,
  stand_in text not null,
  stand_in_name text not null,
  from_on date not null,
  to_on date not null,
  reason text not null,
  state text not null,
  batch_out text,
  batch_back text,
  made_by text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null) with row-level security
table windows.onlooker (
  case_id text not null,
  account text not null,
  name text not null,
  organ text not null,
  division text not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null) with row-level security
table windows.pen (
  case_id text not null,
  account text not null,
  name text not null,
  organ text not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null) with row-level security
table windows.preference (
  account text not null,
  key text not null,
  value jsonb not null) with row-level security
table windows.question (
  id text not null,
  place bigint not null,
  case_id text not null,
  organ text not null,
  item_name text not null,
  text text not null,
  files jsonb not null,
  due_on date not null,
  asked_by text not null,
  asked_by_name text not null,
  made_at timestamp with time zone not null) with row-level security
table windows.scan (
  account text not null,
  hash text not null,
  name text not null,
  type text not null,
  size bigint not null,
  at timestamp with time zone not null) with row-level security
table windows.seat (
  id text not null,
  place bigint not null,
  question text not null,
  name text not null,
  office text not null,
  token_digest text not null,
  state text not null = 'open'::text,
  verdict text,
  answer text,
  answered_at timestamp with time zone) with row-level security

constraint account_check on permission.account: CHECK ((id ~~ (kind || ':%'::text)))
constraint account_check2 on permission.account: CHECK (((kind = 'staff'::text) OR ((party IS NOT NULL) AND (password_hash IS NULL))))
constraint account_closed on permission.account: CHECK (((closed_at IS NULL) OR ((kind = 'citizen'::text) AND (disabled_at IS NOT NULL))))
constraint account_kind_check on permission.account: CHECK ((kind = ANY (ARRAY['staff'::text, 'citizen'::text])))
constraint account_login_check on permission.account: CHECK ((login = lower(login)))
constraint account_login_key on permission.account: UNIQUE (login)
constraint account_pkey on permission.account: PRIMARY KEY (id)
constraint account_staff_no_key on permission.account: UNIQUE (staff_no)
constraint act_draft_pkey on windows.act_draft: PRIMARY KEY (case_id, account, verb)
constraint agency_agent_fkey on party.agency: FOREIGN KEY (agent) REFERENCES party.person(id)
constraint agency_check on party.agency: CHECK ((principal <> agent))
constraint agency_check1 on party.agency: CHECK ((to_on >= from_on))
constraint agency_check2 on party.agency: CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
constraint agency_pkey on party.agency: PRIMARY KEY (id)
constraint agency_principal_fkey on party.agency: FOREIGN KEY (principal) REFERENCES party.person(id)
constraint an_ended_organ_has_a_successor on item.organ: CHECK ((((ended_at IS NULL) = (successor IS NULL)) AND (successor <> id)))
constraint an_organ_takes_two on item.organ_change: CHECK (((outcome IS DISTINCT FROM 'confirmed'::text) OR (settled_by <> proposed_by)))
constraint answers_case_id_fkey on cases.answers: FOREIGN KEY (case_id) REFERENCES cases.file(id)
constraint answers_pkey on cases.answers: PRIMARY KEY (case_id, version)
constraint approval_basis_check on seal.approval: CHECK ((basis <> ''::text))
constraint approval_check on seal.approval: CHECK (((fact IS NULL) <> (request IS NULL)))
constraint approval_check1 on seal.approval: CHECK (((request IS NULL) OR (document_hash IS NOT NULL)))
constraint approval_pkey on seal.approval: PRIMARY KEY (id)
constraint approval_request_fkey on seal.approval: FOREIGN KEY (request) REFERENCES seal.request(id)
constraint approval_request_key on seal.approval: UNIQUE (request)
constraint approval_seal_fkey on seal.approval: FOREIGN KEY (seal) REFERENCES seal.seal(id)
constraint approval_seal_subject_fact_key on seal.approval: UNIQUE (seal, subject, fact)
constraint asked_answer_check on licence.asked: CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text])))
constraint asked_check on licence.asked: CHECK (((answer IS NULL) = (answered_by IS NULL)))
constraint asked_check1 on licence.asked: CHECK ((answered_by <> by_whom))
constraint asked_licence_fkey on licence.asked: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint asked_pkey on catalogue.asked: PRIMARY KEY (code)
constraint asked_pkey on licence.asked: PRIMARY KEY (id)
constraint assessment_case_id_fkey on cases.assessment: FOREIGN KEY (case_id) REFERENCES cases.file(id)
constraint assessment_pkey on cases.assessment: PRIMARY KEY (case_id, seq)
constraint assessment_seq_check on cases.assessment: CHECK ((seq > 0))
constraint attempt_pkey on base.attempt: PRIMARY KEY (key)
constraint authorisation_check on licence.authorisation: CHECK ((to_on >= from_on))
constraint authorisation_licence_fkey on licence.authorisation: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint authorisation_pkey on licence.authorisation: PRIMARY KEY (id)
constraint authorisation_scopes_check on licence.authorisation: CHECK ((cardinality(scopes) > 0))
constraint authority_check on authority.authority: CHECK (((to_on IS NULL) OR (to_on >= from_on)))
constraint authority_key_fkey on seal.authority: FOREIGN KEY (key) REFERENCES seal.key(id)
constraint authority_kind_check on authority.authority: CHECK ((kind = ANY (ARRAY['statutory'::text, 'transferred'::text, 'entrusted'::text, 'delegated'::text, 'directReport'::text])))
constraint authority_part_check on seal.authority: CHECK ((part = ANY (ARRAY['root'::text, 'issuing'::text, 'time-stamping'::text, 'foreign-root'::text, 'foreign-issuing'::text])))
constraint authority_pkey on authority.authority: PRIMARY KEY (id)
constraint authority_pkey on seal.authority: PRIMARY KEY (part)
constraint backup_pkey on base.backup: PRIMARY KEY (at)
constraint batch_check on seal.batch: CHECK (((decided_by IS NULL) OR (decided_by <> asked_by)))
constraint batch_pkey on batch.batch: PRIMARY KEY (id)
constraint batch_pkey on licence.batch: PRIMARY KEY (id)
constraint batch_pkey on seal.batch: PRIMARY KEY (id)
constraint batch_pkey on windows.batch: PRIMARY KEY (id)
constraint batch_row_batch_fkey on windows.batch_row: FOREIGN KEY (batch) REFERENCES windows.batch(id)
constraint batch_row_pkey on windows.batch_row: PRIMARY KEY (batch, n)
constraint batch_row_state_check on windows.batch_row: CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'asked'::text, 'refused'::text, 'failed'::text, 'recalled'::text])))
constraint batch_seal_fkey on seal.batch: FOREIGN KEY (seal) REFERENCES seal.seal(id)
constraint batch_state_check on batch.batch: CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text, 'recalling'::text, 'recalled'::text])))
constraint batch_state_check on seal.batch: CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'running'::text, 'stopped'::text, 'done'::text])))
constraint batch_state_check on windows.batch: CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text, 'recalling'::text, 'recalled'::text])))
constraint batch_title_check on seal.batch: CHECK ((title <> ''::text))
constraint batch_total_check on batch.batch: CHECK ((total > 0))
constraint batch_total_check on seal.batch: CHECK ((total > 0))
constraint batch_type_fkey on licence.batch: FOREIGN KEY (type) REFERENCES licence.type(code)
constraint booking_check on slot.booking: CHECK (((state = 'held'::text) = (expires_at IS NOT NULL)))
constraint booking_opening_fkey on slot.booking: FOREIGN KEY (opening) REFERENCES slot.opening(id)
constraint booking_pkey on slot.booking: PRIMARY KEY (id)
constraint booking_state_check on slot.booking: CHECK ((state = ANY (ARRAY['held'::text, 'booked'::text, 'attended'::text, 'missed'::text, 'cancelled'::text])))
constraint call_pkey on licence.call: PRIMARY KEY (id)
constraint call_service_check on licence.call: CHECK ((service = ANY (ARRAY['licence'::text, 'seal'::text])))
constraint call_system_fkey on licence.call: FOREIGN KEY (system) REFERENCES licence.system(code)
constraint card_case_id_fkey on cases.card: FOREIGN KEY (case_id) REFERENCES cases.file(id)
constraint card_colour_check on cases.card: CHECK ((colour = ANY (ARRAY['yellow'::text, 'red'::text])))
constraint card_pkey on cases.card: PRIMARY KEY (case_id, colour)
constraint chain_pkey on ledger.chain: PRIMARY KEY (about)
constraint challenge_account_fkey on permission.challenge: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint challenge_pkey on permission.challenge: PRIMARY KEY (digest)
constraint challenge_purpose_check on permission.challenge: CHECK ((purpose = ANY (ARRAY['enrol'::text, 'sign-in'::text, 'step-up'::text, 'invited'::text])))
constraint checkpoint_pkey on ledger.checkpoint: PRIMARY KEY (size)
constraint citizens_have_no_staff_no on permission.account: CHECK (((kind = 'staff'::text) OR (staff_no IS NULL)))
constraint city_one_check on base.city: CHECK (one)
constraint city_pkey on base.city: PRIMARY KEY (one)
constraint clock_order_id_fkey on orders.clock: FOREIGN KEY (order_id) REFERENCES orders."order"(id)
constraint clock_pkey on orders.clock: PRIMARY KEY (order_id, clock, organ)
constraint clock_state_check on orders.clock: CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'stopped'::text])))
constraint command_pkey on base.command: PRIMARY KEY (who, key)
constraint confirmed_whole on permission.removal: CHECK ((((confirmed_by IS NULL) = (confirmed_at IS NULL)) AND ((confirmed_by IS NULL) = (confirmed_office IS NULL))))
constraint contact_code_kind_check on message.contact_code: CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text])))
constraint contact_code_pkey on message.contact_code: PRIMARY KEY (account, kind)
constraint copy_licence_fkey on licence.copy: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint copy_pkey on licence.copy: PRIMARY KEY (id)
constraint correction_check on licence.correction: CHECK (((state = 'open'::text) = (answer IS NULL)))
constraint correction_check on personal.correction: CHECK ((num_nulls(outcome, answer_sealed, ground, answered_by, answered_name, answered_at) = ANY (ARRAY[0, 6])))
constraint correction_check1 on personal.correction: CHECK (((record IS NULL) = (record_title IS NULL)))
constraint correction_licence_fkey on licence.correction: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint correction_outcome_check on personal.correction: CHECK ((outcome = ANY (ARRAY['corrected'::text, 'noted'::text, 'kept'::text])))
constraint correction_pkey on licence.correction: PRIMARY KEY (id)
constraint correction_pkey on personal.correction: PRIMARY KEY (id)
constraint correction_pkey on windows.correction: PRIMARY KEY (case_id, account)
constraint correction_state_check on licence.correction: CHECK ((state = ANY (ARRAY['open'::text, 'corrected'::text, 'rejected'::text])))
constraint cosignature_pkey on ledger.cosignature: PRIMARY KEY (size, witness)
constraint counted_pkey on catalogue.counted: PRIMARY KEY (fact)
constraint counter_item_pkey on windows.counter_item: PRIMARY KEY (code, division)
constraint counter_pkey on base.counter: PRIMARY KEY (key)
constraint cut_pkey on kpi.cut: PRIMARY KEY (rollup, axes)
constraint cut_rollup_fkey on kpi.cut: FOREIGN KEY (rollup) REFERENCES kpi.rollup(name)
constraint delta_pkey on kpi.delta: PRIMARY KEY (id)
constraint directory_pkey on permission.directory: PRIMARY KEY (issuer)
constraint division_pkey on item.division: PRIMARY KEY (code)
constraint draft_code_fkey on decision.draft: FOREIGN KEY (code) REFERENCES decision.model(code)
constraint draft_owner_applicant_item_division_key on form.draft: UNIQUE (owner, applicant, item, division)
constraint draft_pkey on decision.draft: PRIMARY KEY (id)
constraint draft_pkey on form.draft: PRIMARY KEY (id)
constraint draft_pkey on item.draft: PRIMARY KEY (id)
constraint draft_pkey on process.draft: PRIMARY KEY (id)
constraint draft_status_check on decision.draft: CHECK ((status = ANY (ARRAY['drafting'::text, 'submitted'::text, 'published'::text, 'abandoned'::text])))
constraint draft_status_check on process.draft: CHECK ((status = ANY (ARRAY['drafting'::text, 'submitted'::text, 'published'::text, 'abandoned'::text])))
constraint due_pkey on licence.due: PRIMARY KEY (fact)
constraint element_pkey on form.element: PRIMARY KEY (id)
constraint entry_pkey on catalogue.entry: PRIMARY KEY (code)
constraint entry_source_check on catalogue.entry: CHECK ((source = ANY (ARRAY['own'::text, 'imported'::text])))
constraint exclusion_pkey on evaluation.exclusion: PRIMARY KEY (rating_id)
constraint exclusion_rating_id_fkey on evaluation.exclusion: FOREIGN KEY (rating_id) REFERENCES evaluation.rating(id)
constraint export_form_check on windows.export: CHECK ((form = ANY (ARRAY['csv'::text, 'xlsx'::text])))
constraint export_pkey on windows.export: PRIMARY KEY (id)
constraint export_state_check on windows.export: CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text, 'failed'::text])))
constraint fact_about_seq_key on ledger.fact: UNIQUE (about, seq)
constraint fact_pkey on ledger.fact: PRIMARY KEY (id)
constraint failure_pkey on permission.failure: PRIMARY KEY (digest)
constraint file_form_check on export.file: CHECK ((form = ANY (ARRAY['csv'::text, 'xlsx'::text])))
constraint file_no_check on cases.file: CHECK ((length(no) = 43))
constraint file_no_key on cases.file: UNIQUE (no)
constraint file_pkey on cases.file: PRIMARY KEY (id)
constraint file_pkey on export.file: PRIMARY KEY (id)
constraint file_query_code_check on cases.file: CHECK ((length(query_code) = 8))
constraint file_query_code_key on cases.file: UNIQUE (query_code)
constraint foundation_one_check on base.foundation: CHECK (one)
constraint foundation_pkey on base.foundation: PRIMARY KEY (one)
constraint gone_pkey on catalogue.gone: PRIMARY KEY (code)
constraint granted_account_fkey on permission.granted: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint granted_account_office_fkey on permission.granted: FOREIGN KEY (account, office) REFERENCES permission.officer(account, office)
constraint granted_check on permission.granted: CHECK (((role IS NULL) <> (permission IS NULL)))
constraint granted_check1 on permission.granted: CHECK (((to_on IS NULL) OR (to_on >= from_on)))
constraint granted_check2 on permission.granted: CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)))
constraint granted_check3 on permission.granted: CHECK (((ended_by IS NULL) = (ended_at IS NULL)))
constraint granted_licence_fkey on licence.granted: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint granted_pkey on licence.granted: PRIMARY KEY (fact, type)
constraint granted_pkey on permission.granted: PRIMARY KEY (id)
constraint granted_role_fkey on permission.granted: FOREIGN KEY (role) REFERENCES permission.role(id)
constraint granted_type_fkey on licence.granted: FOREIGN KEY (type) REFERENCES licence.type(code)
constraint growing_takes_two on permission.role_change: CHECK (((outcome IS DISTINCT FROM 'confirmed'::text) OR (settled_by <> proposed_by) OR (permissions <@ before)))
constraint guest_pkey on base.guest: PRIMARY KEY (about, by_key)
constraint handling_code_version_fkey on item.handling: FOREIGN KEY (code, version) REFERENCES item.version(code, version)
constraint handling_pkey on item.handling: PRIMARY KEY (handling_code, version)
constraint held_check on holding.held: CHECK ((to_on >= from_on))
constraint held_pkey on holding.held: PRIMARY KEY (id)
constraint held_state_check on holding.held: CHECK ((state = ANY (ARRAY['valid'::text, 'suspended'::text, 'rescinded'::text, 'revoked'::text, 'cancelled'::text, 'expired'::text])))
constraint held_type_fkey on holding.held: FOREIGN KEY (type) REFERENCES holding.type(code)
constraint identity_account_fkey on permission.identity: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint identity_pkey on permission.identity: PRIMARY KEY (issuer, subject)
constraint imported_pkey on item.imported: PRIMARY KEY (code)
constraint incident_instance_fkey on process.incident: FOREIGN KEY (instance) REFERENCES process.instance(id)
constraint incident_pkey on process.incident: PRIMARY KEY (instance, record, opened)
constraint inquiry_case_id_material_key on licence.inquiry: UNIQUE (case_id, material)
constraint inquiry_check on licence.inquiry: CHECK (((state = 'open'::text) = (answer IS NULL)))
constraint inquiry_pkey on licence.inquiry: PRIMARY KEY (id)
constraint inquiry_state_check on licence.inquiry: CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'denied'::text])))
constraint instance_key_version_fkey on process.instance: FOREIGN KEY (key, version) REFERENCES process.version(key, version)
constraint instance_pkey on process.instance: PRIMARY KEY (id)
constraint invitation_check on permission.invitation: CHECK (((used_at IS NULL) = (used_by IS NULL)))
constraint invitation_office_check on permission.invitation: CHECK ((office = ANY (ARRAY['sysadmin'::text, 'secadmin'::text, 'auditor'::text])))
constraint invitation_pkey on permission.invitation: PRIMARY KEY (digest)
constraint invitation_removal_fkey on permission.invitation: FOREIGN KEY (removal) REFERENCES permission.removal(id)
constraint invitation_used_by_fkey on permission.invitation: FOREIGN KEY (used_by) REFERENCES permission.account(id)
constraint item_kept_at_check on item.item: CHECK ((kept_at = ANY (ARRAY['folder'::text, 'desk'::text])))
constraint item_pkey on item.item: PRIMARY KEY (code)
constraint keeper_pkey on seal.keeper: PRIMARY KEY (id)
constraint keeper_seal_fkey on seal.keeper: FOREIGN KEY (seal) REFERENCES seal.seal(id)
constraint key_check on seal.key: CHECK (((store = 'device'::text) OR ((sealed IS NULL) = (destroyed_at IS NOT NULL))))
constraint key_check1 on seal.key: CHECK (((store = 'device'::text) = (label IS NOT NULL)))
constraint key_pkey on seal.key: PRIMARY KEY (id)
constraint key_store_check on seal.key: CHECK ((store = ANY (ARRAY['software'::text, 'device'::text])))
constraint kind_pkey on orders.kind: PRIMARY KEY (kind)
constraint known_place_account_fkey on permission.known_place: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint known_place_kind_check on permission.known_place: CHECK ((kind = ANY (ARRAY['browser'::text, 'network'::text])))
constraint known_place_pkey on permission.known_place: PRIMARY KEY (account, kind, digest)
constraint leave_check on windows.leave: CHECK ((to_on >= from_on))
constraint leave_check1 on windows.leave: CHECK ((stand_in <> account))
constraint leave_pkey on windows.leave: PRIMARY KEY (id)
constraint leave_state_check on windows.leave: CHECK ((state = ANY (ARRAY['planned'::text, 'away'::text, 'back'::text, 'cancelled'::text])))
constraint lexicon_pkey on catalogue.lexicon: PRIMARY KEY (version)
constraint licence_check on licence.licence: CHECK ((to_on >= from_on))
constraint licence_holder_kind_check on licence.licence: CHECK ((holder_kind = ANY (ARRAY['natural'::text, 'legal'::text])))
constraint licence_identifier_key on licence.licence: UNIQUE (identifier)
constraint licence_origin_check on licence.licence: CHECK ((origin = ANY (ARRAY['case'::text, 'import'::text])))
constraint licence_pkey on licence.licence: PRIMARY KEY (id)
constraint licence_state_check on licence.licence: CHECK ((state = ANY (ARRAY['valid'::text, 'suspended'::text, 'rescinded'::text, 'revoked'::text, 'cancelled'::text, 'expired'::text])))
constraint licence_type_fkey on licence.licence: FOREIGN KEY (type) REFERENCES licence.type(code)
constraint licence_type_organ_no_key on licence.licence: UNIQUE (type, organ, no)
constraint licence_version_check on licence.licence: CHECK ((version > 0))
constraint link_order_id_fkey on orders.link: FOREIGN KEY (order_id) REFERENCES orders."order"(id)
constraint link_pkey on orders.link: PRIMARY KEY (source, source_id, part)
constraint loose_file_hash_check on base.loose_file: CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
constraint loose_file_pkey on base.loose_file: PRIMARY KEY (hash)
constraint material_case_id_fkey on cases.material: FOREIGN KEY (case_id) REFERENCES cases.file(id)
constraint material_pkey on cases.material: PRIMARY KEY (case_id, code, version)
constraint membership_pkey on permission.membership: PRIMARY KEY (session)
constraint membership_session_fkey on permission.membership: FOREIGN KEY (session) REFERENCES permission.session(token_digest) ON DELETE CASCADE
constraint message_pkey on process.message: PRIMARY KEY (id)
constraint milestone_pkey on programme.milestone: PRIMARY KEY (id)
constraint milestone_title_check on programme.milestone: CHECK ((title <> ''::text))
constraint miss_pkey on catalogue.miss: PRIMARY KEY (query)
constraint model_kept_at_check on decision.model: CHECK ((kept_at = ANY (ARRAY['folder'::text, 'desk'::text])))
constraint model_pkey on decision.model: PRIMARY KEY (code)
constraint never_overbooked on slot.opening: CHECK (((taken >= 0) AND (taken <= capacity)))
constraint not_by_himself on permission.removal: CHECK (((proposed_by <> account) AND (confirmed_by <> account)))
constraint nothing_for_oneself on permission.granted: CHECK (((proposed_by <> account) AND (confirmed_by <> account)))
constraint objection_check on publicity.objection: CHECK ((((state = 'open'::text) = (answer IS NULL)) AND ((answer IS NULL) = (answered_at IS NULL))))
constraint objection_pkey on publicity.objection: PRIMARY KEY (id)
constraint objection_publication_fkey on publicity.objection: FOREIGN KEY (publication) REFERENCES publicity.publication(id)
constraint objection_state_check on publicity.objection: CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text])))
constraint objection_text_check on publicity.objection: CHECK ((text <> ''::text))
constraint offer_code_check on item.offer: CHECK ((code ~ '^\d{12}$'::text))
constraint offer_pkey on item.offer: PRIMARY KEY (code)
constraint officer_account_fkey on permission.officer: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint officer_account_office_key on permission.officer: UNIQUE (account, office)
constraint officer_office_check on permission.officer: CHECK ((office = ANY (ARRAY['sysadmin'::text, 'secadmin'::text, 'auditor'::text])))
constraint officer_pkey on permission.officer: PRIMARY KEY (account)
constraint one_at_a_time on slot.opening: EXCLUDE USING gist (kind WITH =, place WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE ((closed_at IS NULL))
constraint one_end on permission.removal: CHECK (((confirmed_at IS NULL) OR (withdrawn_at IS NULL)))
constraint one_holder on authority.authority: EXCLUDE USING gist (item WITH =, division WITH =, daterange(from_on, to_on, '[]'::text) WITH &&)
constraint onlooker_pkey on windows.onlooker: PRIMARY KEY (case_id, account)
constraint opened_pkey on catalogue.opened: PRIMARY KEY (then_query, code)
constraint opening_capacity_check on slot.opening: CHECK ((capacity > 0))
constraint opening_check on slot.opening: CHECK ((ends_at > starts_at))
constraint opening_pkey on slot.opening: PRIMARY KEY (id)
constraint opinion_case_id_fkey on cases.opinion: FOREIGN KEY (case_id) REFERENCES cases.file(id)
constraint opinion_pkey on cases.opinion: PRIMARY KEY (case_id, seq)
constraint order_level_check on rectification.order: CHECK ((level = ANY (ARRAY['simple'::text, 'complex'::text])))
constraint order_no_key on orders.order: UNIQUE (no)
constraint order_no_key on rectification.order: UNIQUE (no)
constraint order_outcome_check on rectification.order: CHECK ((outcome = ANY (ARRAY['settled'::text, 'explained'::text, 'rejected'::text])))
constraint order_pkey on orders.order: PRIMARY KEY (id)
constraint order_pkey on rectification.order: PRIMARY KEY (id)
constraint order_source_source_id_key on rectification.order: UNIQUE (source, source_id)
constraint organ_change_check on item.organ_change: CHECK ((((settled_by IS NULL) = (settled_at IS NULL)) AND ((settled_by IS NULL) = (outcome IS NULL))))
constraint organ_change_kind_check on item.organ_change: CHECK ((kind = ANY (ARRAY['found'::text, 'rename'::text, 'end'::text])))
constraint organ_change_outcome_check on item.organ_change: CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'turned-down'::text])))
constraint organ_change_pkey on item.organ_change: PRIMARY KEY (id)
constraint organ_kept_at_check on item.organ: CHECK ((kept_at = ANY (ARRAY['city'::text, 'desk'::text])))
constraint organ_pkey on item.organ: PRIMARY KEY (id)
constraint organ_successor_fkey on item.organ: FOREIGN KEY (successor) REFERENCES item.organ(id)
constraint outbox_channel_check on message.outbox: CHECK ((channel = ANY (ARRAY['inbox'::text, 'sms'::text, 'email'::text])))
constraint outbox_pkey on message.outbox: PRIMARY KEY (id)
constraint outbox_state_check on message.outbox: CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'dead'::text, 'kept'::text])))
constraint outbox_template_source_recipient_channel_key on message.outbox: UNIQUE (template, source, recipient, channel)
constraint paper_check_code_key on document.paper: UNIQUE (check_code)
constraint paper_no_key on document.paper: UNIQUE (no)
constraint paper_pkey on document.paper: PRIMARY KEY (id)
constraint passkey_account_fkey on permission.passkey: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint passkey_counter_check on permission.passkey: CHECK ((counter >= 0))
constraint passkey_pkey on permission.passkey: PRIMARY KEY (id)
constraint past_case_check on imports.past_case: CHECK ((decided_on >= submitted_on))
constraint past_case_organ_no_key on imports.past_case: UNIQUE (organ, no)
constraint past_case_pkey on imports.past_case: PRIMARY KEY (id)
constraint past_case_result_check on imports.past_case: CHECK ((result = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text, 'ended'::text])))
constraint pen_pkey on windows.pen: PRIMARY KEY (case_id)
constraint pending_pkey on permission.pending: PRIMARY KEY (digest)
constraint pending_purpose_check on permission.pending: CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'sign-out'::text])))
constraint person_check on party.person: CHECK (((kind = 'natural'::text) = (id_no_sealed IS NOT NULL)))
constraint person_check1 on party.person: CHECK ((((id_no_sealed IS NULL) = (id_no_digest IS NULL)) AND ((id_no_sealed IS NULL) = (id_type IS NULL))))
constraint person_check2 on party.person: CHECK (((kind = 'legal'::text) = (uscc IS NOT NULL)))
constraint person_check3 on party.person: CHECK (((kind = 'legal'::text) OR (legal_rep IS NULL)))
constraint person_id_type_id_no_digest_key on party.person: UNIQUE (id_type, id_no_digest)
constraint person_kind_check on party.person: CHECK ((kind = ANY (ARRAY['natural'::text, 'legal'::text])))
constraint person_legal_rep_fkey on party.person: FOREIGN KEY (legal_rep) REFERENCES party.person(id)
constraint person_pkey on party.person: PRIMARY KEY (id)
constraint person_uscc_key on party.person: UNIQUE (uscc)
constraint preference_pkey on message.preference: PRIMARY KEY (account)
constraint preference_pkey on windows.preference: PRIMARY KEY (account, key)
constraint proof_is_whole on permission.session: CHECK (((proved_at IS NULL) = (proved_by IS NULL)))
constraint provider_pkey on permission.provider: PRIMARY KEY (id)
constraint publication_check on publicity.publication: CHECK (((objection_days IS NULL) = (objection_basis IS NULL)))
constraint publication_check1 on publicity.publication: CHECK (((state = ANY (ARRAY['waiting'::text, 'withdrawn'::text])) OR (published_at IS NOT NULL)))
constraint publication_check2 on publicity.publication: CHECK (((state = 'withdrawn'::text) = ((withdrawn_at IS NOT NULL) AND (withdrawn_reason IS NOT NULL))))
constraint publication_objection_days_check on publicity.publication: CHECK ((objection_days > 0))
constraint publication_pkey on publicity.publication: PRIMARY KEY (id)
constraint publication_source_key on publicity.publication: UNIQUE (source)
constraint publication_state_check on publicity.publication: CHECK ((state = ANY (ARRAY['waiting'::text, 'open'::text, 'closed'::text, 'withdrawn'::text])))
constraint publication_title_check on publicity.publication: CHECK ((title <> ''::text))
constraint published_pkey on evaluation.published: PRIMARY KEY (rating_id)
constraint published_rating_id_fkey on evaluation.published: FOREIGN KEY (rating_id) REFERENCES evaluation.rating(id)
constraint question_pkey on windows.question: PRIMARY KEY (id)
constraint rater_pkey on evaluation.rater: PRIMARY KEY (rating_id)
constraint rater_rating_id_fkey on evaluation.rater: FOREIGN KEY (rating_id) REFERENCES evaluation.rating(id)
constraint rating_grade_check on evaluation.rating: CHECK (((grade >= 1) AND (grade <= 5)))
constraint rating_nth_check on evaluation.rating: CHECK ((nth = ANY (ARRAY[1, 2])))
constraint rating_pkey on evaluation.rating: PRIMARY KEY (id)
constraint rating_service_id_fkey on evaluation.rating: FOREIGN KEY (service_id) REFERENCES evaluation.service(id)
constraint rating_service_id_nth_key on evaluation.rating: UNIQUE (service_id, nth)
constraint rating_staff_grade_check on evaluation.rating: CHECK (((staff_grade >= 1) AND (staff_grade <= 5)))
constraint rating_way_check on evaluation.rating: CHECK (((way >= 1) AND (way <= 7)))
constraint rehearsal_code_fkey on decision.rehearsal: FOREIGN KEY (code) REFERENCES decision.model(code)
constraint rehearsal_draft_fkey on decision.rehearsal: FOREIGN KEY (draft) REFERENCES decision.draft(id)
constraint rehearsal_kind_check on draft.rehearsal: CHECK ((kind = ANY (ARRAY['decision'::text, 'limits'::text, 'process'::text])))
constraint rehearsal_pkey on decision.rehearsal: PRIMARY KEY (id)
constraint rehearsal_pkey on draft.rehearsal: PRIMARY KEY (id)
constraint rehearsal_row_pkey on decision.rehearsal_row: PRIMARY KEY (rehearsal, subject, purpose)
constraint rehearsal_row_pkey on draft.rehearsal_row: PRIMARY KEY (rehearsal, subject, what)
constraint rehearsal_row_rehearsal_fkey on decision.rehearsal_row: FOREIGN KEY (rehearsal) REFERENCES decision.rehearsal(id)
constraint rehearsal_row_rehearsal_fkey on draft.rehearsal_row: FOREIGN KEY (rehearsal) REFERENCES draft.rehearsal(id)
constraint rehearsal_status_check on decision.rehearsal: CHECK ((status = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'stopped'::text])))
constraint rehearsal_status_check on draft.rehearsal: CHECK ((status = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'stopped'::text])))
constraint removal_account_office_fkey on permission.removal: FOREIGN KEY (account, office) REFERENCES permission.officer(account, office)
constraint removal_confirmed_by_confirmed_office_fkey on permission.removal: FOREIGN KEY (confirmed_by, confirmed_office) REFERENCES permission.officer(account, office)
constraint removal_pkey on permission.removal: PRIMARY KEY (id)
constraint removal_proposed_by_proposed_office_fkey on permission.removal: FOREIGN KEY (proposed_by, proposed_office) REFERENCES permission.officer(account, office)
constraint removal_reason_check on permission.removal: CHECK ((length(reason) >= 2))
constraint rephrased_pkey on catalogue.rephrased: PRIMARY KEY (query, then_query)
constraint report_milestone_fkey on programme.report: FOREIGN KEY (milestone) REFERENCES programme.milestone(id)
constraint report_pkey on programme.report: PRIMARY KEY (id)
constraint report_text_check on programme.report: CHECK ((text <> ''::text))
constraint request_batch_fkey on seal.request: FOREIGN KEY (batch) REFERENCES seal.batch(id)
constraint request_check on seal.request: CHECK (((state = ANY (ARRAY['approved'::text, 'rejected'::text, 'used'::text])) = (decided_by IS NOT NULL)))
constraint request_document_hash_check on seal.request: CHECK ((document_hash ~ '^[0-9a-f]{64}$'::text))
constraint request_format_check on seal.request: CHECK ((format = ANY (ARRAY['ofd'::text, 'pdf'::text])))
constraint request_four_eyes on seal.request: CHECK (((decided_by IS NULL) OR ((decided_by = asked_by) = own_approval)))
constraint request_pkey on seal.request: PRIMARY KEY (id)
constraint request_purpose_check on seal.request: CHECK ((purpose <> ''::text))
constraint request_seal_fkey on seal.request: FOREIGN KEY (seal) REFERENCES seal.seal(id)
constraint request_state_check on seal.request: CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'used'::text])))
constraint request_title_check on seal.request: CHECK ((title <> ''::text))
constraint retired_division_pkey on item.retired_division: PRIMARY KEY (code)
constraint retired_division_replaced_by_fkey on item.retired_division: FOREIGN KEY (replaced_by) REFERENCES item.division(code)
constraint review_pkey on evaluation.review: PRIMARY KEY (rating_id)
constraint review_rating_id_fkey on evaluation.review: FOREIGN KEY (rating_id) REFERENCES evaluation.rating(id)
constraint revoked_pkey on seal.revoked: PRIMARY KEY (serial)
constraint revoked_reason on seal.revoked: CHECK ((reason = ANY (ARRAY['superseded'::text, 'cessationOfOperation'::text, 'keyCompromise'::text])))
constraint revoked_seal_fkey on seal.revoked: FOREIGN KEY (seal) REFERENCES seal.seal(id)
constraint role_change_check on permission.role_change: CHECK ((((settled_by IS NULL) = (settled_at IS NULL)) AND ((settled_by IS NULL) = (outcome IS NULL))))
constraint role_change_outcome_check on permission.role_change: CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'turned-down'::text])))
constraint role_change_pkey on permission.role_change: PRIMARY KEY (id)
constraint role_check on permission.role: CHECK (((id = 'sysadmin'::text) OR (NOT ('permission.manage'::text = ANY (permissions)))))
constraint role_check1 on permission.role: CHECK (((id = 'secadmin'::text) OR (NOT ('permission.confirm'::text = ANY (permissions)))))
constraint role_check2 on permission.role: CHECK (((id = 'auditor'::text) OR (NOT ('permission.audit'::text = ANY (permissions)))))
constraint role_kept_at_check on permission.role: CHECK ((kept_at = ANY (ARRAY['city'::text, 'desk'::text])))
constraint role_pkey on permission.role: PRIMARY KEY (id)
constraint roll_grain_check on kpi.roll: CHECK ((grain = ANY (ARRAY['day'::text, 'month'::text])))
constraint roll_pkey on kpi.roll: PRIMARY KEY (rollup, cut, grain, axes, day)
constraint rollup_pkey on kpi.rollup: PRIMARY KEY (name)
constraint root_check on ledger.root: CHECK ((upto_fact >= after_fact))
constraint root_form_check on ledger.root: CHECK ((form = ANY (ARRAY[1, 2])))
constraint root_pkey on ledger.root: PRIMARY KEY (id)
constraint row_batch_fkey on batch.row: FOREIGN KEY (batch) REFERENCES batch.batch(id)
constraint row_batch_key_key on batch.row: UNIQUE (batch, key)
constraint row_pkey on batch.row: PRIMARY KEY (batch, n)
constraint row_state_check on batch.row: CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'asked'::text, 'refused'::text, 'failed'::text, 'recalled'::text])))
constraint scan_pkey on windows.scan: PRIMARY KEY (account, hash)
constraint seal_check on seal.seal: CHECK (((kind = 'delegated'::text) = (power_of IS NOT NULL)))
constraint seal_check1 on seal.seal: CHECK (((status = ANY (ARRAY['applied'::text, 'checked'::text, 'rejected'::text])) OR ((key IS NOT NULL) AND (certificate IS NOT NULL) AND (esl IS NOT NULL) AND (code IS NOT NULL))))
constraint seal_check2 on seal.seal: CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
constraint seal_check3 on seal.seal: CHECK (((checked_by IS NULL) OR (checked_by <> applied_by)))
constraint seal_check4 on seal.seal: CHECK (((made_by IS NULL) OR (made_by <> checked_by)))
constraint seal_code_key on seal.seal: UNIQUE (code)
constraint seal_diameter_check on seal.seal: CHECK (((diameter >= (8)::numeric) AND (diameter <= (60)::numeric)))
constraint seal_key_fkey on seal.seal: FOREIGN KEY (key) REFERENCES seal.key(id)
constraint seal_kind_check on seal.seal: CHECK ((kind = ANY (ARRAY['official'::text, 'business'::text, 'contract'::text, 'finance'::text, 'representative'::text, 'office'::text, 'private'::text, 'delegated'::text])))
constraint seal_name_check on seal.seal: CHECK ((name <> ''::text))
constraint seal_owner_kind_check on seal.seal: CHECK ((owner_kind = ANY (ARRAY['organ'::text, 'party'::text])))
constraint seal_pdf on seal.seal: CHECK (((pdf_key IS NULL) = (pdf_certificate IS NULL)))
constraint seal_pdf_key_fkey on seal.seal: FOREIGN KEY (pdf_key) REFERENCES seal.key(id)
constraint seal_pkey on seal.seal: PRIMARY KEY (id)
constraint seal_replaces_fkey on seal.seal: FOREIGN KEY (replaces) REFERENCES seal.seal(id)
constraint seal_status_check on seal.seal: CHECK ((status = ANY (ARRAY['applied'::text, 'checked'::text, 'rejected'::text, 'valid'::text, 'lost'::text, 'frozen'::text, 'changed'::text, 'cancelled'::text, 'expired'::text])))
constraint seat_order_id_fkey on orders.seat: FOREIGN KEY (order_id) REFERENCES orders."order"(id)
constraint seat_pkey on orders.seat: PRIMARY KEY (order_id, organ, role)
constraint seat_pkey on windows.seat: PRIMARY KEY (id)
constraint seat_question_fkey on windows.seat: FOREIGN KEY (question) REFERENCES windows.question(id)
constraint seat_role_check on orders.seat: CHECK ((role = ANY (ARRAY['lead'::text, 'co'::text, 'owner'::text])))
constraint seat_state_check on windows.seat: CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'withdrawn'::text])))
constraint seat_token_digest_key on windows.seat: UNIQUE (token_digest)
constraint seat_verdict_check on windows.seat: CHECK ((verdict = ANY (ARRAY['agree'::text, 'disagree'::text, 'unsure'::text])))
constraint service_case_id_moment_key on evaluation.service: UNIQUE (case_id, moment)
constraint service_mode_check on evaluation.service: CHECK ((mode = ANY (ARRAY['online'::text, 'offline'::text])))
constraint service_moment_check on evaluation.service: CHECK ((moment = ANY (ARRAY['consult'::text, 'handling'::text, 'finish'::text])))
constraint service_pkey on evaluation.service: PRIMARY KEY (id)
constraint session_account_fkey on permission.session: FOREIGN KEY (account) REFERENCES permission.account(id)
constraint session_level_check on permission.session: CHECK (((level >= 1) AND (level <= 3)))
constraint session_pkey on permission.session: PRIMARY KEY (token_digest)
constraint session_proved_by_check on permission.session: CHECK ((proved_by = ANY (ARRAY['totp'::text, 'passkey'::text, 'directory'::text])))
constraint setting_pkey on evaluation.setting: PRIMARY KEY (key)
constraint setting_pkey on message.setting: PRIMARY KEY (key)
constraint setting_pkey on rectification.setting: PRIMARY KEY (key)
constraint showing_digest_key on licence.showing: UNIQUE (digest)
constraint showing_licence_fkey on licence.showing: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint showing_pkey on licence.showing: PRIMARY KEY (id)
constraint spent_logout_pkey on permission.spent_logout: PRIMARY KEY (issuer, jti)
constraint staff_have_a_login on permission.account: CHECK (((kind = 'citizen'::text) OR (login IS NOT NULL)))
constraint state_one_check on catalogue.state: CHECK (one)
constraint state_pkey on catalogue.state: PRIMARY KEY (one)
constraint step_draft_id_fkey on item.step: FOREIGN KEY (draft_id) REFERENCES item.draft(id)
constraint step_instance_fkey on process.step: FOREIGN KEY (instance) REFERENCES process.instance(id)
constraint step_order_id_fkey on rectification.step: FOREIGN KEY (order_id) REFERENCES rectification."order"(id)
constraint step_pkey on item.step: PRIMARY KEY (draft_id, seq)
constraint step_pkey on process.step: PRIMARY KEY (instance, seq)
constraint step_pkey on rectification.step: PRIMARY KEY (order_id, seq)
constraint subscription_heard_check on process.subscription: CHECK ((heard = ANY (ARRAY['message'::text, 'signal'::text])))
constraint subscription_instance_fkey on process.subscription: FOREIGN KEY (instance) REFERENCES process.instance(id)
constraint subscription_pkey on process.subscription: PRIMARY KEY (instance, id, opened)
constraint system_key_digest_key on licence.system: UNIQUE (key_digest)
constraint system_kind_check on licence.system: CHECK ((kind = ANY (ARRAY['national'::text, 'provincial'::text, 'city'::text])))
constraint system_name_key on licence.system: UNIQUE (name)
constraint system_pkey on licence.system: PRIMARY KEY (code)
constraint task_instance_fkey on process.task: FOREIGN KEY (instance) REFERENCES process.instance(id)
constraint task_pkey on process.task: PRIMARY KEY (instance, record, opened)
constraint template_pkey on message.template: PRIMARY KEY (code, version)
constraint term_pkey on catalogue.term: PRIMARY KEY (term)
constraint three_offices on permission.removal: CHECK (((proposed_office <> office) AND (confirmed_office <> office) AND (confirmed_office <> proposed_office)))
constraint timer_instance_fkey on process.timer: FOREIGN KEY (instance) REFERENCES process.instance(id)
constraint timer_pkey on process.timer: PRIMARY KEY (instance, id, opened)
constraint two_officers on permission.removal: CHECK ((confirmed_by <> proposed_by))
constraint two_people on permission.granted: CHECK ((confirmed_by <> proposed_by))
constraint type_code_check on holding.type: CHECK ((length(code) = 21))
constraint type_code_check on licence.type: CHECK ((length(code) = 21))
constraint type_holder_check on holding.type: CHECK ((holder = ANY (ARRAY['natural'::text, 'legal'::text, 'both'::text])))
constraint type_name_key on holding.type: UNIQUE (name)
constraint type_name_key on licence.type: UNIQUE (name)
constraint type_pkey on holding.type: PRIMARY KEY (code)
constraint type_pkey on licence.type: PRIMARY KEY (code)
constraint use_approval_fkey on seal.use: FOREIGN KEY (approval) REFERENCES seal.approval(id)
constraint use_check on holding.use: CHECK (((kind = 'material'::text) = (material IS NOT NULL)))
constraint use_data_hash_check on seal.use: CHECK ((data_hash ~ '^[0-9a-f]{64}$'::text))
constraint use_document_hash_check on seal.use: CHECK ((document_hash ~ '^[0-9a-f]{64}$'::text))
constraint use_format_check on seal.use: CHECK ((format = ANY (ARRAY['ofd'::text, 'pdf'::text])))
constraint use_holding_fkey on holding.use: FOREIGN KEY (holding) REFERENCES holding.held(id)
constraint use_kind_check on holding.use: CHECK ((kind = ANY (ARRAY['material'::text, 'call'::text, 'shown'::text, 'checked'::text, 'copy'::text, 'query'::text])))
constraint use_pkey on holding.use: PRIMARY KEY (id)
constraint use_pkey on seal.use: PRIMARY KEY (id)
constraint use_purpose_check on holding.use: CHECK ((purpose <> ''::text))
constraint use_request_key on seal.use: UNIQUE (request)
constraint use_result_hash_check on seal.use: CHECK ((result_hash ~ '^[0-9a-f]{64}$'::text))
constraint use_seal_fkey on seal.use: FOREIGN KEY (seal) REFERENCES seal.seal(id)
constraint use_signature_hash_check on seal.use: CHECK ((signature_hash ~ '^[0-9a-f]{64}$'::text))
constraint use_subject_check on seal.use: CHECK ((subject ~ '^[a-z-]+:.+'::text))
constraint verification_pkey on ledger.verification: PRIMARY KEY (at)
constraint version_code_fkey on decision.version: FOREIGN KEY (code) REFERENCES decision.model(code)
constraint version_code_fkey on item.version: FOREIGN KEY (code) REFERENCES item.item(code)
constraint version_identifier_key on licence.version: UNIQUE (identifier)
constraint version_kept_at_check on process.version: CHECK ((kept_at = ANY (ARRAY['folder'::text, 'desk'::text])))
constraint version_licence_fkey on licence.version: FOREIGN KEY (licence) REFERENCES licence.licence(id)
constraint version_pkey on decision.version: PRIMARY KEY (code, version)
constraint version_pkey on item.version: PRIMARY KEY (code, version)
constraint version_pkey on licence.version: PRIMARY KEY (licence, version)
constraint version_pkey on process.version: PRIMARY KEY (key, version)
constraint version_version_check on decision.version: CHECK ((version > 0))
constraint version_version_check on item.version: CHECK ((version > 0))
constraint version_version_check on licence.version: CHECK ((version > 0))
constraint version_version_check on process.version: CHECK ((version > 0))
constraint waiting_pkey on licence.waiting: PRIMARY KEY (fact)
constraint withdrawal_key_version_fkey on process.withdrawal: FOREIGN KEY (key, version) REFERENCES process.version(key, version)
constraint withdrawal_pkey on process.withdrawal: PRIMARY KEY (key, version)
constraint witnessed_pkey on ledger.witnessed: PRIMARY KEY (origin, size)
constraint words_pkey on evaluation.words: PRIMARY KEY (rating_id)
constraint words_rating_id_fkey on evaluation.words: FOREIGN KEY (rating_id) REFERENCES evaluation.rating(id)
constraint words_text_check on evaluation.words: CHECK ((text <> ''::text))
constraint worker_beat_pkey on base.worker_beat: PRIMARY KEY (name)
constraint year_pkey on clock.year: PRIMARY KEY (year, version)

CREATE INDEX account_organ ON permission.account USING btree (organ) WHERE (organ IS NOT NULL)
CREATE INDEX agency_agent ON party.agency USING btree (agent) WHERE (revoked_at IS NULL)
CREATE INDEX agency_principal ON party.agency USING btree (principal)
CREATE INDEX asked_licence ON licence.asked USING btree (licence, at)
CREATE INDEX authorisation_agent ON licence.authorisation USING btree (agent) WHERE (revoked_at IS NULL)
CREATE INDEX authorisation_licence ON licence.authorisation USING btree (licence, at DESC)
CREATE INDEX authority_key ON seal.authority USING btree (key)
CREATE INDEX authority_organ ON authority.authority USING btree (organ)
CREATE INDEX batch_asked ON seal.batch USING btree (asked_at DESC, id DESC)
CREATE INDEX batch_mine ON batch.batch USING btree (by_whom, made_at DESC, id DESC)
CREATE INDEX batch_mine ON windows.batch USING btree (by_whom, made_at DESC)
CREATE INDEX batch_moving ON batch.batch USING btree (moved_at) WHERE (state = ANY (ARRAY['running'::text, 'recalling'::text]))
CREATE INDEX batch_moving ON seal.batch USING btree (moved_at) WHERE (state = 'running'::text)
CREATE INDEX batch_moving ON windows.batch USING btree (moved_at) WHERE (state = ANY (ARRAY['running'::text, 'recalling'::text]))
CREATE INDEX batch_organ ON licence.batch USING btree (organ, at DESC)
CREATE INDEX batch_row_case ON windows.batch_row USING btree (case_id)
CREATE INDEX batch_row_state ON windows.batch_row USING btree (batch, state, n)
CREATE INDEX batch_seal ON seal.batch USING btree (seal, asked_at DESC)
CREATE INDEX batch_type ON licence.batch USING btree (type)
CREATE INDEX booking_held ON slot.booking USING btree (expires_at) WHERE (state = 'held'::text)
CREATE INDEX booking_opening ON slot.booking USING btree (opening, made_at, id)
CREATE INDEX booking_person ON slot.booking USING btree (person, made_at DESC, id DESC)
CREATE INDEX call_system ON licence.call USING btree (system, service, at DESC)
CREATE INDEX challenge_account ON permission.challenge USING btree (account)
CREATE INDEX challenge_expiry ON permission.challenge USING btree (expires_at)
CREATE INDEX clock_due ON orders.clock USING btree (due_at) WHERE (rings AND (state = 'running'::text) AND (rung_at IS NULL))
CREATE INDEX command_at ON base.command USING btree (at)
CREATE INDEX command_sealed ON base.command USING btree (at) WHERE ((sealed IS NOT NULL) OR (answer IS NOT NULL))
CREATE INDEX copy_licence ON licence.copy USING btree (licence, at DESC)
CREATE INDEX correction_account ON personal.correction USING btree (account, asked_at DESC)
CREATE INDEX correction_answered ON personal.correction USING btree (answered_at) WHERE (outcome = ANY (ARRAY['corrected'::text, 'kept'::text]))
CREATE INDEX correction_licence ON licence.correction USING btree (licence, at)
CREATE INDEX correction_saved ON windows.correction USING btree (saved_at)
CREATE INDEX correction_waiting ON personal.correction USING btree (organ, due_on, id) WHERE (outcome IS NULL)
CREATE INDEX counter_item_organ ON windows.counter_item USING btree (organ, name)
CREATE INDEX delta_rollup ON kpi.delta USING btree (rollup, day)
CREATE INDEX draft_code ON decision.draft USING btree (code, opened_at DESC)
CREATE INDEX draft_code ON item.draft USING btree (code, opened_at DESC)
CREATE INDEX draft_expires ON form.draft USING btree (expires_on)
CREATE INDEX due_organ ON licence.due USING btree (organ, fact)
CREATE INDEX entry_own ON catalogue.entry USING btree (code) WHERE (source = 'own'::text)
CREATE INDEX entry_version ON catalogue.entry USING btree (version, code)
CREATE INDEX export_mine ON windows.export USING btree (by_whom, made_at DESC)
CREATE INDEX export_moving ON windows.export USING btree (moved_at) WHERE (state = 'running'::text)
CREATE INDEX export_to_forget ON windows.export USING btree (made_at) WHERE (key IS NOT NULL)
CREATE INDEX fact_name_at ON ledger.fact USING btree (name, at)
CREATE INDEX failure_login ON permission.failure USING btree (login) WHERE (login IS NOT NULL)
CREATE INDEX file_agent ON cases.file USING btree (agent, submitted_at DESC, id) WHERE (agent IS NOT NULL)
CREATE INDEX file_all ON cases.file USING btree (organ, submitted_at, id)
CREATE INDEX file_applicant ON cases.file USING btree (applicant, submitted_at DESC, id)
CREATE INDEX file_decided ON cases.file USING btree (decided_at) WHERE (decided_at IS NOT NULL)
CREATE INDEX file_done ON cases.file USING btree (organ, decided_at, id) WHERE (decided_at IS NOT NULL)
CREATE INDEX file_due ON cases.file USING btree (organ, status, due_key, id)
CREATE INDEX file_forgotten ON export.file USING btree (id) WHERE ((key IS NULL) AND ((file IS NOT NULL) OR (pieces <> '{}'::text[])))
CREATE INDEX file_hands ON cases.file USING btree (holder, status, due_key, id) WHERE (holder IS NOT NULL)
CREATE INDEX file_item ON cases.file USING btree (item, submitted_at DESC)
CREATE INDEX file_item_id ON cases.file USING btree (item, id)
CREATE INDEX file_item_status ON cases.file USING btree (organ, item, status, due_key, id)
CREATE INDEX file_mine ON export.file USING btree (by_whom, made_at DESC, id DESC)
CREATE INDEX file_moved ON cases.file USING btree (organ, status, updated_at, id)
CREATE INDEX file_new ON cases.file USING btree (organ, status, submitted_at, id)
CREATE INDEX file_no12 ON cases.file USING btree ("right"(no, 12))
CREATE INDEX file_no8 ON cases.file USING btree ("right"(no, 8))
CREATE INDEX file_open_clock ON cases.file USING btree (due_on) WHERE ((due_on IS NOT NULL) AND (NOT paused))
CREATE INDEX file_pending ON cases.file USING btree (organ, due_key, id) WHERE (pending IS NOT NULL)
CREATE INDEX file_soon ON cases.file USING btree (organ, due_key, id) WHERE (due_on IS NOT NULL)
CREATE INDEX file_submitted ON cases.file USING btree (submitted_at)
CREATE INDEX file_to_forget ON export.file USING btree (made_at) WHERE (key IS NOT NULL)
CREATE INDEX file_tolerant ON cases.file USING btree (organ, due_key, id) WHERE ((tolerant_missing > 0) AND (ended_at IS NULL))
CREATE INDEX file_warn ON cases.file USING btree (organ, status, warn_on) WHERE ((warn_on IS NOT NULL) AND (NOT paused))
CREATE INDEX file_words ON cases.file USING gin (words)
CREATE INDEX gone_version ON catalogue.gone USING btree (version, code)
CREATE INDEX granted_account ON permission.granted USING btree (account)
CREATE INDEX granted_licence ON licence.granted USING btree (licence)
CREATE INDEX granted_officer ON permission.granted USING btree (account, office)
CREATE INDEX granted_open ON permission.granted USING btree (proposed_at, id) WHERE ((confirmed_at IS NULL) AND (ended_at IS NULL))
CREATE INDEX granted_role ON permission.granted USING btree (role, organ) WHERE (role IS NOT NULL)
CREATE INDEX granted_type ON licence.granted USING btree (type)
CREATE INDEX handling_code_division ON item.handling USING btree (code, division, version DESC)
CREATE INDEX handling_organ ON item.handling USING btree (organ)
CREATE INDEX handling_version ON item.handling USING btree (code, version)
CREATE INDEX held_party ON holding.held USING btree (party, type)
CREATE INDEX held_type ON holding.held USING btree (type, state)
CREATE INDEX identity_account ON permission.identity USING btree (account)
CREATE INDEX imported_division ON item.imported USING btree (division, code)
CREATE INDEX incident_open ON process.incident USING btree (at) WHERE (closed IS NULL)
CREATE INDEX inquiry_asked ON licence.inquiry USING btree (asked, at DESC)
CREATE INDEX inquiry_open ON licence.inquiry USING btree (due_on, id) WHERE (state = 'open'::text)
CREATE INDEX instance_caller ON process.instance USING btree (caller, caller_record) WHERE (caller IS NOT NULL)
CREATE INDEX instance_key_id ON process.instance USING btree (key, id)
CREATE INDEX instance_root ON process.instance USING btree (root)
CREATE INDEX instance_version ON process.instance USING btree (key, version, status)
CREATE INDEX invitation_removal ON permission.invitation USING btree (removal)
CREATE INDEX invitation_used_by ON permission.invitation USING btree (used_by)
CREATE INDEX keeper_account ON seal.keeper USING btree (account) WHERE (to_at IS NULL)
CREATE INDEX keeper_seal ON seal.keeper USING btree (seal)
CREATE INDEX key_master ON seal.key USING btree (master) WHERE (sealed IS NOT NULL)
CREATE INDEX known_place_digest ON permission.known_place USING btree (digest)
CREATE INDEX known_place_seen ON permission.known_place USING btree (seen_at)
CREATE INDEX leave_organ ON windows.leave USING btree (organ, from_on DESC)
CREATE INDEX licence_ending ON licence.licence USING btree (to_on) WHERE ((state = 'valid'::text) AND (to_on IS NOT NULL))
CREATE INDEX licence_issued ON licence.licence USING btree (issued_on)
CREATE INDEX licence_no ON licence.licence USING btree (type, no)
CREATE INDEX licence_organ ON licence.licence USING btree (organ, updated_at DESC, id)
CREATE INDEX licence_party ON licence.licence USING btree (party, issued_on DESC, id)
CREATE INDEX link_order ON orders.link USING btree (order_id)
CREATE INDEX loose_file_since ON base.loose_file USING btree (since)
CREATE INDEX membership_due ON permission.membership USING btree (due_at)
CREATE INDEX message_waiting ON process.message USING btree (name, key, at) WHERE (taken_by IS NULL)
CREATE INDEX milestone_measure ON programme.milestone USING btree (measure, due_on)
CREATE INDEX miss_last ON catalogue.miss USING btree (last_at)
CREATE INDEX miss_times ON catalogue.miss USING btree (times DESC, query)
CREATE INDEX objection_by ON publicity.objection USING btree (by_whom, made_at DESC)
CREATE INDEX objection_open ON publicity.objection USING btree (due_on, id) WHERE (state = 'open'::text)
CREATE INDEX objection_publication ON publicity.objection USING btree (publication, made_at)
CREATE INDEX one_at_a_time ON slot.opening USING gist (kind, place, tstzrange(starts_at, ends_at)) WHERE (closed_at IS NULL)
CREATE INDEX one_holder ON authority.authority USING gist (item, division, daterange(from_on, to_on, '[]'::text))
CREATE INDEX opening_coming ON slot.opening USING btree (kind, starts_at, id)
CREATE INDEX opening_over ON slot.opening USING btree (ends_at)
CREATE INDEX opinion_organ ON cases.opinion USING btree (organ, at)
CREATE INDEX order_due ON rectification."order" USING btree (due_on, id) WHERE (answered_at IS NULL)
CREATE INDEX order_opened ON orders."order" USING btree (kind, opened_at)
CREATE INDEX order_queue ON rectification."order" USING btree (organ, due_on, id)
CREATE INDEX order_source ON rectification."order" USING btree (source, opened_at)
CREATE INDEX order_source_opened ON orders."order" USING btree (source, opened_at)
CREATE INDEX order_unfolded ON orders."order" USING btree (id) WHERE (seq = 0)
CREATE INDEX organ_division ON item.organ USING btree (division)
CREATE INDEX organ_revision ON item.organ USING btree (revision)
CREATE INDEX organ_successor ON item.organ USING btree (successor) WHERE (successor IS NOT NULL)
CREATE INDEX outbox_claimed ON message.outbox USING btree (claimed_until) WHERE (state = 'sending'::text)
CREATE INDEX outbox_due ON message.outbox USING btree (due_at) WHERE (state = ANY (ARRAY['pending'::text, 'failed'::text]))
CREATE INDEX outbox_inbox ON message.outbox USING btree (recipient, id DESC) WHERE (channel = 'inbox'::text)
CREATE INDEX outbox_link ON message.outbox USING btree (link)
CREATE INDEX outbox_made ON message.outbox USING btree (made_at)
CREATE INDEX outbox_open ON message.outbox USING btree (link) WHERE ((channel = 'inbox'::text) AND (done_at IS NULL))
CREATE INDEX outbox_recipient ON message.outbox USING btree (recipient, id) WHERE (channel <> 'inbox'::text)
CREATE INDEX outbox_state ON message.outbox USING btree (state, id DESC)
CREATE INDEX outbox_unread ON message.outbox USING btree (recipient) WHERE ((channel = 'inbox'::text) AND (read_at IS NULL))
CREATE INDEX paper_about ON document.paper USING btree (about, place)
CREATE INDEX paper_drawn ON document.paper USING btree (drawn_at)
CREATE INDEX paper_organ ON document.paper USING btree (organ, made_at)
CREATE INDEX passkey_account ON permission.passkey USING btree (account)
CREATE INDEX past_case_list ON imports.past_case USING btree (organ, decided_on DESC, id)
CREATE INDEX past_case_party ON imports.past_case USING btree (party, decided_on DESC, id)
CREATE INDEX pending_expiry ON permission.pending USING btree (expires_at)
CREATE INDEX person_email ON party.person USING btree (email_digest) WHERE (email_digest IS NOT NULL)
CREATE INDEX person_legal_rep ON party.person USING btree (legal_rep) WHERE (legal_rep IS NOT NULL)
CREATE INDEX person_phone ON party.person USING btree (phone_digest) WHERE (phone_digest IS NOT NULL)
CREATE INDEX publication_decided ON publicity.publication USING btree (kind, decided_at)
CREATE INDEX publication_ending ON publicity.publication USING btree (ends_on) WHERE ((state = 'open'::text) AND (ends_on IS NOT NULL))
CREATE INDEX publication_list ON publicity.publication USING btree (published_at DESC, id DESC) WHERE (published_at IS NOT NULL)
CREATE INDEX publication_waiting ON publicity.publication USING btree (made_at) WHERE (state = 'waiting'::text)
CREATE INDEX question_case ON windows.question USING btree (case_id, place)
CREATE INDEX rater_account ON evaluation.rater USING btree (account)
CREATE INDEX rating_at ON evaluation.rating USING btree (rated_at)
CREATE INDEX rating_item ON evaluation.rating USING btree (item, id DESC)
CREATE INDEX rating_organ ON evaluation.rating USING btree (organ, id DESC)
CREATE INDEX rehearsal_code ON decision.rehearsal USING btree (code)
CREATE INDEX rehearsal_draft ON decision.rehearsal USING btree (draft, asked_at DESC)
CREATE INDEX rehearsal_draft ON draft.rehearsal USING btree (draft, asked_at DESC)
CREATE INDEX rehearsal_row_change ON decision.rehearsal_row USING btree (rehearsal, purpose, before, after, subject)
CREATE INDEX removal_account ON permission.removal USING btree (account, office)
CREATE INDEX removal_confirmer ON permission.removal USING btree (confirmed_by, confirmed_office)
CREATE INDEX removal_proposer ON permission.removal USING btree (proposed_by, proposed_office)
CREATE INDEX rephrased_then ON catalogue.rephrased USING btree (then_query)
CREATE INDEX report_at ON programme.report USING btree (at)
CREATE INDEX report_measure ON programme.report USING btree (measure, at DESC)
CREATE INDEX report_milestone ON programme.report USING btree (milestone)
CREATE INDEX request_asked ON seal.request USING btree (asked_by, asked_at DESC)
CREATE INDEX request_batch_open ON seal.request USING btree (batch, batch_place) WHERE (state = 'approved'::text)
CREATE INDEX request_seal ON seal.request USING btree (seal, asked_at DESC)
CREATE INDEX request_waiting ON seal.request USING btree (asked_at) WHERE (state = ANY (ARRAY['waiting'::text, 'approved'::text]))
CREATE INDEX retired_division_now ON item.retired_division USING btree (replaced_by)
CREATE INDEX revoked_seal ON seal.revoked USING btree (seal)
CREATE INDEX roll_day ON kpi.roll USING btree (rollup, cut, grain, day)
CREATE INDEX root_upto ON ledger.root USING btree (upto_fact)
CREATE INDEX row_state ON batch."row" USING btree (batch, state, n)
CREATE INDEX scan_at ON windows.scan USING btree (at)
CREATE INDEX seal_ending ON seal.seal USING btree (valid_to) WHERE (status = 'valid'::text)
CREATE INDEX seal_key ON seal.seal USING btree (key)
CREATE INDEX seal_open ON seal.seal USING btree (applied_at) WHERE (status = ANY (ARRAY['applied'::text, 'checked'::text]))
CREATE INDEX seal_owner ON seal.seal USING btree (owner, applied_at DESC)
CREATE INDEX seal_pdf_key ON seal.seal USING btree (pdf_key)
CREATE INDEX seal_replaces ON seal.seal USING btree (replaces)
CREATE INDEX seat_city ON orders.seat USING btree (kind, open, sort_at, order_id) WHERE (role = 'lead'::text)
CREATE INDEX seat_division ON orders.seat USING btree (kind, division, open, sort_at, order_id) WHERE (role = 'lead'::text)
CREATE INDEX seat_holder ON orders.seat USING btree (holder, open, sort_at, order_id) WHERE (holder IS NOT NULL)
CREATE INDEX seat_organ ON orders.seat USING btree (kind, organ, open, sort_at, order_id)
CREATE INDEX seat_question ON windows.seat USING btree (question)
CREATE INDEX service_closes ON evaluation.service USING btree (closes_on)
CREATE INDEX service_served ON evaluation.service USING btree (served_at)
CREATE INDEX session_account ON permission.session USING btree (account)
CREATE INDEX session_expiry ON permission.session USING btree (expires_at)
CREATE INDEX session_subject ON permission.session USING btree (issuer, subject) WHERE (issuer IS NOT NULL)
CREATE INDEX session_vouched ON permission.session USING btree (vouched_until) WHERE (vouched_until IS NOT NULL)
CREATE INDEX showing_licence ON licence.showing USING btree (licence)
CREATE INDEX showing_old ON licence.showing USING btree (until)
CREATE INDEX spent_logout_until ON permission.spent_logout USING btree (until)
CREATE INDEX subscription_open ON process.subscription USING btree (heard, name, key) WHERE (closed IS NULL)
CREATE INDEX task_open ON process.task USING btree (organ, division, due_at) WHERE (closed IS NULL)
CREATE INDEX template_fact ON message.template USING btree (fact) WHERE (fact IS NOT NULL)
CREATE INDEX timer_due ON process.timer USING btree (due_at) WHERE (closed IS NULL)
CREATE INDEX use_approval ON seal.use USING btree (approval)
CREATE INDEX use_at ON seal.use USING btree (at DESC, id DESC)
CREATE INDEX use_document ON seal.use USING btree (document_hash)
CREATE INDEX use_holding ON holding.use USING btree (holding, at DESC)
CREATE INDEX use_result ON seal.use USING btree (result_hash)
CREATE INDEX use_seal ON seal.use USING btree (seal, at DESC, id DESC)
CREATE INDEX use_subject ON holding.use USING btree (subject) WHERE (subject IS NOT NULL)
CREATE INDEX use_subject ON seal.use USING btree (subject, at)
CREATE INDEX use_title ON seal.use USING gin (title gin_trgm_ops)
CREATE INDEX version_undrawn ON licence.version USING btree (licence) WHERE (file IS NULL)
CREATE UNIQUE INDEX account_login_key ON permission.account USING btree (login)
CREATE UNIQUE INDEX account_party ON permission.account USING btree (party) WHERE (kind = 'citizen'::text)
CREATE UNIQUE INDEX account_pkey ON permission.account USING btree (id)
CREATE UNIQUE INDEX account_staff_no_key ON permission.account USING btree (staff_no)
CREATE UNIQUE INDEX act_draft_pkey ON windows.act_draft USING btree (case_id, account, verb)
CREATE UNIQUE INDEX agency_pkey ON party.agency USING btree (id)
CREATE UNIQUE INDEX answers_pkey ON cases.answers USING btree (case_id, version)
CREATE UNIQUE INDEX approval_pkey ON seal.approval USING btree (id)
CREATE UNIQUE INDEX approval_request_key ON seal.approval USING btree (request)
CREATE UNIQUE INDEX approval_seal_subject_fact_key ON seal.approval USING btree (seal, subject, fact)
CREATE UNIQUE INDEX asked_once ON licence.asked USING btree (licence) WHERE (answer IS NULL)
CREATE UNIQUE INDEX asked_pkey ON catalogue.asked USING btree (code)
CREATE UNIQUE INDEX asked_pkey ON licence.asked USING btree (id)
CREATE UNIQUE INDEX assessment_pkey ON cases.assessment USING btree (case_id, seq)
CREATE UNIQUE INDEX attempt_pkey ON base.attempt USING btree (key)
CREATE UNIQUE INDEX authorisation_pkey ON licence.authorisation USING btree (id)
CREATE UNIQUE INDEX authority_pkey ON authority.authority USING btree (id)
CREATE UNIQUE INDEX authority_pkey ON seal.authority USING btree (part)
CREATE UNIQUE INDEX backup_pkey ON base.backup USING btree (at)
CREATE UNIQUE INDEX batch_pkey ON batch.batch USING btree (id)
CREATE UNIQUE INDEX batch_pkey ON licence.batch USING btree (id)
CREATE UNIQUE INDEX batch_pkey ON seal.batch USING btree (id)
CREATE UNIQUE INDEX batch_pkey ON windows.batch USING btree (id)
CREATE UNIQUE INDEX batch_row_pkey ON windows.batch_row USING btree (batch, n)
CREATE UNIQUE INDEX booking_once ON slot.booking USING btree (kind, person, purpose) WHERE (state = ANY (ARRAY['held'::text, 'booked'::text]))
CREATE UNIQUE INDEX booking_once_ever ON slot.booking USING btree (kind, person, purpose) WHERE (ever AND (state = ANY (ARRAY['held'::text, 'booked'::text, 'attended'::text])))
CREATE UNIQUE INDEX booking_pkey ON slot.booking USING btree (id)
CREATE UNIQUE INDEX call_pkey ON licence.call USING btree (id)
CREATE UNIQUE INDEX card_pkey ON cases.card USING btree (case_id, colour)
CREATE UNIQUE INDEX chain_pkey ON ledger.chain USING btree (about)
CREATE UNIQUE INDEX challenge_pkey ON permission.challenge USING btree (digest)
CREATE UNIQUE INDEX checkpoint_pkey ON ledger.checkpoint USING btree (size)
CREATE UNIQUE INDEX city_pkey ON base.city USING btree (one)
CREATE UNIQUE INDEX clock_pkey ON orders.clock USING btree (order_id, clock, organ)
CREATE UNIQUE INDEX command_pkey ON base.command USING btree (who, key)
CREATE UNIQUE INDEX contact_code_pkey ON message.contact_code USING btree (account, kind)
CREATE UNIQUE INDEX copy_pkey ON licence.copy USING btree (id)
CREATE UNIQUE INDEX correction_once ON licence.correction USING btree (licence) WHERE (state = 'open'::text)
CREATE UNIQUE INDEX correction_once ON personal.correction USING btree (account, class, COALESCE(record, ''::text)) WHERE (outcome IS NULL)
CREATE UNIQUE INDEX correction_pkey ON licence.correction USING btree (id)
CREATE UNIQUE INDEX correction_pkey ON personal.correction USING btree (id)
CREATE UNIQUE INDEX correction_pkey ON windows.correction USING btree (case_id, account)
CREATE UNIQUE INDEX cosignature_pkey ON ledger.cosignature USING btree (size, witness)
CREATE UNIQUE INDEX counted_pkey ON catalogue.counted USING btree (fact)
CREATE UNIQUE INDEX counter_item_pkey ON windows.counter_item USING btree (code, division)
CREATE UNIQUE INDEX counter_pkey ON base.counter USING btree (key)
CREATE UNIQUE INDEX cut_pkey ON kpi.cut USING btree (rollup, axes)
CREATE UNIQUE INDEX delta_pkey ON kpi.delta USING btree (id)
CREATE UNIQUE INDEX directory_pkey ON permission.directory USING btree (issuer)
CREATE UNIQUE INDEX division_pkey ON item.division USING btree (code)
CREATE UNIQUE INDEX draft_one ON decision.draft USING btree (code) WHERE (status = ANY (ARRAY['drafting'::text, 'submitted'::text]))
CREATE UNIQUE INDEX draft_one ON item.draft USING btree (code) WHERE (status = ANY (ARRAY['claimed'::text, 'drafting'::text, 'departmentReview'::text, 'reformReview'::text, 'approved'::text]))
CREATE UNIQUE INDEX draft_one ON process.draft USING btree (key) WHERE (status = ANY (ARRAY['drafting'::text, 'submitted'::text]))
CREATE UNIQUE INDEX draft_owner_applicant_item_division_key ON form.draft USING btree (owner, applicant, item, division)
CREATE UNIQUE INDEX draft_pkey ON decision.draft USING btree (id)
CREATE UNIQUE INDEX draft_pkey ON form.draft USING btree (id)
CREATE UNIQUE INDEX draft_pkey ON item.draft USING btree (id)
CREATE UNIQUE INDEX draft_pkey ON process.draft USING btree (id)
CREATE UNIQUE INDEX due_pkey ON licence.due USING btree (fact)
CREATE UNIQUE INDEX element_pkey ON form.element USING btree (id)
CREATE UNIQUE INDEX entry_pkey ON catalogue.entry USING btree (code)
CREATE UNIQUE INDEX exclusion_pkey ON evaluation.exclusion USING btree (rating_id)
CREATE UNIQUE INDEX export_pkey ON windows.export USING btree (id)
CREATE UNIQUE INDEX fact_about_seq_key ON ledger.fact USING btree (about, seq)
CREATE UNIQUE INDEX fact_pkey ON ledger.fact USING btree (id)
CREATE UNIQUE INDEX failure_pkey ON permission.failure USING btree (digest)
CREATE UNIQUE INDEX file_no_key ON cases.file USING btree (no)
CREATE UNIQUE INDEX file_pkey ON cases.file USING btree (id)
CREATE UNIQUE INDEX file_pkey ON export.file USING btree (id)
CREATE UNIQUE INDEX file_query_code_key ON cases.file USING btree (query_code)
CREATE UNIQUE INDEX foundation_pkey ON base.foundation USING btree (one)
CREATE UNIQUE INDEX gone_pkey ON catalogue.gone USING btree (code)
CREATE UNIQUE INDEX granted_once ON permission.granted USING btree (account, COALESCE(role, ''::text), COALESCE(permission, ''::text), organ, division) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX granted_pkey ON licence.granted USING btree (fact, type)
CREATE UNIQUE INDEX granted_pkey ON permission.granted USING btree (id)
CREATE UNIQUE INDEX guest_pkey ON base.guest USING btree (about, by_key)
CREATE UNIQUE INDEX handling_pkey ON item.handling USING btree (handling_code, version)
CREATE UNIQUE INDEX held_pkey ON holding.held USING btree (id)
CREATE UNIQUE INDEX identity_of_staff ON permission.identity USING btree (account) WHERE (account ~~ 'staff:%'::text)
CREATE UNIQUE INDEX identity_pkey ON permission.identity USING btree (issuer, subject)
CREATE UNIQUE INDEX imported_pkey ON item.imported USING btree (code)
CREATE UNIQUE INDEX incident_pkey ON process.incident USING btree (instance, record, opened)
CREATE UNIQUE INDEX inquiry_case_id_material_key ON licence.inquiry USING btree (case_id, material)
CREATE UNIQUE INDEX inquiry_pkey ON licence.inquiry USING btree (id)
CREATE UNIQUE INDEX instance_about ON process.instance USING btree (about) WHERE (caller IS NULL)
CREATE UNIQUE INDEX instance_pkey ON process.instance USING btree (id)
CREATE UNIQUE INDEX invitation_open ON permission.invitation USING btree (office) WHERE (used_at IS NULL)
CREATE UNIQUE INDEX invitation_pkey ON permission.invitation USING btree (digest)
CREATE UNIQUE INDEX item_pkey ON item.item USING btree (code)
CREATE UNIQUE INDEX keeper_once ON seal.keeper USING btree (seal, account) WHERE (to_at IS NULL)
CREATE UNIQUE INDEX keeper_pkey ON seal.keeper USING btree (id)
CREATE UNIQUE INDEX key_pkey ON seal.key USING btree (id)
CREATE UNIQUE INDEX kind_pkey ON orders.kind USING btree (kind)
CREATE UNIQUE INDEX known_place_pkey ON permission.known_place USING btree (account, kind, digest)
CREATE UNIQUE INDEX leave_once ON windows.leave USING btree (account) WHERE (state = ANY (ARRAY['planned'::text, 'away'::text]))
CREATE UNIQUE INDEX leave_pkey ON windows.leave USING btree (id)
CREATE UNIQUE INDEX lexicon_pkey ON catalogue.lexicon USING btree (version)
CREATE UNIQUE INDEX licence_identifier_key ON licence.licence USING btree (identifier)
CREATE UNIQUE INDEX licence_pkey ON licence.licence USING btree (id)
CREATE UNIQUE INDEX licence_type_organ_no_key ON licence.licence USING btree (type, organ, no)
CREATE UNIQUE INDEX link_pkey ON orders.link USING btree (source, source_id, part)
CREATE UNIQUE INDEX loose_file_pkey ON base.loose_file USING btree (hash)
CREATE UNIQUE INDEX material_pkey ON cases.material USING btree (case_id, code, version)
CREATE UNIQUE INDEX membership_pkey ON permission.membership USING btree (session)
CREATE UNIQUE INDEX message_pkey ON process.message USING btree (id)
CREATE UNIQUE INDEX milestone_pkey ON programme.milestone USING btree (id)
CREATE UNIQUE INDEX miss_pkey ON catalogue.miss USING btree (query)
CREATE UNIQUE INDEX model_pkey ON decision.model USING btree (code)
CREATE UNIQUE INDEX objection_once ON publicity.objection USING btree (publication, COALESCE(entry, ''::text), by_whom) WHERE (state = 'open'::text)
CREATE UNIQUE INDEX objection_pkey ON publicity.objection USING btree (id)
CREATE UNIQUE INDEX offer_pkey ON item.offer USING btree (code)
CREATE UNIQUE INDEX officer_account_office_key ON permission.officer USING btree (account, office)
CREATE UNIQUE INDEX officer_pkey ON permission.officer USING btree (account)
CREATE UNIQUE INDEX onlooker_pkey ON windows.onlooker USING btree (case_id, account)
CREATE UNIQUE INDEX opened_pkey ON catalogue.opened USING btree (then_query, code)
CREATE UNIQUE INDEX opening_pkey ON slot.opening USING btree (id)
CREATE UNIQUE INDEX opinion_pkey ON cases.opinion USING btree (case_id, seq)
CREATE UNIQUE INDEX order_no_key ON orders."order" USING btree (no)
CREATE UNIQUE INDEX order_no_key ON rectification."order" USING btree (no)
CREATE UNIQUE INDEX order_pkey ON orders."order" USING btree (id)
CREATE UNIQUE INDEX order_pkey ON rectification."order" USING btree (id)
CREATE UNIQUE INDEX order_source_source_id_key ON rectification."order" USING btree (source, source_id)
CREATE UNIQUE INDEX organ_change_open ON item.organ_change USING btree (organ) WHERE (settled_at IS NULL)
CREATE UNIQUE INDEX organ_change_pkey ON item.organ_change USING btree (id)
CREATE UNIQUE INDEX organ_pkey ON item.organ USING btree (id)
CREATE UNIQUE INDEX organ_uscc ON item.organ USING btree (((content ->> 'uscc'::text)))
CREATE UNIQUE INDEX outbox_pkey ON message.outbox USING btree (id)
CREATE UNIQUE INDEX outbox_template_source_recipient_channel_key ON message.outbox USING btree (template, source, recipient, channel)
CREATE UNIQUE INDEX paper_check_code_key ON document.paper USING btree (check_code)
CREATE UNIQUE INDEX paper_no_key ON document.paper USING btree (no)
CREATE UNIQUE INDEX paper_pkey ON document.paper USING btree (id)
CREATE UNIQUE INDEX passkey_pkey ON permission.passkey USING btree (id)
CREATE UNIQUE INDEX past_case_organ_no_key ON imports.past_case USING btree (organ, no)
CREATE UNIQUE INDEX past_case_pkey ON imports.past_case USING btree (id)
CREATE UNIQUE INDEX pen_pkey ON windows.pen USING btree (case_id)
CREATE UNIQUE INDEX pending_pkey ON permission.pending USING btree (digest)
CREATE UNIQUE INDEX person_id_type_id_no_digest_key ON party.person USING btree (id_type, id_no_digest)
CREATE UNIQUE INDEX person_pkey ON party.person USING btree (id)
CREATE UNIQUE INDEX person_uscc_key ON party.person USING btree (uscc)
CREATE UNIQUE INDEX preference_pkey ON message.preference USING btree (account)
CREATE UNIQUE INDEX preference_pkey ON windows.preference USING btree (account, key)
CREATE UNIQUE INDEX provider_pkey ON permission.provider USING btree (id)
CREATE UNIQUE INDEX publication_pkey ON publicity.publication USING btree (id)
CREATE UNIQUE INDEX publication_source_key ON publicity.publication USING btree (source)
CREATE UNIQUE INDEX published_pkey ON evaluation.published USING btree (rating_id)
CREATE UNIQUE INDEX question_pkey ON windows.question USING btree (id)
CREATE UNIQUE INDEX rater_pkey ON evaluation.rater USING btree (rating_id)
CREATE UNIQUE INDEX rating_pkey ON evaluation.rating USING btree (id)
CREATE UNIQUE INDEX rating_service_id_nth_key ON evaluation.rating USING btree (service_id, nth)
CREATE UNIQUE INDEX rehearsal_pkey ON decision.rehearsal USING btree (id)
CREATE UNIQUE INDEX rehearsal_pkey ON draft.rehearsal USING btree (id)
CREATE UNIQUE INDEX rehearsal_row_pkey ON decision.rehearsal_row USING btree (rehearsal, subject, purpose)
CREATE UNIQUE INDEX rehearsal_row_pkey ON draft.rehearsal_row USING btree (rehearsal, subject, what)
CREATE UNIQUE INDEX removal_open ON permission.removal USING btree (account) WHERE ((confirmed_at IS NULL) AND (withdrawn_at IS NULL))
CREATE UNIQUE INDEX removal_pkey ON permission.removal USING btree (id)
CREATE UNIQUE INDEX rephrased_pkey ON catalogue.rephrased USING btree (query, then_query)
CREATE UNIQUE INDEX report_pkey ON programme.report USING btree (id)
CREATE UNIQUE INDEX request_batch ON seal.request USING btree (batch, batch_place)
CREATE UNIQUE INDEX request_pkey ON seal.request USING btree (id)
CREATE UNIQUE INDEX retired_division_pkey ON item.retired_division USING btree (code)
CREATE UNIQUE INDEX review_pkey ON evaluation.review USING btree (rating_id)
CREATE UNIQUE INDEX revoked_pkey ON seal.revoked USING btree (serial)
CREATE UNIQUE INDEX role_change_open ON permission.role_change USING btree (role) WHERE (settled_at IS NULL)
CREATE UNIQUE INDEX role_change_pkey ON permission.role_change USING btree (id)
CREATE UNIQUE INDEX role_pkey ON permission.role USING btree (id)
CREATE UNIQUE INDEX roll_pkey ON kpi.roll USING btree (rollup, cut, grain, axes, day)
CREATE UNIQUE INDEX rollup_pkey ON kpi.rollup USING btree (name)
CREATE UNIQUE INDEX root_pkey ON ledger.root USING btree (id)
CREATE UNIQUE INDEX row_batch_key_key ON batch."row" USING btree (batch, key)
CREATE UNIQUE INDEX row_pkey ON batch."row" USING btree (batch, n)
CREATE UNIQUE INDEX scan_pkey ON windows.scan USING btree (account, hash)
CREATE UNIQUE INDEX seal_code_key ON seal.seal USING btree (code)
CREATE UNIQUE INDEX seal_in_force ON seal.seal USING btree (owner, kind, COALESCE(power_of, ''::text)) WHERE (status = ANY (ARRAY['valid'::text, 'lost'::text, 'frozen'::text]))
CREATE UNIQUE INDEX seal_pkey ON seal.seal USING btree (id)
CREATE UNIQUE INDEX seat_pkey ON orders.seat USING btree (order_id, organ, role)
CREATE UNIQUE INDEX seat_pkey ON windows.seat USING btree (id)
CREATE UNIQUE INDEX seat_token_digest_key ON windows.seat USING btree (token_digest)
CREATE UNIQUE INDEX service_case_id_moment_key ON evaluation.service USING btree (case_id, moment)
CREATE UNIQUE INDEX service_pkey ON evaluation.service USING btree (id)
CREATE UNIQUE INDEX session_pkey ON permission.session USING btree (token_digest)
CREATE UNIQUE INDEX setting_pkey ON evaluation.setting USING btree (key)
CREATE UNIQUE INDEX setting_pkey ON message.setting USING btree (key)
CREATE UNIQUE INDEX setting_pkey ON rectification.setting USING btree (key)
CREATE UNIQUE INDEX showing_digest_key ON licence.showing USING btree (digest)
CREATE UNIQUE INDEX showing_pkey ON licence.showing USING btree (id)
CREATE UNIQUE INDEX spent_logout_pkey ON permission.spent_logout USING btree (issuer, jti)
CREATE UNIQUE INDEX state_pkey ON catalogue.state USING btree (one)
CREATE UNIQUE INDEX step_pkey ON item.step USING btree (draft_id, seq)
CREATE UNIQUE INDEX step_pkey ON process.step USING btree (instance, seq)
CREATE UNIQUE INDEX step_pkey ON rectification.step USING btree (order_id, seq)
CREATE UNIQUE INDEX subscription_pkey ON process.subscription USING btree (instance, id, opened)
CREATE UNIQUE INDEX system_key_digest_key ON licence.system USING btree (key_digest)
CREATE UNIQUE INDEX system_name_key ON licence.system USING btree (name)
CREATE UNIQUE INDEX system_pkey ON licence.system USING btree (code)
CREATE UNIQUE INDEX task_pkey ON process.task USING btree (instance, record, opened)
CREATE UNIQUE INDEX template_pkey ON message.template USING btree (code, version)
CREATE UNIQUE INDEX term_pkey ON catalogue.term USING btree (term)
CREATE UNIQUE INDEX timer_pkey ON process.timer USING btree (instance, id, opened)
CREATE UNIQUE INDEX type_name_key ON holding.type USING btree (name)
CREATE UNIQUE INDEX type_name_key ON licence.type USING btree (name)
CREATE UNIQUE INDEX type_pkey ON holding.type USING btree (code)
CREATE UNIQUE INDEX type_pkey ON licence.type USING btree (code)
CREATE UNIQUE INDEX use_pkey ON holding.use USING btree (id)
CREATE UNIQUE INDEX use_pkey ON seal.use USING btree (id)
CREATE UNIQUE INDEX use_request_key ON seal.use USING btree (request)
CREATE UNIQUE INDEX verification_pkey ON ledger.verification USING btree (at)
CREATE UNIQUE INDEX version_case ON licence.version USING btree (case_id, licence) WHERE (case_id IS NOT NULL)
CREATE UNIQUE INDEX version_identifier_key ON licence.version USING btree (identifier)
CREATE UNIQUE INDEX version_pkey ON decision.version USING btree (code, version)
CREATE UNIQUE INDEX version_pkey ON item.version USING btree (code, version)
CREATE UNIQUE INDEX version_pkey ON licence.version USING btree (licence, version)
CREATE UNIQUE INDEX version_pkey ON process.version USING btree (key, version)
CREATE UNIQUE INDEX waiting_pkey ON licence.waiting USING btree (fact)
CREATE UNIQUE INDEX withdrawal_pkey ON process.withdrawal USING btree (key, version)
CREATE UNIQUE INDEX witnessed_pkey ON ledger.witnessed USING btree (origin, size)
CREATE UNIQUE INDEX words_pkey ON evaluation.words USING btree (rating_id)
CREATE UNIQUE INDEX worker_beat_pkey ON base.worker_beat USING btree (name)
CREATE UNIQUE INDEX year_pkey ON clock.year USING btree (year, version)

policy adds on cases.file for insert to haoban_app
  with check (base.sees(organ, division) OR (applicant = ANY (base.parties())) OR cases.handles(agent, applicant, item, division))
policy adds on document.paper for insert to haoban_app
  with check true
policy adds on party.person for insert to haoban_app
  with check party.permits('party.register'::text)
policy agent on licence.authorisation for select to haoban_app
  using (agent = ANY (base.parties()))
policy answers on personal.correction for update to haoban_app
  using personal.answers(organ)
  with check personal.answers(organ)
policy answers on publicity.objection for update to haoban_app
  using publicity.publishes()
  with check publicity.publishes()
policy asked on document.paper for select to haoban_app
  using ((voided_at IS NULL) AND base.is_guest(
CASE
    WHEN (strpos(about, ':'::text) > 0) THEN about
    ELSE ('case:'::text || about)
END))
policy asks on personal.correction for insert to haoban_app
  with check ((account = base.who()) AND (base.who() <> ''::text) AND (outcome IS NULL))
policy both_sides on party.agency for select to haoban_app
  using ((principal = ANY (base.parties())) OR (agent = ANY (base.parties())))
policy colleagues on permission.account for select to haoban_app
  using ((kind = 'staff'::text) AND (base.kind() = 'staff'::text))
policy colleagues on windows.onlooker for select to haoban_app
  using ((base.kind() = 'staff'::text) AND (base.sees(organ, division) OR base.is_guest(('case:'::text || case_id))))
policy command_house on base.command for all to haoban_system
  using true
  with check true
policy command_own on base.command for all to haoban_app
  using (who = COALESCE(NULLIF(base.who(), ''::text), 'anyone'::text))
  with check (who = COALESCE(NULLIF(base.who(), ''::text), 'anyone'::text))
policy confirms on permission.granted for update to haoban_app
  using (permission.permits('permission.confirm'::text) OR permission.permits('permission.manage'::text))
  with check ((ended_by = base.who()) OR (permission.permits('permission.confirm'::text) AND (confirmed_by = base.who())))
policy draws on document.paper for update to haoban_app
  using (readers && base.readers())
policy edits on message.template for insert to haoban_app
  with check ('message.template'::text = ANY (base.list('haoban.permits'::text)))
policy edits on programme.milestone for insert to haoban_app
  with check ('programme.edit'::text = ANY (base.list('haoban.permits'::text)))
policy edits on programme.report for insert to haoban_app
  with check ('programme.edit'::text = ANY (base.list('haoban.permits'::text)))
policy either_ends on party.agency for update to haoban_app
  using ((principal = ANY (base.parties())) OR (agent = ANY (base.parties())))
  with check ((revoked_at IS NOT NULL) AND (revoked_by = base.who()))
policy jobs on batch.batch for all to haoban_system
  using true
  with check true
policy jobs on batch.row for all to haoban_system
  using true
  with check true
policy jobs on cases.answers for all to haoban_system
  using true
  with check true
policy jobs on cases.assessment for all to haoban_system
  using true
  with check true
policy jobs on cases.card for all to haoban_system
  using true
  with check true
policy jobs on cases.file for all to haoban_system
  using true
  with check true
policy jobs on cases.material for all to haoban_system
  using true
  with check true
policy jobs on cases.opinion for all to haoban_system
  using true
  with check true
policy jobs on catalogue.asked for all to haoban_system
  using true
  with check true
policy jobs on catalogue.counted for all to haoban_system
  using true
  with check true
policy jobs on catalogue.entry for all to haoban_system
  using true
  with check true
policy jobs on catalogue.gone for all to haoban_system
  using true
  with check true
policy jobs on catalogue.lexicon for all to haoban_system
  using true
  with check true
policy jobs on catalogue.miss for all to haoban_system
  using true
  with check true
policy jobs on catalogue.opened for all to haoban_system
  using true
  with check true
policy jobs on catalogue.rephrased for all to haoban_system
  using true
  with check true
policy jobs on catalogue.state for all to haoban_system
  using true
  with check true
policy jobs on catalogue.term for all to haoban_system
  using true
  with check true
policy jobs on clock.year for all to haoban_system
  using true
  with check true
policy jobs on decision.draft for all to haoban_system
  using true
  with check true
policy jobs on decision.rehearsal for all to haoban_system
  using true
  with check true
policy jobs on decision.rehearsal_row for all to haoban_system
  using true
  with check true
policy jobs on document.paper for all to haoban_system
  using true
  with check true
policy jobs on draft.rehearsal for all to haoban_system
  using true
  with check true
policy jobs on draft.rehearsal_row for all to haoban_system
  using true
  with check true
policy jobs on evaluation.exclusion for all to haoban_system
  using true
  with check true
policy jobs on evaluation.published for all to haoban_system
  using true
  with check true
policy jobs on evaluation.rater for all to haoban_system
  using true
  with check true
policy jobs on evaluation.rating for all to haoban_system
  using true
  with check true
policy jobs on evaluation.review for all to haoban_system
  using true
  with check true
policy jobs on evaluation.service for all to haoban_system
  using true
  with check true
policy jobs on evaluation.setting for all to haoban_system
  using true
  with check true
policy jobs on evaluation.words for all to haoban_system
  using true
  with check true
policy jobs on export.file for all to haoban_system
  using true
  with check true
policy jobs on form.draft for all to haoban_system
  using true
  with check true
policy jobs on holding.held for all to haoban_system
  using true
  with check true
policy jobs on holding.use for all to haoban_system
  using true
  with check true
policy jobs on imports.past_case for all to haoban_system
  using true
  with check true
policy jobs on item.draft for all to haoban_system
  using true
  with check true
policy jobs on item.organ_change for all to haoban_system
  using true
  with check true
policy jobs on item.step for all to haoban_system
  using true
  with check true
policy jobs on ledger.fact for select to haoban_system
  using true
policy jobs on licence.asked for all to haoban_system
  using true
  with check true
policy jobs on licence.authorisation for all to haoban_system
  using true
  with check true
policy jobs on licence.batch for all to haoban_system
  using true
  with check true
policy jobs on licence.call for all to haoban_system
  using true
  with check true
policy jobs on licence.copy for all to haoban_system
  using true
  with check true
policy jobs on licence.correction for all to haoban_system
  using true
  with check true
policy jobs on licence.due for all to haoban_system
  using true
  with check true
policy jobs on licence.granted for all to haoban_system
  using true
  with check true
policy jobs on licence.inquiry for all to haoban_system
  using true
  with check true
policy jobs on licence.licence for all to haoban_system
  using true
  with check true
policy jobs on licence.showing for all to haoban_system
  using true
  with check true
policy jobs on licence.system for all to haoban_system
  using true
  with check true
policy jobs on licence.version for all to haoban_system
  using true
  with check true
policy jobs on licence.waiting for all to haoban_system
  using true
  with check true
policy jobs on message.contact_code for all to haoban_system
  using true
  with check true
policy jobs on message.outbox for all to haoban_system
  using true
  with check true
policy jobs on message.preference for all to haoban_system
  using true
  with check true
policy jobs on message.setting for all to haoban_system
  using true
  with check true
policy jobs on message.template for all to haoban_system
  using true
  with check true
policy jobs on orders.clock for all to haoban_system
  using true
  with check true
policy jobs on orders.kind for all to haoban_system
  using true
  with check true
policy jobs on orders.link for all to haoban_system
  using true
  with check true
policy jobs on orders.order for all to haoban_system
  using true
  with check true
policy jobs on orders.seat for all to haoban_system
  using true
  with check true
policy jobs on party.agency for all to haoban_system
  using true
  with check true
policy jobs on party.person for all to haoban_system
  using true
  with check true
policy jobs on permission.account for all to haoban_system
  using true
  with check true
policy jobs on permission.granted for all to haoban_system
  using true
  with check true
policy jobs on permission.officer for all to haoban_system
  using true
  with check true
policy jobs on permission.removal for all to haoban_system
  using true
  with check true
policy jobs on permission.role_change for all to haoban_system
  using true
  with check true
policy jobs on personal.correction for all to haoban_system
  using true
  with check true
policy jobs on process.draft for all to haoban_system
  using true
  with check true
policy jobs on process.incident for all to haoban_system
  using true
  with check true
policy jobs on process.instance for all to haoban_system
  using true
  with check true
policy jobs on process.message for all to haoban_system
  using true
  with check true
policy jobs on process.step for all to haoban_system
  using true
  with check true
policy jobs on process.subscription for all to haoban_system
  using true
  with check true
policy jobs on process.task for all to haoban_system
  using true
  with check true
policy jobs on process.timer for all to haoban_system
  using true
  with check true
policy jobs on programme.milestone for all to haoban_system
  using true
  with check true
policy jobs on programme.report for all to haoban_system
  using true
  with check true
policy jobs on publicity.objection for all to haoban_system
  using true
  with check true
policy jobs on publicity.publication for all to haoban_system
  using true
  with check true
policy jobs on rectification.order for all to haoban_system
  using true
  with check true
policy jobs on rectification.setting for all to haoban_system
  using true
  with check true
policy jobs on rectification.step for all to haoban_system
  using true
  with check true
policy jobs on seal.approval for all to haoban_system
  using true
  with check true
policy jobs on seal.authority for all to haoban_system
  using true
  with check true
policy jobs on seal.batch for all to haoban_system
  using true
  with check true
policy jobs on seal.keeper for all to haoban_system
  using true
  with check true
policy jobs on seal.key for all to haoban_system
  using true
  with check true
policy jobs on seal.request for all to haoban_system
  using true
  with check true
policy jobs on seal.revoked for all to haoban_system
  using true
  with check true
policy jobs on seal.seal for all to haoban_system
  using true
  with check true
policy jobs on seal.use for all to haoban_system
  using true
  with check true
policy jobs on slot.booking for all to haoban_system
  using true
  with check true
policy jobs on slot.opening for all to haoban_system
  using true
  with check true
policy jobs on windows.act_draft for all to haoban_system
  using true
  with check true
policy jobs on windows.batch for all to haoban_system
  using true
  with check true
policy jobs on windows.batch_row for all to haoban_system
  using true
  with check true
policy jobs on windows.correction for all to haoban_system
  using true
  with check true
policy jobs on windows.counter_item for all to haoban_system
  using true
  with check true
policy jobs on windows.export for all to haoban_system
  using true
  with check true
policy jobs on windows.leave for all to haoban_system
  using true
  with check true
policy jobs on windows.onlooker for all to haoban_system
  using true
  with check true
policy jobs on windows.pen for all to haoban_system
  using true
  with check true
policy jobs on windows.preference for all to haoban_system
  using true
  with check true
policy jobs on windows.question for all to haoban_system
  using true
  with check true
policy jobs on windows.scan for all to haoban_system
  using true
  with check true
policy jobs on windows.seat for all to haoban_system
  using true
  with check true
policy loads on clock.year for insert to haoban_app
  with check ('clock.edit'::text = ANY (base.list('haoban.permits'::text)))
policy moves on cases.file for update to haoban_app
  using (base.sees(organ, division) OR (applicant = ANY (base.parties())) OR cases.handles(agent, applicant, item, division))
  with check (base.sees(organ, division) OR (applicant = ANY (base.parties())) OR cases.handles(agent, applicant, item, division))
policy objects on publicity.objection for insert to haoban_app
  with check ((by_whom = base.who()) AND (base.who() <> ''::text) AND (state = 'open'::text))
policy office on windows.act_draft for all to haoban_app
  using ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
  with check ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
policy office on windows.leave for all to haoban_app
  using ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
  with check ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
policy office on windows.pen for all to haoban_app
  using ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
  with check ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
policy office on windows.question for all to haoban_app
  using ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
  with check ((base.kind() = 'staff'::text) AND base.sees_organ(organ))
policy office on windows.seat for all to haoban_app
  using (EXISTS ( SELECT
   FROM windows.question q
  WHERE (q.id = seat.question)))
  with check (EXISTS ( SELECT
   FROM windows.question q
  WHERE (q.id = seat.question)))
policy officers on permission.granted for select to haoban_app
  using (permission.permits('permission.manage'::text) OR permission.permits('permission.confirm'::text) OR permission.permits('permission.audit'::text))
policy officers on permission.removal for select to haoban_app
  using (permission.permits('permission.manage'::text) OR permission.permits('permission.confirm'::text) OR permission.permits('permission.audit'::text))
policy operates on message.outbox for select to haoban_app
  using ((channel <> 'inbox'::text) AND ('message.operate'::text = ANY (base.list('haoban.permits'::text))))
policy organ on evaluation.rating for select to haoban_app
  using ((base.sees(organ, division) AND evaluation.permits(ARRAY['evaluation.read'::text, 'evaluation.handle'::text])) OR evaluation.permits(ARRAY['evaluation.review'::text]))
policy own on batch.batch for all to haoban_app
  using (by_whom = base.who())
  with check (by_whom = base.who())
policy own on batch.row for all to haoban_app
  using (EXISTS ( SELECT
   FROM batch.batch b
  WHERE ((b.id = "row".batch) AND (b.by_whom = base.who()))))
  with check (EXISTS ( SELECT
   FROM batch.batch b
  WHERE ((b.id = "row".batch) AND (b.by_whom = base.who()))))
policy own on evaluation.rater for select to haoban_app
  using (account = base.who())
policy own on evaluation.service for select to haoban_app
  using ((base.kind() = 'citizen'::text) AND (parties && base.parties()))
policy own on export.file for all to haoban_app
  using (by_whom = base.who())
  with check (by_whom = base.who())
policy own on form.draft for all to haoban_app
  using (owner = base.who())
  with check (owner = base.who())
policy own on holding.held for select to haoban_app
  using (party = ANY (base.parties()))
policy own on holding.use for select to haoban_app
  using (EXISTS ( SELECT
   FROM holding.held h
  WHERE ((h.id = use.holding) AND (h.party = ANY (base.parties())))))
policy own on message.contact_code for all to haoban_app
  using (account = base.who())
  with check (account = base.who())
policy own on message.outbox for select to haoban_app
  using ((channel = 'inbox'::text) AND (recipient = base.who()))
policy own on message.preference for all to haoban_app
  using (account = base.who())
  with check (account = base.who())
policy own on party.person for select to haoban_app
  using (id = ANY (party.principals()))
policy own on permission.account for select to haoban_app
  using (id = base.who())
policy own on permission.granted for select to haoban_app
  using (account = base.who())
policy own on windows.batch for all to haoban_app
  using (by_whom = base.who())
  with check (by_whom = base.who())
policy own on windows.batch_row for all to haoban_app
  using (EXISTS ( SELECT
   FROM windows.batch b
  WHERE ((b.id = batch_row.batch) AND (b.by_whom = base.who()))))
  with check (EXISTS ( SELECT
   FROM windows.batch b
  WHERE ((b.id = batch_row.batch) AND (b.by_whom = base.who()))))
policy own on windows.correction for all to haoban_app
  using (account = base.who())
  with check (account = base.who())
policy own on windows.export for all to haoban_app
  using (by_whom = base.who())
  with check (by_whom = base.who())
policy own on windows.onlooker for all to haoban_app
  using ((base.kind() = 'staff'::text) AND (account = base.who()))
  with check ((base.kind() = 'staff'::text) AND (account = base.who()))
policy own on windows.preference for all to haoban_app
  using (account = base.who())
  with check (account = base.who())
policy own on windows.scan for all to haoban_app
  using (account = base.who())
  with check (account = base.who())
policy own_contact on party.person for update to haoban_app
  using (id = ANY (base.parties()))
  with check (id = ANY (base.parties()))
policy own_reads on message.outbox for update to haoban_app
  using ((channel = 'inbox'::text) AND (recipient = base.who()))
  with check ((channel = 'inbox'::text) AND (recipient = base.who()))
policy own_sent on message.outbox for select to haoban_app
  using ((channel <> 'inbox'::text) AND (recipient = base.who()))
policy principal_grants on party.agency for insert to haoban_app
  with check ((principal = ANY (base.parties())) AND (revoked_at IS NULL))
policy proposes on permission.granted for insert to haoban_app
  with check (permission.permits('permission.manage'::text) AND (proposed_by = base.who()) AND (account <> base.who()) AND (confirmed_at IS NULL))
policy proposes on permission.officer for insert to haoban_app
  with check (permission.permits('permission.manage'::text) AND (account <> base.who()))
policy proposes on permission.removal for insert to haoban_app
  with check ((proposed_by = base.who()) AND (account <> base.who()) AND (confirmed_at IS NULL) AND (withdrawn_at IS NULL))
policy public on catalogue.entry for select to haoban_app
  using true
policy public on catalogue.gone for select to haoban_app
  using true
policy public on catalogue.lexicon for select to haoban_app
  using true
policy public on catalogue.state for select to haoban_app
  using true
policy public on catalogue.term for select to haoban_app
  using true
policy public on windows.counter_item for select to haoban_app
  using true
policy reaches on programme.milestone for update to haoban_app
  using ('programme.edit'::text = ANY (base.list('haoban.permits'::text)))
  with check ('programme.edit'::text = ANY (base.list('haoban.permits'::text)))
policy readers on document.paper for select to haoban_app
  using (readers && base.readers())
policy readers on ledger.fact for select to haoban_app
  using ((by_whom = base.who()) OR (EXISTS ( SELECT
   FROM ledger.chain c
  WHERE ((c.about = fact.about) AND (c.readers && base.readers())))) OR base.is_guest(about))
policy readers on process.instance for all to haoban_app
  using (readers && base.readers())
  with check (readers && base.readers())
policy reads on clock.year for select to haoban_app
  using true
policy reads on evaluation.exclusion for select to haoban_app
  using true
policy reads on evaluation.review for select to haoban_app
  using true
policy reads on evaluation.setting for select to haoban_app
  using true
policy reads on licence.call for select to haoban_app
  using true
policy reads on licence.system for select to haoban_app
  using true
policy reads on message.setting for select to haoban_app
  using true
policy reads on message.template for select to haoban_app
  using true
policy reads on orders.kind for select to haoban_app
  using true
policy reads on permission.officer for select to haoban_app
  using (base.kind() = 'staff'::text)
policy reads on programme.milestone for select to haoban_app
  using true
policy reads on programme.report for select to haoban_app
  using true
policy reads on publicity.publication for select to haoban_app
  using ((published_at IS NOT NULL) OR publicity.publishes())
policy reads on rectification.setting for select to haoban_app
  using true
policy reads on slot.opening for select to haoban_app
  using true
policy reviews on evaluation.review for insert to haoban_app
  with check (evaluation.permits(ARRAY['evaluation.review'::text]) AND (by_whom = base.who()))
policy reviews on evaluation.words for select to haoban_app
  using (evaluation.permits(ARRAY['evaluation.review'::text]) OR (evaluation.permits(ARRAY['evaluation.handle'::text]) AND (EXISTS ( SELECT
   FROM evaluation.rating r
  WHERE (r.id = words.rating_id)))))
policy sees on cases.file for select to haoban_app
  using (base.sees(organ, division) OR (applicant = ANY (base.parties())) OR cases.handles(agent, applicant, item, division) OR (holder = base.who()) OR (id = current_setting('haoban.case'::text, true)) OR base.is_guest(('case:'::text || id)))
policy sees on imports.past_case for select to haoban_app
  using ((party = ANY (base.parties())) OR base.sees(organ, division))
policy sees on licence.asked for select to haoban_app
  using licence.sees(licence)
policy sees on licence.authorisation for select to haoban_app
  using licence.sees(licence)
policy sees on licence.batch for select to haoban_app
  using base.sees(organ, division)
policy sees on licence.copy for select to haoban_app
  using licence.sees(licence)
policy sees on licence.correction for select to haoban_app
  using licence.sees(licence)
policy sees on licence.granted for select to haoban_app
  using licence.sees(licence)
policy sees on licence.inquiry for select to haoban_app
  using (base.sees(asking, division) OR base.sees_organ(asking) OR ((asked IS NOT NULL) AND base.sees_organ(asked)))
policy sees on licence.licence for select to haoban_app
  using ((party = ANY (base.parties())) OR base.sees(organ, division) OR (EXISTS ( SELECT
   FROM licence.authorisation a
  WHERE ((a.licence = licence.id) AND (a.agent = ANY (base.parties())) AND (a.revoked_at IS NULL)))))
policy sees on licence.showing for select to haoban_app
  using licence.sees(licence)
policy sees on licence.version for select to haoban_app
  using licence.sees(licence)
policy sees on licence.waiting for select to haoban_app
  using base.sees(organ, division)
policy sees on orders.order for select to haoban_app
  using ((NOT (base.who() = ANY (barred))) AND (EXISTS ( SELECT
   FROM orders.seat s
  WHERE (s.order_id = "order".id))))
policy sees on orders.seat for select to haoban_app
  using orders.reaches(( SELECT orders.rights() AS rights), kind, organ, division)
policy sees on personal.correction for select to haoban_app
  using ((account = base.who()) OR personal.answers(organ))
policy sees on publicity.objection for select to haoban_app
  using ((by_whom = base.who()) OR publicity.publishes())
policy sees on rectification.order for select to haoban_app
  using (rectification.works() AND base.sees(organ, division) AND (NOT (base.who() = ANY (barred))))
policy sees on seal.approval for select to haoban_app
  using (seal.permits() OR (EXISTS ( SELECT
   FROM seal.seal s
  WHERE ((s.id = approval.seal) AND (s.owner = ANY (base.parties()))))))
policy sees on seal.batch for select to haoban_app
  using (seal.permits() OR (asked_by = base.who()))
policy sees on seal.keeper for select to haoban_app
  using (seal.permits() OR (account = base.who()) OR (EXISTS ( SELECT
   FROM seal.seal s
  WHERE ((s.id = keeper.seal) AND (s.owner = ANY (base.parties()))))))
policy sees on seal.request for select to haoban_app
  using (seal.permits() OR (asked_by = base.who()) OR seal.keeps(seal) OR (EXISTS ( SELECT
   FROM seal.seal s
  WHERE ((s.id = request.seal) AND (s.owner = ANY (base.parties()))))))
policy sees on seal.use for select to haoban_app
  using (seal.permits() OR seal.keeps(seal) OR (EXISTS ( SELECT
   FROM seal.request r
  WHERE ((r.id = use.request) AND (r.asked_by = base.who())))) OR (EXISTS ( SELECT
   FROM seal.seal s
  WHERE ((s.id = use.seal) AND (s.owner = ANY (base.parties()))))))
policy sees on slot.booking for select to haoban_app
  using ((person = ANY (base.parties())) OR ((base.who() <> ''::text) AND (by_whom = base.who())) OR base.sees(organ, division))
policy sends_again on message.outbox for update to haoban_app
  using ((channel <> 'inbox'::text) AND ('message.operate'::text = ANY (base.list('haoban.permits'::text))))
  with check ((channel <> 'inbox'::text) AND ('message.operate'::text = ANY (base.list('haoban.permits'::text))))
policy settles on permission.removal for update to haoban_app
  using ((account <> base.who()) AND (confirmed_at IS NULL) AND (withdrawn_at IS NULL))
  with check ((confirmed_by = base.who()) OR ((proposed_by = base.who()) AND (withdrawn_at IS NOT NULL)))
policy staff on catalogue.miss for select to haoban_app
  using (base.kind() = 'staff'::text)
policy staff on catalogue.opened for select to haoban_app
  using (base.kind() = 'staff'::text)
policy staff on catalogue.rephrased for select to haoban_app
  using (base.kind() = 'staff'::text)
policy staff on party.agency for select to haoban_app
  using party.permits('party.read'::text)
policy staff on party.person for select to haoban_app
  using party.permits('party.read'::text)
policy staff on seal.seal for select to haoban_app
  using (seal.permits() OR ((owner_kind = 'party'::text) AND (owner = ANY (base.list('haoban.principals'::text)))))
policy struck on cases.opinion for delete to haoban_app
  using (EXISTS ( SELECT
   FROM cases.file f
  WHERE ((f.id = opinion.case_id) AND (base.sees(f.organ, f.division) OR (f.holder = base.who())))))
policy with_case on cases.answers for all to haoban_app
  using (EXISTS ( SELECT
   FROM cases.file f
  WHERE (f.id = answers.case_id)))
  with check (EXISTS ( SELECT
   FROM cases.file f
  WHERE ((f.id = answers.case_id) AND (base.sees(f.organ, f.division) OR (f.applicant = ANY (base.parties())) OR cases.handles(f.agent, f.applicant, f.item, f.division) OR (f.holder = base.who())))))
policy with_case on cases.assessment for all to haoban_app
  using (EXISTS ( SELECT
   FROM cases.file f
  WHERE (f.id = assessment.case_id)))
  with check (EXISTS ( SELECT
   FROM cases.file f
  WHERE ((f.id = assessment.case_id) AND (base.sees(f.organ, f.division) OR (f.applicant = ANY (base.parties())) OR cases.handles(f.agent, f.applicant, f.item, f.division) OR (f.holder = base.who())))))
policy with_case on cases.card for all to haoban_app
  using (EXISTS ( SELECT
   FROM cases.file f
  WHERE (f.id = card.case_id)))
  with check (EXISTS ( SELECT
   FROM cases.file f
  WHERE ((f.id = card.case_id) AND (base.sees(f.organ, f.division) OR (f.applicant = ANY (base.parties())) OR cases.handles(f.agent, f.applicant, f.item, f.division) OR (f.holder = base.who())))))
policy with_case on cases.material for all to haoban_app
  using (EXISTS ( SELECT
   FROM cases.file f
  WHERE (f.id = material.case_id)))
  with check (EXISTS ( SELECT
   FROM cases.file f
  WHERE ((f.id = material.case_id) AND (base.sees(f.organ, f.division) OR (f.applicant = ANY (base.parties())) OR cases.handles(f.agent, f.applicant, f.item, f.division) OR (f.holder = base.who())))))
policy with_case on cases.opinion for all to haoban_app
  using (EXISTS ( SELECT
   FROM cases.file f
  WHERE (f.id = opinion.case_id)))
  with check (EXISTS ( SELECT
   FROM cases.file f
  WHERE ((f.id = opinion.case_id) AND (base.sees(f.organ, f.division) OR (f.applicant = ANY (base.parties())) OR cases.handles(f.agent, f.applicant, f.item, f.division) OR (f.holder = base.who())))))
policy with_instance on process.incident for all to haoban_app
  using (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = incident.instance)))
  with check (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = incident.instance)))
policy with_instance on process.step for all to haoban_app
  using (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = step.instance)))
  with check (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = step.instance)))
policy with_instance on process.subscription for all to haoban_app
  using (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = subscription.instance)))
  with check (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = subscription.instance)))
policy with_instance on process.task for all to haoban_app
  using (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = task.instance)))
  with check (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = task.instance)))
policy with_instance on process.timer for all to haoban_app
  using (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = timer.instance)))
  with check (EXISTS ( SELECT
   FROM process.instance i
  WHERE (i.id = timer.instance)))
policy with_order on orders.clock for select to haoban_app
  using (EXISTS ( SELECT
   FROM orders."order" o
  WHERE (o.id = clock.order_id)))
policy with_order on orders.link for select to haoban_app
  using (EXISTS ( SELECT
   FROM orders."order" o
  WHERE (o.id = link.order_id)))
policy with_order on rectification.step for select to haoban_app
  using (EXISTS ( SELECT
   FROM rectification."order" o
  WHERE (o.id = step.order_id)))
policy withdraws on publicity.publication for update to haoban_app
  using publicity.publishes()
  with check publicity.publishes()
policy works on decision.draft for all to haoban_app
  using decision.works()
  with check decision.works()
policy works on decision.rehearsal for all to haoban_app
  using decision.works()
  with check decision.works()
policy works on decision.rehearsal_row for all to haoban_app
  using decision.works()
  with check decision.works()
policy works on draft.rehearsal for all to haoban_app
  using draft.sees(may)
  with check draft.sees(may)
policy works on draft.rehearsal_row for all to haoban_app
  using (EXISTS ( SELECT
   FROM draft.rehearsal r
  WHERE ((r.id = rehearsal_row.rehearsal) AND draft.sees(r.may))))
policy works on item.draft for all to haoban_app
  using item.works()
  with check item.works()
policy works on item.step for all to haoban_app
  using item.works()
  with check item.works()
policy works on process.draft for all to haoban_app
  using process.works()
  with check process.works()

grant delete, insert, select on base.loose_file to haoban_system
grant delete, insert, select on licence.showing to haoban_system
grant delete, insert, select on permission.pending to haoban_system
grant delete, insert, select on permission.spent_logout to haoban_system
grant delete, insert, select, update on base.attempt to haoban_app
grant delete, insert, select, update on base.attempt to haoban_system
grant delete, insert, select, update on base.command to haoban_app
grant delete, insert, select, update on base.command to haoban_system
grant delete, insert, select, update on cases.opinion to haoban_app
grant delete, insert, select, update on cases.opinion to haoban_system
grant delete, insert, select, update on catalogue.counted to haoban_system
grant delete, insert, select, update on catalogue.entry to haoban_system
grant delete, insert, select, update on catalogue.gone to haoban_system
grant delete, insert, select, update on catalogue.lexicon to haoban_system
grant delete, insert, select, update on catalogue.miss to haoban_system
grant delete, insert, select, update on catalogue.opened to haoban_system
grant delete, insert, select, update on catalogue.rephrased to haoban_system
grant delete, insert, select, update on catalogue.state to haoban_system
grant delete, insert, select, update on catalogue.term to haoban_system
grant delete, insert, select, update on form.draft to haoban_app
grant delete, insert, select, update on form.draft to haoban_system
grant delete, insert, select, update on form.element to haoban_system
grant delete, insert, select, update on kpi.roll to haoban_system
grant delete, insert, select, update on licence.due to haoban_system
grant delete, insert, select, update on licence.waiting to haoban_system
grant delete, insert, select, update on message.contact_code to haoban_app
grant delete, insert, select, update on message.contact_code to haoban_system
grant delete, insert, select, update on message.outbox to haoban_system
grant delete, insert, select, update on message.preference to haoban_system
grant delete, insert, select, update on orders.clock to haoban_system
grant delete, insert, select, update on orders.seat to haoban_system
grant delete, insert, select, update on permission.challenge to haoban_system
grant delete, insert, select, update on permission.directory to haoban_system
grant delete, insert, select, update on permission.failure to haoban_system
grant delete, insert, select, update on permission.identity to haoban_system
grant delete, insert, select, update on permission.invitation to haoban_system
grant delete, insert, select, update on permission.known_place to haoban_system
grant delete, insert, select, update on permission.membership to haoban_system
grant delete, insert, select, update on permission.passkey to haoban_system
grant delete, insert, select, update on permission.provider to haoban_system
grant delete, insert, select, update on permission.session to haoban_system
grant delete, insert, select, update on personal.correction to haoban_system
grant delete, insert, select, update on slot.booking to haoban_system
grant delete, insert, select, update on slot.opening to haoban_system
grant delete, insert, select, update on windows.act_draft to haoban_app
grant delete, insert, select, update on windows.act_draft to haoban_system
grant delete, insert, select, update on windows.batch to haoban_system
grant delete, insert, select, update on windows.batch_row to haoban_system
grant delete, insert, select, update on windows.correction to haoban_app
grant delete, insert, select, update on windows.correction to haoban_system
grant delete, insert, select, update on windows.counter_item to haoban_system
grant delete, insert, select, update on windows.export to haoban_system
grant delete, insert, select, update on windows.onlooker to haoban_app
grant delete, insert, select, update on windows.onlooker to haoban_system
grant delete, insert, select, update on windows.pen to haoban_app
grant delete, insert, select, update on windows.pen to haoban_system
grant delete, insert, select, update on windows.preference to haoban_app
grant delete, insert, select, update on windows.preference to haoban_system
grant delete, insert, select, update on windows.scan to haoban_system
grant delete, select on kpi.delta to haoban_system
grant insert on base.loose_file to haoban_app
grant insert, select on base.backup to haoban_system
grant insert, select on cases.answers to haoban_app
grant insert, select on cases.answers to haoban_system
grant insert, select on cases.assessment to haoban_app
grant insert, select on cases.assessment to haoban_system
grant insert, select on cases.material to haoban_app
grant insert, select on cases.material to haoban_system
grant insert, select on clock.year to haoban_app
grant insert, select on clock.year to haoban_system
grant insert, select on decision.rehearsal_row to haoban_system
grant insert, select on decision.version to haoban_app
grant insert, select on decision.version to haoban_system
grant insert, select on draft.rehearsal_row to haoban_system
grant insert, select on evaluation.exclusion to haoban_system
grant insert, select on evaluation.published to haoban_system
grant insert, select on evaluation.rater to haoban_system
grant insert, select on evaluation.rating to haoban_system
grant insert, select on evaluation.review to haoban_app
grant insert, select on evaluation.review to haoban_system
grant insert, select on evaluation.service to haoban_system
grant insert, select on evaluation.words to haoban_system
grant insert, select on holding.use to haoban_system
grant insert, select on imports.past_case to haoban_system
grant insert, select on item.handling to haoban_app
grant insert, select on item.handling to haoban_system
grant insert, select on item.step to haoban_app
grant insert, select on item.step to haoban_system
grant insert, select on item.version to haoban_app
grant insert, select on item.version to haoban_system
grant insert, select on ledger.checkpoint to haoban_system
grant insert, select on ledger.cosignature to haoban_system
grant insert, select on ledger.root to haoban_system
grant insert, select on ledger.verification to haoban_system
grant insert, select on ledger.witnessed to haoban_system
grant insert, select on licence.asked to haoban_system
grant insert, select on licence.authorisation to haoban_system
grant insert, select on licence.batch to haoban_system
grant insert, select on licence.call to haoban_system
grant insert, select on licence.copy to haoban_system
grant insert, select on licence.correction to haoban_system
grant insert, select on licence.granted to haoban_system
grant insert, select on licence.inquiry to haoban_system
grant insert, select on licence.licence to haoban_system
grant insert, select on licence.system to haoban_system
grant insert, select on licence.version to haoban_system
grant insert, select on message.template to haoban_app
grant insert, select on message.template to haoban_system
grant insert, select on party.agency to haoban_app
grant insert, select on party.agency to haoban_system
grant insert, select on party.person to haoban_app
grant insert, select on party.person to haoban_system
grant insert, select on permission.granted to haoban_app
grant insert, select on permission.granted to haoban_system
grant insert, select on permission.officer to haoban_app
grant insert, select on permission.officer to haoban_system
grant insert, select on permission.removal to haoban_app
grant insert, select on permission.removal to haoban_system
grant insert, select on personal.correction to haoban_app
grant insert, select on process.step to haoban_app
grant insert, select on process.step to haoban_system
grant insert, select on process.version to haoban_app
grant insert, select on process.version to haoban_system
grant insert, select on process.withdrawal to haoban_app
grant insert, select on process.withdrawal to haoban_system
grant insert, select on programme.milestone to haoban_app
grant insert, select on programme.milestone to haoban_system
grant insert, select on programme.report to haoban_app
grant insert, select on programme.report to haoban_system
grant insert, select on publicity.objection to haoban_app
grant insert, select on rectification.step to haoban_system
grant insert, select on seal.approval to haoban_system
grant insert, select on seal.authority to haoban_system
grant insert, select on seal.key to haoban_system
grant insert, select on seal.revoked to haoban_system
grant insert, select on seal.use to haoban_system
grant insert, select on windows.question to haoban_app
grant insert, select on windows.question to haoban_system
grant insert, select, update on authority.authority to haoban_app
grant insert, select, update on authority.authority to haoban_system
grant insert, select, update on base.city to haoban_system
grant insert, select, update on base.counter to haoban_app
grant insert, select, update on base.counter to haoban_system
grant insert, select, update on base.foundation to haoban_system
grant insert, select, update on batch.batch to haoban_app
grant insert, select, update on batch.batch to haoban_system
grant insert, select, update on batch.row to haoban_app
grant insert, select, update on batch.row to haoban_system
grant insert, select, update on cases.card to haoban_app
grant insert, select, update on cases.card to haoban_system
grant insert, select, update on cases.file to haoban_app
grant insert, select, update on cases.file to haoban_system
grant insert, select, update on catalogue.asked to haoban_system
grant insert, select, update on decision.draft to haoban_app
grant insert, select, update on decision.draft to haoban_system
grant insert, select, update on decision.model to haoban_app
grant insert, select, update on decision.model to haoban_system
grant insert, select, update on decision.rehearsal to haoban_app
grant insert, select, update on decision.rehearsal to haoban_system
grant insert, select, update on document.paper to haoban_app
grant insert, select, update on document.paper to haoban_system
grant insert, select, update on draft.rehearsal to haoban_app
grant insert, select, update on draft.rehearsal to haoban_system
grant insert, select, update on evaluation.setting to haoban_system
grant insert, select, update on export.file to haoban_app
grant insert, select, update on export.file to haoban_system
grant insert, select, update on holding.held to haoban_system
grant insert, select, update on holding.type to haoban_system
grant insert, select, update on item.division to haoban_app
grant insert, select, update on item.division to haoban_system
grant insert, select, update on item.draft to haoban_app
grant insert, select, update on item.draft to haoban_system
grant insert, select, update on item.imported to haoban_app
grant insert, select, update on item.imported to haoban_system
grant insert, select, update on item.item to haoban_app
grant insert, select, update on item.item to haoban_system
grant insert, select, update on item.offer to haoban_system
grant insert, select, update on item.organ to haoban_system
grant insert, select, update on item.organ_change to haoban_system
grant insert, select, update on item.retired_division to haoban_system
grant insert, select, update on licence.type to haoban_system
grant insert, select, update on message.preference to haoban_app
grant insert, select, update on message.setting to haoban_system
grant insert, select, update on orders.kind to haoban_system
grant insert, select, update on orders.link to haoban_system
grant insert, select, update on orders.order to haoban_system
grant insert, select, update on permission.account to haoban_system
grant insert, select, update on permission.role to haoban_system
grant insert, select, update on permission.role_change to haoban_system
grant insert, select, update on process.draft to haoban_app
grant insert, select, update on process.draft to haoban_system
grant insert, select, update on process.incident to haoban_app
grant insert, select, update on process.incident to haoban_system
grant insert, select, update on process.instance to haoban_app
grant insert, select, update on process.instance to haoban_system
grant insert, select, update on process.message to haoban_system
grant insert, select, update on process.subscription to haoban_app
grant insert, select, update on process.subscription to haoban_system
grant insert, select, update on process.task to haoban_app
grant insert, select, update on process.task to haoban_system
grant insert, select, update on process.timer to haoban_app
grant insert, select, update on process.timer to haoban_system
grant insert, select, update on publicity.objection to haoban_system
grant insert, select, update on publicity.publication to haoban_system
grant insert, select, update on rectification.order to haoban_system
grant insert, select, update on rectification.setting to haoban_system
grant insert, select, update on seal.batch to haoban_system
grant insert, select, update on seal.keeper to haoban_system
grant insert, select, update on seal.request to haoban_system
grant insert, select, update on seal.seal to haoban_system
grant insert, select, update on windows.batch to haoban_app
grant insert, select, update on windows.batch_row to haoban_app
grant insert, select, update on windows.export to haoban_app
grant insert, select, update on windows.leave to haoban_app
grant insert, select, update on windows.leave to haoban_system
grant insert, select, update on windows.scan to haoban_app
grant insert, select, update on windows.seat to haoban_app
grant insert, select, update on windows.seat to haoban_system
grant select on base.backup to haoban_app
grant select on cases.listed to haoban_app
grant select on cases.listed to haoban_system
grant select on catalogue.entry to haoban_app
grant select on catalogue.gone to haoban_app
grant select on catalogue.lexicon to haoban_app
grant select on catalogue.miss to haoban_app
grant select on catalogue.opened to haoban_app
grant select on catalogue.rephrased to haoban_app
grant select on catalogue.state to haoban_app
grant select on catalogue.term to haoban_app
grant select on decision.rehearsal_row to haoban_app
grant select on draft.rehearsal_row to haoban_app
grant select on evaluation.exclusion to haoban_app
grant select on evaluation.rater to haoban_app
grant select on evaluation.rating to haoban_app
grant select on evaluation.service to haoban_app
grant select on evaluation.setting to haoban_app
grant select on evaluation.words to haoban_app
grant select on form.element to haoban_app
grant select on holding.held to haoban_app
grant select on holding.type to haoban_app
grant select on holding.use to haoban_app
grant select on imports.past_case to haoban_app
grant select on item.offer to haoban_app
grant select on item.organ to haoban_app
grant select on item.retired_division to haoban_app
grant select on kpi.cut to haoban_system
grant select on kpi.rollup to haoban_system
grant select on ledger.chain to haoban_app
grant select on ledger.chain to haoban_system
grant select on ledger.checkpoint to haoban_app
grant select on ledger.cosignature to haoban_app
grant select on ledger.fact to haoban_app
grant select on ledger.fact to haoban_system
grant select on ledger.root to haoban_app
grant select on ledger.verification to haoban_app
grant select on ledger.witnessed to haoban_app
grant select on licence.asked to haoban_app
grant select on licence.authorisation to haoban_app
grant select on licence.batch to haoban_app
grant select on licence.call to haoban_app
grant select on licence.copy to haoban_app
grant select on licence.correction to haoban_app
grant select on licence.granted to haoban_app
grant select on licence.inquiry to haoban_app
grant select on licence.licence to haoban_app
grant select on licence.showing to haoban_app
grant select on licence.type to haoban_app
grant select on licence.version to haoban_app
grant select on licence.waiting to haoban_app
grant select on message.outbox to haoban_app
grant select on message.setting to haoban_app
grant select on orders.clock to haoban_app
grant select on orders.kind to haoban_app
grant select on orders.link to haoban_app
grant select on orders.order to haoban_app
grant select on orders.seat to haoban_app
grant select on permission.role to haoban_app
grant select on publicity.publication to haoban_app
grant select on rectification.order to haoban_app
grant select on rectification.setting to haoban_app
grant select on rectification.step to haoban_app
grant select on seal.approval to haoban_app
grant select on seal.batch to haoban_app
grant select on seal.keeper to haoban_app
grant select on seal.request to haoban_app
grant select on seal.seal to haoban_app
grant select on seal.use to haoban_app
grant select on slot.booking to haoban_app
grant select on slot.opening to haoban_app
grant select on windows.counter_item to haoban_app

function base.beat(names text[]) returns void security definer
function base.city_stays() returns trigger
function base.dead_jobs() returns TABLE(id bigint, task text, attempts integer, last_error text, created_at timestamp with time zone, updated_at timestamp with time zone) security definer
function base.enqueue(task text, payload json, run_at timestamp with time zone, job_key text, max_attempts integer) returns void security definer
function base.free_jobs_of(names text[]) returns integer security definer
function base.hold_job(job bigint, worker text) returns void security definer
function base.is_guest(about text) returns boolean security definer
function base.job_counts() returns TABLE(task text, waiting integer, late integer, retrying integer, dead integer, oldest timestamp with time zone) security definer
function base.job_lock(job bigint) returns bigint
function base.kind() returns text
function base.let_in(about text, by_key text, organ text, division text) returns void security definer
function base.let_out(about text, by_key text) returns void security definer
function base.list(setting text) returns text[]
function base.missing_workers(space integer) returns SETOF text security definer
function base.organs() returns text[]
function base.parties() returns text[]
function base.readers() returns text[]
function base.retry_jobs(ids bigint[]) returns integer security definer
function base.sees(organ text, division text) returns boolean
function base.sees_organ(organ text) returns boolean
function base.take_back_jobs(keys text[]) returns boolean security definer
function base.who() returns text
function cases.handles(agent text, applicant text, item text, division text) returns boolean
function cases.office_words(office text, words text[]) returns integer[]
function cases.words(organ text, applicant text, item text) returns integer[]
function decision.no_change() returns trigger
function decision.works() returns boolean
function document.no_change() returns trigger
function draft.sees(may text[]) returns boolean
function evaluation.keep() returns trigger
function evaluation.permits(permissions text[]) returns boolean
function item.begin_stamped() returns trigger
function item.no_change() returns trigger
function item.stamp_directory() returns trigger
function item.works() returns boolean
function kpi.fold(most integer) returns integer
function kpi.of case.decided(r cases.file) returns SETOF kpi.addition
function kpi.of case.submitted(r cases.file) returns SETOF kpi.addition
function kpi.pick(axes text[], places integer[]) returns text[]
function kpi.plus(a bigint[], b bigint[]) returns bigint[]
function kpi.rebuild(which text) returns integer
function kpi.tell case.decided() returns trigger security definer
function kpi.tell case.submitted() returns trigger security definer
function kpi.total(bigint[]) returns bigint[]
function kpi.track(which text, source regclass, day text, axes jsonb, sums jsonb, cuts jsonb, keep text) returns void
function kpi.wrong(which text) returns TABLE(cut text[], grain text, axes text[], day date, kept bigint[], counted bigint[])
function ledger.append(subject text, place integer, fact_name text, fact_data jsonb, author text, moment timestamp with time zone, before text, fact_hash text, new_readers text[]) returns bigint security definer
function ledger.begin_chains(firsts jsonb) returns TABLE(id bigint, about text) security definer
function ledger.hold(subject text, first_readers text[]) returns TABLE(seq integer, hash text, readers text[]) security definer
function ledger.no_change() returns trigger
function ledger.settle() returns bigint security definer
function licence.sees(id text) returns boolean security definer
function orders.fold_anew(id text) returns void
function orders.reaches(rights text[], kind text, organ text, division text) returns boolean
function orders.rights() returns text[]
function orders.take_in(kind text, o jsonb) returns void
function party.permits(permission text) returns boolean
function party.principals() returns text[]
function party.speaking(person text, today date) returns TABLE(party text, name text, kind text, "as" text, items text[], divisions text[], "toOn" date, rank integer)
function permission.grants_of(holder text, today date) returns jsonb
function permission.office_of(role text, permission text) returns text
function permission.officers_serve() returns trigger
function permission.officers_stay_apart() returns trigger
function permission.permits(permission text) returns boolean
function permission.serves(holder text, in_office text) returns boolean
function personal.answers(organ text) returns boolean
function process.hold(wanted text) returns SETOF process.instance
function process.let_guests() returns trigger
function process.no_change() returns trigger
function process.works() returns boolean
function process.write(given jsonb) returns void
function publicity.publishes() returns boolean
function rectification.hand_over() returns trigger security definer
function rectification.take_over(o rectification."order") returns void
function rectification.works() returns boolean
function seal.approval_is_given() returns trigger
function seal.firm_governs() returns trigger
function seal.keeps(wanted text) returns boolean
function seal.no_change() returns trigger
function seal.permits() returns boolean
function seal.request_stays() returns trigger
function seal.use_is_approved() returns trigger
function slot.count_taken() returns trigger security definer

