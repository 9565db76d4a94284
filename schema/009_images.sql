-- The user's own pictures and the models that they name, and indexes that find models by the names and hashes in pictures.

-- The folders and files that images was given. images without a path goes through them.
CREATE TABLE image_roots (
  path TEXT PRIMARY KEY -- real and absolute; no folder below another one
) WITHOUT ROWID;

CREATE TABLE own_images (
  id              INTEGER PRIMARY KEY,
  path            TEXT NOT NULL UNIQUE, -- the real path
  size_bytes      INTEGER NOT NULL,
  mtime_ns        INTEGER NOT NULL,     -- modification time, nanoseconds since 1970, UTC
  tool            TEXT,                 -- the program that made the picture, such as ComfyUI; null: not known
  prompt          TEXT,
  negative_prompt TEXT,
  width           INTEGER,              -- pixels
  height          INTEGER,              -- pixels
  problem         TEXT,                 -- the part of its texts that could not be read; null: all could
  failure         TEXT,                 -- why nothing of it could be read; null: it was read
  missing_since   TEXT                  -- when images first did not find the picture; null while it is present
);

-- The models that a picture names, in its order, as its texts have them. They are matched with files when a question is
-- asked, so that a file that comes later is found, too.
CREATE TABLE own_image_models (
  id                 INTEGER PRIMARY KEY,
  image_id           INTEGER NOT NULL REFERENCES own_images (id) ON DELETE CASCADE,
  type               TEXT NOT NULL, -- such as checkpoint, lora or embedding; other: not known
  name               TEXT,
  hash               TEXT,          -- 8 to 64 digits, upper case hex
  hash_kind          TEXT,          -- sha256, weights, autov1 or blake3; null: the picture does not tell
  weight             REAL,
  civitai_version_id INTEGER,
  civitai_model_id   INTEGER,
  air                TEXT
);
CREATE INDEX own_image_models_image_id ON own_image_models (image_id);

-- Names are compared without their folder and in any case of ASCII letters; hashes by their first digits.
CREATE INDEX local_files_name ON local_files (
  substr(file_path, length(rtrim(file_path, replace(replace(file_path, '/', ''), '\', ''))) + 1) COLLATE NOCASE
);
CREATE INDEX local_files_weights_sha256 ON local_files (weights_sha256) WHERE weights_sha256 IS NOT NULL;
CREATE INDEX version_files_name ON version_files (name COLLATE NOCASE);

-- The name by which web UIs call an adapter, and hashes of weights that trainers wrote.
CREATE INDEX safetensor_metadata_alias ON safetensor_metadata (
  replace(replace(value, ':', ''), ',', '') COLLATE NOCASE
) WHERE key = 'ss_output_name';
CREATE INDEX safetensor_metadata_hash ON safetensor_metadata (
  upper(CASE WHEN substr(value, 1, 2) = '0x' THEN substr(value, 3) ELSE value END)
) WHERE key IN ('sshs_model_hash', 'sshs_legacy_hash', 'modelspec.hash_sha256');
