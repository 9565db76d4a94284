-- Hashes that another source than CivitAI did not know when it was asked.
CREATE TABLE unknown_elsewhere (
  source   TEXT NOT NULL, -- civarchive
  sha256   TEXT NOT NULL, -- upper case hex
  asked_at TEXT NOT NULL,
  PRIMARY KEY (source, sha256)
) WITHOUT ROWID;
