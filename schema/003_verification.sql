-- What verify remembers, so that it can go on from where it was stopped.

ALTER TABLE local_files ADD COLUMN verified_at TEXT; -- when the file was last read and found as recorded
