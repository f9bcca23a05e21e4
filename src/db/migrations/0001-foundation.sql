-- Authorities, the people who work for them, and the record of what everybody did.

create table authority (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  short_name text not null,
  nation text not null check (nation in ('england', 'wales', 'scotland', 'northern-ireland')),
  hostnames text[] not null default '{}',
  reference_prefix text not null,
  address_lines text[] not null default '{}',
  email text not null,
  phone text,
  website text,
  colour text not null default '#0b5d66',
  -- office facts and choices: draft days, approval workflows, review address, sign-off, disclosure delay …
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table reference_counter (
  authority_id uuid not null references authority,
  prefix text not null,
  last integer not null default 0,
  primary key (authority_id, prefix)
);

create table staff (
  id uuid primary key,
  authority_id uuid not null references authority,
  email text not null,
  name text not null,
  job_title text not null default '',
  password_hash text,
  totp_secret text,
  active boolean not null default true,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now()
);
create unique index staff_email on staff (lower(email));

create table staff_role (
  staff_id uuid not null references staff,
  role text not null check (role in ('information-officer', 'service-contact', 'approver', 'data-protection-officer',
    'publisher', 'auditor', 'administrator')),
  primary key (staff_id, role)
);

create table team (
  id uuid primary key,
  authority_id uuid not null references authority,
  name text not null,
  email text,
  unique (authority_id, name)
);

create table team_member (
  team_id uuid not null references team,
  staff_id uuid not null references staff,
  primary key (team_id, staff_id)
);

-- Only hashes of secrets are kept: reading this table lets nobody in.
create table session (
  secret_hash text primary key,
  staff_id uuid not null references staff,
  form_secret text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_staff on session (staff_id);

create table sign_in_link (
  secret_hash text primary key,
  staff_id uuid not null references staff,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table api_token (
  secret_hash text primary key,
  staff_id uuid not null references staff,
  name text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

create table approval_workflow (
  id uuid primary key,
  authority_id uuid not null references authority,
  regime text,
  risk_flag text,
  -- [{ "role": "approver", "label": "Service approval" }, …]; an empty list means none is needed
  steps jsonb not null,
  unique nulls not distinct (authority_id, regime, risk_flag)
);

create table wording_override (
  authority_id uuid not null references authority,
  key text not null,
  locale text not null,
  version integer not null,
  text text not null,
  effective_from date not null,
  created_by uuid references staff,
  primary key (authority_id, key, locale, version)
);

-- Append-only and hash-chained. One chain per authority, so that authorities never wait for one another.
create table audit_event (
  id uuid primary key,
  chain text not null,
  number bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'requester', 'system')),
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  case_id uuid,
  details jsonb not null,
  previous_hash text not null,
  hash text not null,
  unique (chain, number)
);
create index audit_event_case on audit_event (case_id, number desc) where case_id is not null;

create table audit_head (
  chain text primary key,
  number bigint not null,
  hash text not null
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit records are never changed or removed';
end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_audit_change();

create table holiday_feed (
  version integer primary key generated always as identity,
  sha256 text not null unique,
  content text not null,
  source text not null,
  imported_at timestamptz not null
);

create table idempotency_key (
  scope text not null,
  key text not null,
  body_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null,
  primary key (scope, key)
);

-- Messages that must leave, written in the same transaction as the decision that sends them.
create table outbox (
  id uuid primary key,
  key text not null unique,
  kind text not null,
  authority_id uuid not null references authority,
  payload jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'failed', 'held')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_pending on outbox (next_attempt_at) where state = 'pending';
