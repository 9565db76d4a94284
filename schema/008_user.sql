-- What the user tells tsr himself: folders, notes, and versions not to be shown as newer.

-- The folders that scan was given. scan without a path goes through them.
CREATE TABLE scan_roots (
  path TEXT PRIMARY KEY -- the real path; no folder below another one is kept
) WITHOUT ROWID;

-- A note belongs to a content, so that all copies share it and it stays when the file is deleted.
CREATE TABLE notes (
  sha256     TEXT PRIMARY KEY, -- upper case hex
  text       TEXT,
  rating     INTEGER CHECK (rating BETWEEN 0 AND 5),
  favourite  INTEGER NOT NULL DEFAULT 0,
  weight     REAL,             -- the weight to use an adapter with
  triggers   TEXT,             -- the user's own trigger words, one a line
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) WITHOUT ROWID;

CREATE TABLE note_tags (
  sha256 TEXT NOT NULL, -- upper case hex; the content may have tags and no row in notes
  tag    TEXT NOT NULL,
  PRIMARY KEY (sha256, tag)
) WITHOUT ROWID;

CREATE INDEX note_tags_tag ON note_tags (tag);

-- A model's versions that are not shown as newer: the version and all before it.
CREATE TABLE ignored_versions (
  model_id   INTEGER PRIMARY KEY, -- CivitAI's id
  version_id INTEGER,             -- CivitAI's id; null: all versions, also those to come
  since      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
