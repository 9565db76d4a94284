-- A scan adds files without a link, so this trigger never had work to do there. While a table has a trigger, SQLite copies
-- each page that an INSERT changes to a temporary file first.
DROP TRIGGER local_files_insert_search;
