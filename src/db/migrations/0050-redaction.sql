-- Redaction is data beside a document, whose bytes never change. No words of the document are kept here.

alter table document add column redacted_from uuid references document;
alter table document add column redaction jsonb;
alter table document drop constraint document_origin_check;
alter table document add constraint document_origin_check
  check (origin in ('requester', 'service', 'officer', 'letter', 'mail', 'redacted'));
create index document_redacted_from on document (redacted_from) where redacted_from is not null;
create index document_sha256 on document (authority_id, sha256);

create table redaction (
  document_id uuid primary key references document,
  authority_id uuid not null references authority,
  case_id uuid not null references cases,
  -- moves on with every change of a mark or a page
  version integer not null default 1,
  created_by uuid not null references staff,
  created_at timestamptz not null
);

create table redaction_mark (
  id uuid primary key,
  document_id uuid not null references redaction,
  -- 1 for what has no pages
  page integer not null check (page > 0),
  place jsonb not null,
  reason text not null,
  layer text not null check (layer in ('regulator', 'internal', 'requester', 'public-log')),
  state text not null check (state in ('proposed', 'accepted', 'rejected')),
  -- what proposed it and why, never its words; null where a person set it
  rule text,
  why text,
  score real,
  created_by uuid not null references staff,
  created_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz,
  -- a mark that was taken away stays as a line of the record
  removed_at timestamptz
);
create index redaction_mark_page on redaction_mark (document_id, page, created_at) where removed_at is null;

create table redaction_page (
  document_id uuid not null references redaction,
  page integer not null check (page > 0),
  flag text not null check (flag in ('full', 'partial', 'withheld', 'duplicate', 'out-of-scope')),
  -- why a page is withheld: a reason code
  reason text,
  -- where a duplicate's first copy is
  duplicate_of uuid references document,
  duplicate_page integer,
  set_by uuid not null references staff,
  set_at timestamptz not null,
  primary key (document_id, page)
);

-- Who is named in a case's documents: whom to look for, and whose name is public.
create table case_person (
  id uuid primary key,
  case_id uuid not null references cases,
  name text not null,
  role text not null check (role in ('data-subject', 'third-party', 'public')),
  added_by uuid not null references staff,
  added_at timestamptz not null,
  unique (case_id, name)
);

-- Words that were read in pictures of pages, kept because reading them takes seconds. Boxes in points from the top left.
create table scanned_page (
  sha256 text not null,
  page integer not null,
  words jsonb not null,
  made_at timestamptz not null,
  primary key (sha256, page)
);
