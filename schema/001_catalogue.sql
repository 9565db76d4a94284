-- The catalogue: local files, and CivitAI's data on models.
-- Columns named *_id hold the row id of another table; civitai_id and civitai_* hold CivitAI's ids.
-- Times are UTC in ISO 8601: 2026-11-24T05:44:48Z.

CREATE TABLE local_files (
  id                 INTEGER PRIMARY KEY,
  file_path          TEXT NOT NULL UNIQUE, -- the real path: absolute, without symlinks
  sha256             TEXT NOT NULL,        -- of the whole file, upper case hex
  header_size        INTEGER,              -- bytes of the JSON header, without the 8 of its length
  tensor_count       INTEGER,
  civitai_model_id   INTEGER,
  civitai_version_id INTEGER,
  created_at         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  updated_at         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  size_bytes         INTEGER,
  mtime_ns           INTEGER,              -- modification time, nanoseconds since 1970
  file_key           TEXT,                 -- device and inode; null on systems without them
  missing_since      TEXT                  -- when a scan first did not find the file; null while it is present
);
CREATE INDEX local_files_sha256 ON local_files (sha256);
CREATE INDEX local_files_file_key ON local_files (file_key);
CREATE INDEX local_files_civitai_model_id ON local_files (civitai_model_id);
CREATE INDEX local_files_civitai_version_id ON local_files (civitai_version_id);

CREATE TABLE safetensor_metadata (
  id            INTEGER PRIMARY KEY,
  local_file_id INTEGER NOT NULL REFERENCES local_files (id) ON DELETE CASCADE,
  key           TEXT NOT NULL,
  value         TEXT, -- null: too large to keep
  UNIQUE (local_file_id, key)
);

CREATE TABLE creators (
  id        INTEGER PRIMARY KEY,
  username  TEXT NOT NULL UNIQUE,
  image_url TEXT
);

CREATE TABLE models (
  id                      INTEGER PRIMARY KEY,
  civitai_id              INTEGER NOT NULL UNIQUE,
  name                    TEXT NOT NULL,
  description             TEXT,
  type                    TEXT NOT NULL,
  nsfw                    INTEGER NOT NULL DEFAULT 0,
  poi                     INTEGER NOT NULL DEFAULT 0,
  minor                   INTEGER NOT NULL DEFAULT 0,
  sfw_only                INTEGER NOT NULL DEFAULT 0,
  nsfw_level              INTEGER,
  availability            TEXT,
  allow_no_credit         INTEGER,
  allow_commercial_use    TEXT,
  allow_derivatives       INTEGER,
  allow_different_license INTEGER,
  supports_generation     INTEGER NOT NULL DEFAULT 0,
  creator_id              INTEGER REFERENCES creators (id) ON DELETE SET NULL,
  download_count          INTEGER NOT NULL DEFAULT 0,
  thumbs_up_count         INTEGER NOT NULL DEFAULT 0,
  thumbs_down_count       INTEGER NOT NULL DEFAULT 0,
  comment_count           INTEGER NOT NULL DEFAULT 0,
  tipped_amount_count     INTEGER NOT NULL DEFAULT 0,
  created_at              TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  updated_at              TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
CREATE INDEX models_name ON models (name);
CREATE INDEX models_type ON models (type);
CREATE INDEX models_creator_id ON models (creator_id);

CREATE TABLE model_versions (
  id                   INTEGER PRIMARY KEY,
  civitai_id           INTEGER NOT NULL UNIQUE,
  model_id             INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
  name                 TEXT NOT NULL,
  description          TEXT,
  base_model           TEXT,
  base_model_type      TEXT,
  nsfw_level           INTEGER,
  status               TEXT,
  availability         TEXT,
  upload_type          TEXT,
  usage_control        TEXT,
  air                  TEXT,
  training_status      TEXT,
  training_details     TEXT,
  early_access_ends_at TEXT,
  download_count       INTEGER NOT NULL DEFAULT 0,
  thumbs_up_count      INTEGER NOT NULL DEFAULT 0,
  thumbs_down_count    INTEGER NOT NULL DEFAULT 0,
  supports_generation  INTEGER NOT NULL DEFAULT 0,
  download_url         TEXT,
  created_at           TEXT,
  published_at         TEXT,
  updated_at           TEXT,
  version_index        INTEGER -- the creator's order, 0 = latest
);
CREATE INDEX model_versions_model_id ON model_versions (model_id, version_index);
CREATE INDEX model_versions_base_model ON model_versions (base_model);

CREATE TABLE trained_words (
  id         INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
  word       TEXT NOT NULL, -- as CivitAI has it: one string can hold several trigger words
  position   INTEGER
);
CREATE INDEX trained_words_version_id ON trained_words (version_id, position);

CREATE TABLE version_files (
  id                  INTEGER PRIMARY KEY,
  civitai_id          INTEGER NOT NULL UNIQUE,
  version_id          INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
  name                TEXT NOT NULL,
  type                TEXT,
  size_kb             REAL,
  format              TEXT,
  size_type           TEXT,
  fp                  TEXT,
  is_primary          INTEGER NOT NULL DEFAULT 0,
  pickle_scan_result  TEXT,
  pickle_scan_message TEXT,
  virus_scan_result   TEXT,
  virus_scan_message  TEXT,
  scanned_at          TEXT,
  download_url        TEXT
);
CREATE INDEX version_files_version_id ON version_files (version_id);

CREATE TABLE file_hashes (
  id         INTEGER PRIMARY KEY,
  file_id    INTEGER NOT NULL REFERENCES version_files (id) ON DELETE CASCADE,
  hash_type  TEXT NOT NULL,
  hash_value TEXT NOT NULL
);
CREATE INDEX file_hashes_file_id ON file_hashes (file_id);
CREATE INDEX file_hashes_hash_value ON file_hashes (hash_value);

CREATE TABLE tags (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE model_tags (
  model_id INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
  tag_id   INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (model_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX model_tags_tag_id ON model_tags (tag_id);

CREATE TABLE version_images (
  id                  INTEGER PRIMARY KEY,
  civitai_id          INTEGER,
  version_id          INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
  url                 TEXT NOT NULL,
  type                TEXT,
  nsfw_level          INTEGER,
  width               INTEGER,
  height              INTEGER,
  hash                TEXT,
  has_meta            INTEGER NOT NULL DEFAULT 0,
  has_positive_prompt INTEGER NOT NULL DEFAULT 0,
  on_site             INTEGER NOT NULL DEFAULT 0,
  minor               INTEGER NOT NULL DEFAULT 0,
  poi                 INTEGER NOT NULL DEFAULT 0,
  availability        TEXT,
  remix_of_id         INTEGER
);
CREATE INDEX version_images_version_id ON version_images (version_id);

CREATE TABLE image_video_metadata (
  id         INTEGER PRIMARY KEY,
  image_id   INTEGER NOT NULL UNIQUE REFERENCES version_images (id) ON DELETE CASCADE,
  duration   REAL,
  has_audio  INTEGER NOT NULL DEFAULT 0,
  size_bytes INTEGER
);

CREATE TABLE image_generation_params (
  id       INTEGER PRIMARY KEY,
  image_id INTEGER NOT NULL REFERENCES version_images (id) ON DELETE CASCADE,
  key      TEXT NOT NULL,
  value    TEXT
);
CREATE INDEX image_generation_params_image_id ON image_generation_params (image_id);

CREATE TABLE image_resources (
  id       INTEGER PRIMARY KEY,
  image_id INTEGER NOT NULL REFERENCES version_images (id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  type     TEXT,
  hash     TEXT,
  weight   REAL
);
CREATE INDEX image_resources_image_id ON image_resources (image_id);

CREATE VIEW v_models_with_latest AS
SELECT
  m.id,
  m.civitai_id,
  m.name,
  m.type,
  m.nsfw,
  c.username AS creator,
  latest.name AS latest_version,
  latest.base_model,
  m.download_count,
  m.thumbs_up_count
FROM models m
LEFT JOIN creators c ON c.id = m.creator_id
LEFT JOIN model_versions latest ON latest.model_id = m.id AND latest.version_index = 0;

CREATE VIEW v_local_files_full AS
SELECT
  f.file_path,
  f.sha256,
  m.name AS model_name,
  m.type AS model_type,
  v.name AS version_name,
  v.base_model,
  c.username AS creator,
  f.id,
  f.size_bytes,
  f.header_size,
  f.tensor_count,
  f.civitai_model_id,
  f.civitai_version_id,
  f.missing_since,
  f.created_at,
  f.updated_at
FROM local_files f
LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
LEFT JOIN creators c ON c.id = m.creator_id;
