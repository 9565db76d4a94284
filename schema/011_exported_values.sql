-- The values that tsr exported. import compares with them, so that it does not mistake an exported value for the user's own
-- words after a note or CivitAI's data has changed.
CREATE TABLE exported_values (
  sha256       TEXT PRIMARY KEY, -- of the content that it was written beside, upper case hex
  fingerprints TEXT NOT NULL     -- of each value, 16 hex digits, in their order, separated by spaces
) WITHOUT ROWID;
