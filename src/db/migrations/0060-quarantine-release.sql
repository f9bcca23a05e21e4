-- A file that was locked away as holding a virus and was let out again: scanned clean later, or a false alarm for two people.

create table quarantine_release (
  id uuid primary key,
  authority_id uuid not null references authority,
  document_id uuid not null references document,
  sha256 text not null,
  asked_by uuid not null references staff,
  asked_at timestamptz not null,
  reason text not null,
  -- what the scanner said when it was asked again: none, found, not-scanned
  verdict text not null,
  -- the second person, where the scanner did not say that there is nothing in it
  decided_by uuid references staff,
  decided_at timestamptz,
  decided_reason text,
  released boolean not null default false,
  check (decided_by is null or decided_by <> asked_by)
);
create index quarantine_release_file on quarantine_release (sha256, authority_id);
