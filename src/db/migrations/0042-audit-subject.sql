-- The history of one thing, such as a dataset, without reading the whole trail.

create index audit_event_subject on audit_event (chain, subject_id, number desc);
