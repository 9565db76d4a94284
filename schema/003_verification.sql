-- When files were verified, so that verify can resume where it was stopped.

ALTER TABLE local_files ADD COLUMN verified_at TEXT; -- when verify last found the recorded SHA-256
