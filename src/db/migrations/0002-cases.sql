-- A request of any regime, its parts, clocks, tasks, documents, messages and answers.

create table requester (
  id uuid primary key,
  authority_id uuid not null references authority,
  name text,
  email text,
  phone text,
  postal_address text,
  -- for statistics only; never shown to whoever decides
  kind text,
  erased_at timestamptz,
  created_at timestamptz not null default now()
);
create index requester_email on requester (authority_id, lower(email));

create table cases (
  id uuid primary key,
  authority_id uuid not null references authority,
  reference text not null,
  regime text not null,
  channel text not null check (channel in ('web', 'email', 'post', 'phone', 'api')),
  title text not null,
  request_text text not null,
  period_text text,
  format_preference text,
  reply_by text not null default 'email' check (reply_by in ('email', 'post')),
  requester_id uuid not null references requester,
  received_on date not null,
  received_at timestamptz not null,
  -- where the work stands: transitions.ts is the only list of moves between stages
  stage text not null check (stage in ('new', 'open', 'approval', 'approved', 'answered', 'withdrawn', 'closed')),
  outcome text,
  officer_id uuid references staff,
  risk_flags text[] not null default '{}',
  topic text,
  -- the current clock, repeated here so that worklists sort and filter on it
  clock_state text not null default 'running' check (clock_state in ('running', 'waiting', 'stopped')),
  waiting_for text,
  due_on date,
  draft_due_on date,
  extended boolean not null default false,
  answered_on date,
  closed_on date,
  tracking_hash text not null unique,
  campaign text,
  version integer not null default 1,
  search tsvector generated always as (
    setweight(to_tsvector('english', reference || ' ' || title), 'A') || setweight(to_tsvector('english', left(request_text, 200000)), 'B')
  ) stored,
  created_at timestamptz not null default now(),
  unique (authority_id, reference)
);
create index cases_open_due on cases (authority_id, due_on, id) where stage in ('new', 'open', 'approval', 'approved');
create index cases_waiting on cases (authority_id, due_on, id) where clock_state = 'waiting' and stage in ('new', 'open', 'approval', 'approved');
create index cases_unassigned on cases (authority_id, due_on, id) where officer_id is null and stage in ('new', 'open', 'approval', 'approved');
create index cases_officer on cases (officer_id, due_on, id) where stage in ('new', 'open', 'approval', 'approved');
create index cases_approval on cases (authority_id, due_on, id) where stage = 'approval';
create index cases_closed on cases (authority_id, answered_on desc nulls last, id) where stage in ('answered', 'withdrawn', 'closed');
create index cases_received on cases (authority_id, received_on, id);
create index cases_search on cases using gin (search);
create index cases_requester on cases (requester_id);
create index cases_campaign on cases (authority_id, campaign) where campaign is not null;

create table case_link (
  from_id uuid not null references cases,
  to_id uuid not null references cases,
  kind text not null check (kind in ('review-of', 'duplicate-of', 'aggregated-with', 'follows', 'complaint-about')),
  created_at timestamptz not null default now(),
  primary key (from_id, to_id, kind)
);
create index case_link_to on case_link (to_id);

create table case_part (
  id uuid primary key,
  case_id uuid not null references cases,
  number integer not null,
  text text not null,
  team_id uuid references team,
  held text not null default 'unknown' check (held in ('unknown', 'yes', 'part', 'no')),
  outcome text check (outcome in ('provided', 'partly-provided', 'not-held', 'available-elsewhere', 'refused',
    'over-cost-limit', 'vexatious', 'repeated', 'neither-confirm-nor-deny', 'withdrawn', 'clarification-needed')),
  answer text not null default '',
  link_url text,
  link_title text,
  advice text not null default '',
  decided_by uuid references staff,
  decided_at timestamptz,
  unique (case_id, number)
);

-- One legal ground relied on for one part, with its reasoning (FOIA s.17, EIR reg 14).
create table part_ground (
  id uuid primary key,
  part_id uuid not null references case_part on delete cascade,
  exemption_id text not null,
  reasoning text not null,
  prejudice text not null default '',
  factors_for text[] not null default '{}',
  factors_against text[] not null default '{}',
  conclusion text not null default '',
  qualified_person text,
  qualified_opinion_on date,
  decided_by uuid references staff,
  decided_on date not null
);
create index part_ground_part on part_ground (part_id);

create table cost_estimate (
  id uuid primary key,
  case_id uuid not null references cases,
  -- [{ "activity": "locating", "hours": 6, "note": "" }, …]
  activities jsonb not null,
  total_pence integer not null,
  over_limit boolean not null,
  created_by uuid not null references staff,
  created_at timestamptz not null
);
create index cost_estimate_case on cost_estimate (case_id, created_at desc);

create table clock_event (
  id uuid primary key,
  case_id uuid not null references cases,
  type text not null,
  happened_on date not null,
  until_on date,
  reason text not null default '',
  recorded_by uuid references staff,
  recorded_at timestamptz not null,
  -- a correction never edits: it retracts the wrong event and records the right one
  retracted_at timestamptz
);
create index clock_event_case on clock_event (case_id, happened_on);

-- Every computation that stood, with what it was computed from. A newer one supersedes, never overwrites.
create table clock (
  id uuid primary key,
  case_id uuid not null references cases,
  rule text not null,
  calendar_id text not null,
  calendar_version text not null,
  inputs jsonb not null,
  raw_on date,
  due_on date,
  state text not null,
  waiting_for text,
  lapses_on date,
  notice_by date,
  because jsonb not null,
  computed_at timestamptz not null,
  cause text not null,
  superseded_at timestamptz
);
create index clock_case on clock (case_id, computed_at desc);

create table task (
  id uuid primary key,
  authority_id uuid not null references authority,
  case_id uuid not null references cases,
  part_id uuid references case_part,
  team_id uuid not null references team,
  title text not null,
  instructions text not null default '',
  due_on date not null,
  status text not null default 'not-started' check (status in ('not-started', 'in-progress', 'done', 'not-held', 'cancelled')),
  response text not null default '',
  chases integer not null default 0,
  next_chase_on date,
  created_by uuid references staff,
  created_at timestamptz not null,
  completed_by uuid references staff,
  completed_at timestamptz
);
create index task_case on task (case_id);
create index task_open on task (team_id, due_on) where status in ('not-started', 'in-progress');
create index task_chase on task (next_chase_on) where status in ('not-started', 'in-progress');

create table message (
  id uuid primary key,
  authority_id uuid not null references authority,
  case_id uuid references cases,
  direction text not null check (direction in ('in', 'out', 'note')),
  kind text not null,
  channel text not null,
  from_address text,
  to_address text,
  subject text not null default '',
  body text not null,
  -- mail's own Message-ID, and the ones it answers; how a reply finds its case
  mail_id text,
  mail_references text[] not null default '{}',
  content_hash text,
  outbox_id uuid references outbox,
  warnings text[] not null default '{}',
  created_by uuid references staff,
  created_at timestamptz not null
);
create index message_case on message (case_id, created_at);
create unique index message_mail_id on message (authority_id, mail_id) where mail_id is not null;
create unique index message_content on message (authority_id, content_hash) where content_hash is not null;

create table document (
  id uuid primary key,
  authority_id uuid not null references authority,
  case_id uuid references cases,
  task_id uuid references task,
  part_id uuid references case_part,
  message_id uuid references message,
  name text not null,
  media_type text not null,
  file_type text not null,
  size bigint not null,
  sha256 text not null,
  origin text not null check (origin in ('requester', 'service', 'officer', 'letter', 'mail')),
  release_state text not null default 'held' check (release_state in ('held', 'for-release', 'released', 'withheld')),
  inspection jsonb not null default '[]',
  uploaded_by uuid references staff,
  created_at timestamptz not null
);
create index document_case on document (case_id, created_at);

create table letter (
  id uuid primary key,
  case_id uuid not null references cases,
  version integer not null,
  kind text not null,
  input jsonb not null,
  wording_version text not null,
  state text not null check (state in ('submitted', 'changes-asked', 'approved', 'sent', 'superseded')),
  html_sha256 text,
  pdf_sha256 text,
  docx_sha256 text,
  text_body text not null,
  created_by uuid not null references staff,
  created_at timestamptz not null,
  sent_at timestamptz,
  unique (case_id, version)
);

create table approval (
  id uuid primary key,
  letter_id uuid not null references letter,
  case_id uuid not null references cases,
  step integer not null,
  role text not null,
  label text not null,
  assigned_to uuid references staff,
  decision text check (decision in ('approved', 'changes-asked', 'passed-on')),
  comment text not null default '',
  decided_by uuid references staff,
  decided_at timestamptz,
  created_at timestamptz not null
);
create index approval_case on approval (case_id, created_at);

-- What the release gate looked at and said, for the exact bytes named by sha256.
create table release_certificate (
  id uuid primary key,
  authority_id uuid not null references authority,
  case_id uuid references cases,
  route text not null,
  subject text not null,
  sha256 text not null,
  verdict text not null check (verdict in ('clean', 'stopped')),
  checks jsonb not null,
  findings jsonb not null,
  created_by uuid references staff,
  created_at timestamptz not null
);
create index release_certificate_case on release_certificate (case_id, created_at);

-- What a member of the public has typed so far; submitting twice answers with the same case.
create table request_draft (
  secret_hash text primary key,
  authority_id uuid not null references authority,
  answers jsonb not null,
  case_id uuid references cases,
  reference text,
  tracking_secret text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table suggestion_count (
  authority_id uuid not null references authority,
  day date not null,
  shown integer not null default 0,
  opened integer not null default 0,
  resolved integer not null default 0,
  primary key (authority_id, day)
);
