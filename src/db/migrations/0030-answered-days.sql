-- How many answers went out on each day and how many of them in time, so that the home page can say how an authority
-- is doing without reading every answer of three months. Kept by triggers, exact at any size.
create table answered_day (
  authority_id uuid not null references authority,
  day date not null,
  answered integer not null,
  on_time integer not null,
  primary key (authority_id, day)
);

-- What counts as an answer here: an information request, answered, and not withdrawn.
create function counts_as_answer(stage text, regime text, outcome text, answered_on date) returns boolean
  language sql immutable as $$
  select answered_on is not null and stage in ('answered', 'closed') and regime in ('foia', 'eir')
    and outcome is distinct from 'withdrawn'
$$;

create function add_answered_days() returns trigger language plpgsql as $$
begin
  insert into answered_day as kept (authority_id, day, answered, on_time)
    select authority_id, answered_on, count(*), count(*) filter (where due_on is null or answered_on <= due_on)
      from added where counts_as_answer(stage, regime, outcome, answered_on) group by 1, 2 order by 1, 2
    on conflict (authority_id, day) do update
      set answered = kept.answered + excluded.answered, on_time = kept.on_time + excluded.on_time;
  return null;
end $$;

create function move_answered_day() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and counts_as_answer(old.stage, old.regime, old.outcome, old.answered_on) then
    update answered_day set answered = answered - 1,
        on_time = on_time - (case when old.due_on is null or old.answered_on <= old.due_on then 1 else 0 end)
      where authority_id = old.authority_id and day = old.answered_on;
  end if;
  if tg_op <> 'DELETE' and counts_as_answer(new.stage, new.regime, new.outcome, new.answered_on) then
    insert into answered_day as kept (authority_id, day, answered, on_time)
      values (new.authority_id, new.answered_on, 1,
        case when new.due_on is null or new.answered_on <= new.due_on then 1 else 0 end)
      on conflict (authority_id, day) do update
        set answered = kept.answered + 1, on_time = kept.on_time + excluded.on_time;
  end if;
  return null;
end $$;

-- A bulk load adds one row a day, not one a case; a change of a case touches the counts only where they change.
create trigger answered_day_insert after insert on cases
  referencing new table as added for each statement execute function add_answered_days();
create trigger answered_day_update after update of stage, regime, outcome, answered_on, due_on on cases
  for each row when ((old.answered_on is not null or new.answered_on is not null)
    and (old.stage, old.regime, old.outcome, old.answered_on, old.due_on)
      is distinct from (new.stage, new.regime, new.outcome, new.answered_on, new.due_on))
  execute function move_answered_day();
create trigger answered_day_delete after delete on cases
  for each row when (old.answered_on is not null) execute function move_answered_day();

insert into answered_day (authority_id, day, answered, on_time)
  select authority_id, answered_on, count(*), count(*) filter (where due_on is null or answered_on <= due_on)
    from cases where counts_as_answer(stage, regime, outcome, answered_on) group by 1, 2;

-- Staff see only their own authority's cases: with it in the index, counting somebody's cases reads no row of the table.
drop index cases_officer;
create index cases_officer on cases (authority_id, officer_id, due_on, id)
  where stage in ('new', 'open', 'approval', 'approved');
