-- How many entries of the disclosure log are public, by everything the log filters on, so that its first page shows
-- exact counts at any size. Kept by statement triggers: a bulk load adds one row a combination, not one an entry.
create table disclosure_facet (
  authority_id uuid not null references authority,
  -- '' where an entry has none
  topic text not null,
  year integer not null,
  outcome text not null,
  regime text not null,
  entries integer not null,
  primary key (authority_id, topic, year, outcome, regime)
);

create function add_disclosure_facets() returns trigger language plpgsql as $$
begin
  insert into disclosure_facet as kept (authority_id, topic, year, outcome, regime, entries)
    select authority_id, coalesce(topic, ''), extract(year from answered_on)::integer, outcome, regime, count(*)
      from added where withdrawn_at is null group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (authority_id, topic, year, outcome, regime) do update set entries = kept.entries + excluded.entries;
  return null;
end $$;

create function take_disclosure_facets() returns trigger language plpgsql as $$
begin
  update disclosure_facet kept set entries = kept.entries - gone.entries
    from (select authority_id, coalesce(topic, '') as topic, extract(year from answered_on)::integer as year,
        outcome, regime, count(*) as entries
      from removed where withdrawn_at is null group by 1, 2, 3, 4, 5) gone
    where kept.authority_id = gone.authority_id and kept.topic = gone.topic and kept.year = gone.year
      and kept.outcome = gone.outcome and kept.regime = gone.regime;
  return null;
end $$;

create trigger disclosure_facet_insert after insert on disclosure_entry
  referencing new table as added for each statement execute function add_disclosure_facets();
create trigger disclosure_facet_delete after delete on disclosure_entry
  referencing old table as removed for each statement execute function take_disclosure_facets();
create trigger disclosure_facet_update_old after update on disclosure_entry
  referencing old table as removed for each statement execute function take_disclosure_facets();
create trigger disclosure_facet_update_new after update on disclosure_entry
  referencing new table as added for each statement execute function add_disclosure_facets();

insert into disclosure_facet (authority_id, topic, year, outcome, regime, entries)
  select authority_id, coalesce(topic, ''), extract(year from answered_on)::integer, outcome, regime, count(*)
    from disclosure_entry where withdrawn_at is null group by 1, 2, 3, 4, 5;

create index disclosure_topic on disclosure_entry (authority_id, topic, answered_on desc, id desc) where withdrawn_at is null;
create index published_item_scheme on published_item (authority_id, scheme_class, title) where scheme_class is not null;

-- Reports ask what was finished in a period; the date of an answer is not the date of a withdrawal.
create index cases_finished on cases (authority_id, (coalesce(answered_on, closed_on)))
  where stage in ('answered', 'withdrawn', 'closed');

-- The sender asks for the newest certificate of exact bytes.
create index release_certificate_sha256 on release_certificate (authority_id, sha256, created_at desc);
