-- The public side of an answered request. It holds no identity: nothing here refers to a requester.

create table disclosure_entry (
  id uuid primary key,
  authority_id uuid not null references authority,
  case_id uuid unique references cases,
  reference text not null,
  title text not null,
  summary text not null default '',
  -- [{ "number", "question", "outcome", "answer", "link"?, "grounds": [{ "provision", "act", "plain" }] }, …]
  parts jsonb not null,
  body_text text not null,
  regime text not null,
  outcome text not null,
  topic text,
  received_on date not null,
  answered_on date not null,
  working_days integer not null,
  published_at timestamptz not null,
  published_by uuid references staff,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  replaced_by text,
  search tsvector generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')
      || setweight(to_tsvector('english', left(body_text, 200000)), 'C')
  ) stored,
  unique (authority_id, reference)
);
create index disclosure_search on disclosure_entry using gin (search);
create index disclosure_recent on disclosure_entry (authority_id, answered_on desc, id desc) where withdrawn_at is null;

-- Whatever else is public and may already answer somebody: publication-scheme items, registers, pages, and,
-- once there are datasets, those too. One search table, so that one query ranks them together.
create table published_item (
  id uuid primary key,
  authority_id uuid not null references authority,
  kind text not null check (kind in ('page', 'dataset', 'register', 'scheme')),
  title text not null,
  description text not null default '',
  url text not null,
  scheme_class integer check (scheme_class between 1 and 7),
  format text,
  charge text not null default 'Free',
  updated_on date,
  search tsvector generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')
  ) stored,
  unique (authority_id, url)
);
create index published_item_search on published_item using gin (search);
