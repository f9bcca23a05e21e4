-- Tables that are published: what each is, every version of it for ever, the files on their way in, and who was told.

create table dataset (
  id uuid primary key,
  authority_id uuid not null references authority,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  description text not null default '',
  -- a table of ours; data kept elsewhere; a document; or something only on paper, said plainly
  kind text not null check (kind in ('table', 'external', 'document', 'paper')),
  theme text not null,
  keywords text[] not null default '{}',
  owner text not null default '',
  contact_email text not null,
  licence text not null,
  attributions text[] not null default '{}',
  frequency text not null,
  area_name text,
  area_code text,
  period_from date,
  period_to date,
  template text,
  -- whether a new file is the whole table again, or more rows for it
  update_mode text not null default 'replace' check (update_mode in ('replace', 'add')),
  -- the column list that every version keeps to: [{ "name", "title", "type", … }, …]
  contract jsonb not null default '[]',
  primary_key text[] not null default '{}',
  known_problems text not null default '',
  redaction_note text not null default '',
  -- [{ "title", "url", "format", "note" }, …]
  links jsonb not null default '[]',
  -- one-line chart recipes
  charts text[] not null default '{}',
  -- rows come by machine and are sealed into versions; null where they do not
  seal_every text check (seal_every in ('hourly', 'daily', 'weekly', 'monthly')),
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  latest_version integer,
  first_published_at timestamptz,
  changed_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid references staff,
  withdrawn_reason text,
  withdrawn_contact text,
  replaced_by text,
  version integer not null default 1,
  created_by uuid references staff,
  created_at timestamptz not null,
  search tsvector generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')
  ) stored,
  unique (authority_id, slug)
);
create index dataset_changed on dataset (authority_id, changed_at desc, id) where state <> 'draft';
create index dataset_search on dataset using gin (search);

create table dataset_version (
  id uuid primary key,
  dataset_id uuid not null references dataset,
  -- counted from 1 as versions are published; null while one waits for a second person or was refused
  number integer,
  state text not null check (state in ('waiting', 'refused', 'published', 'withdrawn')),
  reason text not null check (reason in ('first', 'update', 'correction', 'addition', 'sealed')),
  note text not null default '',
  -- what breaks for those who use the data, where the publisher declared a break
  breaking text,
  period_from date,
  period_to date,
  rows bigint not null,
  -- [{ "name", "title", "type", …, statistics }, …]
  columns jsonb not null,
  primary_key text[] not null default '{}',
  source_name text not null,
  source_sha256 text not null,
  source_bytes bigint not null,
  -- everything beside the bytes that decided the output: sheet, dates, mapping, decisions, version of the program
  recipe jsonb not null,
  ledger jsonb not null,
  parquet_sha256 text not null,
  parquet_bytes bigint not null,
  csv_sha256 text not null,
  csv_bytes bigint not null,
  -- { "from", "added", "removed", "changed", "same" } against the version before
  difference jsonb,
  screening jsonb not null,
  certificate_id uuid references release_certificate,
  created_by uuid references staff,
  created_at timestamptz not null,
  published_at timestamptz,
  approved_by uuid references staff,
  approval_reason text,
  withdrawn_at timestamptz,
  withdrawn_by uuid references staff,
  withdrawn_reason text,
  unique (dataset_id, number),
  check ((number is null) = (state in ('waiting', 'refused')))
);
create index dataset_version_waiting on dataset_version (dataset_id, created_at) where state = 'waiting';

-- A file on its way to becoming a version. Whoever works on it holds a lease: after a kill another takes it up.
create table dataset_import (
  id uuid primary key,
  authority_id uuid not null references authority,
  dataset_id uuid references dataset,
  -- what the new dataset is to be, where there is none yet
  proposal jsonb,
  file_name text not null,
  file_sha256 text not null,
  file_bytes bigint not null,
  -- the answers given so far: sheet, dates, mapping, what to leave out …
  options jsonb not null default '{}',
  -- false: stop once it is ready, for a person to look at first
  publish boolean not null,
  state text not null check (state in ('received', 'working', 'needs-decision', 'ready', 'done', 'failed', 'cancelled')),
  stage text,
  stage_done bigint not null default 0,
  stage_total bigint not null default 0,
  stage_since timestamptz,
  lease_until timestamptz,
  attempts integer not null default 0,
  report jsonb,
  problem jsonb,
  version_id uuid references dataset_version,
  request_key text,
  version integer not null default 1,
  created_by uuid references staff,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (authority_id, request_key)
);
create index dataset_import_waiting on dataset_import (created_at) where state in ('received', 'working');
create index dataset_import_recent on dataset_import (authority_id, created_at desc);

-- Rows sent by machine, once per key, until they are sealed into a version.
create table dataset_batch (
  dataset_id uuid not null references dataset,
  key text not null,
  number bigint not null generated always as identity,
  body_hash text not null,
  rows jsonb not null,
  row_count integer not null,
  received_by uuid references staff,
  received_at timestamptz not null,
  sealed_in uuid references dataset_version,
  primary key (dataset_id, key)
);
create index dataset_batch_open on dataset_batch (dataset_id, number) where sealed_in is null;

-- What the public was told, in order: feeds, mail and webhooks are made from it.
create table catalogue_event (
  id uuid primary key,
  number bigint not null generated always as identity,
  authority_id uuid not null references authority,
  dataset_id uuid not null references dataset,
  version_number integer,
  kind text not null check (kind in ('published', 'updated', 'corrected', 'version-withdrawn', 'withdrawn')),
  summary text not null,
  at timestamptz not null
);
create index catalogue_event_recent on catalogue_event (authority_id, at desc, number desc);
create index catalogue_event_dataset on catalogue_event (dataset_id, number desc);

create table catalogue_subscription (
  id uuid primary key,
  authority_id uuid not null references authority,
  -- null: every dataset
  dataset_id uuid references dataset,
  channel text not null check (channel in ('email', 'webhook')),
  address text not null,
  -- of the link that confirms and that ends it
  secret_hash text not null unique,
  -- signs what a webhook is sent
  signing_secret text,
  confirmed_at timestamptz,
  ended_at timestamptz,
  -- the last catalogue_event it was told of
  told_number bigint not null,
  failures integer not null default 0,
  next_attempt_at timestamptz,
  created_at timestamptz not null
);
create index catalogue_subscription_live on catalogue_subscription (authority_id, told_number)
  where confirmed_at is not null and ended_at is null;

-- “Something is wrong here” and “please publish this”: the words in public, whoever wrote them not.
create table feedback (
  id uuid primary key,
  authority_id uuid not null references authority,
  reference text not null,
  dataset_id uuid references dataset,
  kind text not null check (kind in ('problem', 'suggestion')),
  message text not null,
  -- which part of the table, as a fragment of RFC 7111: row=12, cell=12,3
  place text,
  reporter_email text,
  state text not null check (state in ('new', 'open', 'answered', 'rejected')),
  -- as a publisher cleared it for the public page; nothing is public before
  public_text text,
  answer text,
  corrected_in integer,
  received_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid references staff,
  version integer not null default 1,
  unique (authority_id, reference)
);
create index feedback_dataset on feedback (dataset_id, received_at desc);
create index feedback_open on feedback (authority_id, received_at) where state in ('new', 'open');

-- What this authority must publish: which duty, whose, and with which dataset it is met.
create table publication_duty (
  id uuid primary key,
  authority_id uuid not null references authority,
  -- a duty of src/law/publication, or null for one of the authority's own
  rule text,
  title text not null,
  basis text not null,
  frequency text not null,
  -- for one's own: days after the end of a period
  grace_days integer not null default 0,
  applies boolean not null default true,
  note text not null default '',
  owner text not null default '',
  owner_email text,
  dataset_id uuid references dataset,
  starts_on date not null,
  -- the period end the last reminder was about, so that each is sent once
  reminded_for date,
  version integer not null default 1,
  unique (authority_id, rule)
);

create table news_item (
  id uuid primary key,
  authority_id uuid not null references authority,
  kind text not null check (kind in ('news', 'event')),
  slug text not null,
  title text not null,
  body text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  place text,
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  created_by uuid references staff,
  unique (authority_id, slug)
);
create index news_item_recent on news_item (authority_id, kind, published_at desc);
