-- What tsr wrote for other model managers, so that import does not take it for the user's own words when CivitAI's or
-- the user's have changed since.
CREATE TABLE exported_values (
  sha256       TEXT PRIMARY KEY, -- of the content that it was written beside, upper case hex
  fingerprints TEXT NOT NULL     -- of each value, 16 hex digits, in their order, separated by spaces
) WITHOUT ROWID;
