-- What a reviewer found about the first answer, kept apart from the decisions on its parts.
create table review_decision (
  case_id uuid primary key references cases,
  outcome text not null check (outcome in ('upheld', 'upheld-in-part', 'overturned')),
  findings text not null,
  remedy text not null default '',
  decided_by uuid not null references staff,
  decided_at timestamptz not null
);
