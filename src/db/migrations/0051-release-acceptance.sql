-- A finding of the gate that a second person has looked at and let go, for exactly these bytes on this way out.

create table release_acceptance (
  id uuid primary key,
  authority_id uuid not null references authority,
  certificate_id uuid not null references release_certificate,
  case_id uuid references cases,
  route text not null,
  sha256 text not null,
  -- the finding by kind and place, never its words
  finding text not null,
  reason text not null,
  accepted_by uuid not null references staff,
  accepted_at timestamptz not null,
  unique (certificate_id, finding)
);
create index release_acceptance_bytes on release_acceptance (authority_id, sha256, route);
create index release_certificate_stopped on release_certificate (authority_id, created_at desc) where verdict = 'stopped';
