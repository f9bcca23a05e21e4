-- A search that finds much reads the newest entries one after another and looks at each one's words. Kept beside the
-- row, that is one page an entry; moved out to the side table, as long values are, it was four.
alter table disclosure_entry alter column search set storage main;
