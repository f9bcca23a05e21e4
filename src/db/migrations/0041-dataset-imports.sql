-- What a worker must know to go on with an import after another was killed.

alter table dataset_import
  -- what was built and where it lies, until it is published
  add column built jsonb,
  -- hash of all it was built from: built again where that has moved on
  add column built_from text,
  -- which run holds the lease: one that has lost it may write nothing more
  add column lease_by uuid,
  -- files given to the store for this import; swept where no version came to need them
  add column stored text[] not null default '{}',
  -- rows sent by machine up to this batch are the file
  add column sealed_to bigint;
create index dataset_import_dataset on dataset_import (dataset_id, created_at desc);
create index dataset_import_stored on dataset_import (finished_at) where stored <> '{}';

alter table dataset_version
  -- the version it was compared with and added to: it may only follow that one
  add column based_on integer;
create index dataset_version_import on dataset_import (version_id) where version_id is not null;
