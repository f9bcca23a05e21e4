-- Which scans that came in have been read before anybody opens them. Words are kept page by page in scanned_page.

create table scan_reading (
  sha256 text primary key,
  attempts integer not null,
  -- while a worker has it in hand; of one that was given back, null
  taken_at timestamptz,
  -- read, or found to be nothing to read
  ended_at timestamptz
);
create index document_created on document (created_at);
