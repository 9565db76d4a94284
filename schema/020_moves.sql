-- What organise did, so that it can be taken back, and so that a file is known by the name that it had.

CREATE TABLE move_runs (
  run        INTEGER PRIMARY KEY, -- from 1
  undoes     INTEGER,             -- the run that this one takes back; null: it takes none back
  started_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  ended_at   TEXT,                -- null: it is under way, or tsr was killed meanwhile
  whole      INTEGER NOT NULL DEFAULT 0 -- 1: nothing that it was to do is left, but what was refused
);

-- A row is written before its file is moved.
CREATE TABLE moves (
  id            INTEGER PRIMARY KEY, -- in the order of the moves
  run           INTEGER NOT NULL REFERENCES move_runs (run) ON DELETE CASCADE,
  part          INTEGER NOT NULL,    -- of a run; files with one number move together or not at all
  from_path     TEXT NOT NULL,
  to_path       TEXT NOT NULL,
  moved_at      TEXT,                -- null: not done yet, or tsr was killed meanwhile
  beside        INTEGER NOT NULL,    -- 1: a file beside a model, such as its preview
  local_file_id INTEGER REFERENCES local_files (id) ON DELETE SET NULL, -- the model, also of what is beside it
  size_bytes    INTEGER NOT NULL,
  mtime_ns      INTEGER NOT NULL,    -- modification time, nanoseconds since 1970, UTC
  copy_path     TEXT,                -- on another disk: the name of the copy until it is whole; one of both paths: an empty file holds it
  copy_key      TEXT,                -- its device and inode; null: it is not whole yet
  copy_mtime_ns INTEGER              -- its modification time, which another disk may round; null: there was no whole copy
);
CREATE INDEX moves_run ON moves (run, part);
CREATE INDEX moves_from ON moves (from_path, run);
CREATE INDEX moves_in_hand ON moves (id) WHERE moved_at IS NULL;
CREATE INDEX moves_local_file_id ON moves (local_file_id);

-- Names are compared as those of local_files are.
CREATE INDEX moves_name ON moves (
  substr(from_path, length(rtrim(from_path, replace(replace(from_path, '/', ''), '\', ''))) + 1) COLLATE NOCASE
) WHERE beside = 0 AND moved_at IS NOT NULL;

-- The folders that a run changed, as they were before, written before it changed them.
CREATE TABLE move_folders (
  run         INTEGER NOT NULL REFERENCES move_runs (run) ON DELETE CASCADE,
  path        TEXT NOT NULL,
  change      TEXT NOT NULL, -- made, removed, kept (files came or went) or remembered (scan searches it since)
  permissions TEXT,          -- such as rwxr-xr-x; null: the system has none
  mtime_ns    INTEGER,       -- modification time, nanoseconds since 1970, UTC
  after_ns    INTEGER,       -- of a kept one: the same when the run had ended
  PRIMARY KEY (run, change, path)
) WITHOUT ROWID;
CREATE INDEX move_folders_path ON move_folders (path, run);
