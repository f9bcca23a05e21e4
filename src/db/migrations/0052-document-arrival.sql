-- What was seen in a file when it came in; null until it has been looked into.

alter table document add column arrival jsonb;
alter table document add column arrival_attempts integer not null default 0;
create index document_not_looked_into on document (created_at) where arrival is null;
