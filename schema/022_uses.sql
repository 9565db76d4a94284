-- Videos, sounds and workflows beside the user's own pictures, and which contents all of them name.

ALTER TABLE own_images ADD COLUMN kind TEXT NOT NULL DEFAULT 'picture'; -- picture, video, sound or workflow
-- When the files that programs put beside a video were last written, as they were read, nanoseconds since 1970; 0: there were none.
ALTER TABLE own_images ADD COLUMN beside_ns INTEGER NOT NULL DEFAULT 0;
CREATE INDEX own_images_workflows ON own_images (id) WHERE kind = 'workflow';

-- JSON below the folders that images goes through that is no workflow: it is not read again until it changes. Whoever teaches tsr
-- further workflows empties this.
CREATE TABLE other_json (
  path       TEXT PRIMARY KEY, -- the real path
  size_bytes INTEGER NOT NULL,
  mtime_ns   INTEGER NOT NULL  -- modification time, nanoseconds since 1970, UTC
) WITHOUT ROWID;

-- When a content was last used, as another manager counted it.
CREATE TABLE imported_uses (
  sha256  TEXT NOT NULL, -- upper case hex
  source  TEXT NOT NULL, -- the manager, such as lora-manager
  used_at TEXT NOT NULL, -- ISO 8601, UTC; the manager tells the day
  PRIMARY KEY (sha256, source)
) WITHOUT ROWID;

-- What the mentions of all pictures and workflows come to. It is computed as a whole by commands that write, when a table that
-- it depends on has changed since; others compute it for themselves then. Who uses one of some copies uses the content.
CREATE TABLE content_uses (
  sha256    TEXT PRIMARY KEY, -- upper case hex
  images    INTEGER NOT NULL, -- pictures, videos and sounds that were made with it
  workflows INTEGER NOT NULL, -- workflows that load it
  last_ns   INTEGER           -- when it was last used, nanoseconds since 1970; null: only workflows name it
) WITHOUT ROWID;
CREATE TABLE use_counts (
  kind    TEXT PRIMARY KEY,
  files   INTEGER NOT NULL,
  telling INTEGER NOT NULL -- those that name a model
) WITHOUT ROWID;
CREATE TABLE uses_state (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  rules    INTEGER NOT NULL, -- the version of the rules by which both tables were computed; 0: something has changed since
  last_ids TEXT NOT NULL     -- of the tables that they depend on: a new row has a higher one, and needs no trigger
);
INSERT INTO uses_state VALUES (1, 0, '');

-- A row that is given an id may replace another one, without a deletion that a trigger sees, or have a lower id than others: before an
-- insertion the id is -1 where SQLite chooses it. safetensor_metadata has no such trigger, which would cost scans a good part of their time.

-- One side: the pictures and workflows.
CREATE TRIGGER own_images_insert_uses BEFORE INSERT ON own_images WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER own_images_update_uses AFTER UPDATE OF kind, size_bytes, mtime_ns, tool, prompt, negative_prompt ON own_images
WHEN (SELECT rules FROM uses_state) AND (
  OLD.kind <> NEW.kind OR OLD.size_bytes <> NEW.size_bytes OR OLD.mtime_ns <> NEW.mtime_ns OR OLD.tool IS NOT NEW.tool
  OR OLD.prompt IS NOT NEW.prompt OR OLD.negative_prompt IS NOT NEW.negative_prompt
)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER own_images_delete_uses AFTER DELETE ON own_images WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER own_image_models_insert_uses BEFORE INSERT ON own_image_models WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER own_image_models_update_uses AFTER UPDATE ON own_image_models WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER own_image_models_delete_uses AFTER DELETE ON own_image_models WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER imported_uses_insert_uses AFTER INSERT ON imported_uses WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER imported_uses_update_uses AFTER UPDATE ON imported_uses WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER imported_uses_delete_uses AFTER DELETE ON imported_uses WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;

-- The other side: all by which a mention is matched with a file.
CREATE TRIGGER local_files_insert_uses BEFORE INSERT ON local_files WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER local_files_update_uses
AFTER UPDATE OF file_path, sha256, weights_sha256, civitai_model_id, civitai_version_id, link_match, type, missing_since ON local_files
WHEN (SELECT rules FROM uses_state) AND (
  OLD.file_path <> NEW.file_path OR OLD.sha256 <> NEW.sha256 OR OLD.weights_sha256 IS NOT NEW.weights_sha256
  OR OLD.civitai_model_id IS NOT NEW.civitai_model_id OR OLD.civitai_version_id IS NOT NEW.civitai_version_id
  OR OLD.link_match IS NOT NEW.link_match OR OLD.type IS NOT NEW.type
  OR (OLD.missing_since IS NULL) <> (NEW.missing_since IS NULL)
)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER local_files_delete_uses AFTER DELETE ON local_files WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER safetensor_metadata_update_uses AFTER UPDATE ON safetensor_metadata
WHEN (OLD.key <> NEW.key OR OLD.value IS NOT NEW.value) AND (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER safetensor_metadata_delete_uses AFTER DELETE ON safetensor_metadata WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER models_insert_uses BEFORE INSERT ON models WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER models_update_uses AFTER UPDATE OF civitai_id, name, type ON models
WHEN (SELECT rules FROM uses_state) AND (OLD.civitai_id <> NEW.civitai_id OR OLD.name <> NEW.name OR OLD.type IS NOT NEW.type)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER models_delete_uses AFTER DELETE ON models WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER model_versions_insert_uses BEFORE INSERT ON model_versions WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER model_versions_update_uses AFTER UPDATE OF civitai_id, model_id, published_at ON model_versions
WHEN (SELECT rules FROM uses_state) AND (
  OLD.civitai_id <> NEW.civitai_id OR OLD.model_id <> NEW.model_id OR OLD.published_at IS NOT NEW.published_at
)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER model_versions_delete_uses AFTER DELETE ON model_versions WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER version_files_insert_uses BEFORE INSERT ON version_files WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER version_files_update_uses AFTER UPDATE OF version_id, name, type ON version_files
WHEN (SELECT rules FROM uses_state)
AND (OLD.version_id <> NEW.version_id OR OLD.name IS NOT NEW.name OR OLD.type IS NOT NEW.type)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER version_files_delete_uses AFTER DELETE ON version_files WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER file_hashes_insert_uses BEFORE INSERT ON file_hashes WHEN NEW.id <> -1
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER file_hashes_update_uses AFTER UPDATE ON file_hashes
WHEN (SELECT rules FROM uses_state) AND (
  OLD.file_id <> NEW.file_id OR OLD.hash_type <> NEW.hash_type OR OLD.hash_value IS NOT NEW.hash_value
)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER file_hashes_delete_uses AFTER DELETE ON file_hashes WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;

-- The names that a file had before, without folders: pictures and workflows go on naming it by them. Whatever moves a file changes
-- its path, so that a trigger records them.
CREATE TABLE old_names (
  local_file_id INTEGER NOT NULL REFERENCES local_files (id) ON DELETE CASCADE,
  name          TEXT NOT NULL COLLATE NOCASE,
  until         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  PRIMARY KEY (local_file_id, name)
) WITHOUT ROWID;
CREATE INDEX old_names_name ON old_names (name);
CREATE TRIGGER old_names_insert_uses AFTER INSERT ON old_names WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER old_names_update_uses AFTER UPDATE ON old_names WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;
CREATE TRIGGER old_names_delete_uses AFTER DELETE ON old_names WHEN (SELECT rules FROM uses_state)
BEGIN
  UPDATE uses_state SET rules = 0;
END;

-- A path without a folder is one that a file has for a moment, while two change their places.
CREATE TRIGGER local_files_update_old_names AFTER UPDATE OF file_path ON local_files
WHEN substr(OLD.file_path, length(rtrim(OLD.file_path, replace(replace(OLD.file_path, '/', ''), '\', ''))) + 1)
  <> substr(NEW.file_path, length(rtrim(NEW.file_path, replace(replace(NEW.file_path, '/', ''), '\', ''))) + 1)
BEGIN
  INSERT OR REPLACE INTO old_names (local_file_id, name)
  SELECT OLD.id, substr(OLD.file_path, length(rtrim(OLD.file_path, replace(replace(OLD.file_path, '/', ''), '\', ''))) + 1)
  WHERE instr(OLD.file_path, '/') OR instr(OLD.file_path, '\');
  DELETE FROM old_names
  WHERE local_file_id = NEW.id
  AND name = substr(NEW.file_path, length(rtrim(NEW.file_path, replace(replace(NEW.file_path, '/', ''), '\', ''))) + 1);
END;

-- Those that organise gave other names before.
INSERT OR IGNORE INTO old_names (local_file_id, name, until)
SELECT m.local_file_id, substr(m.from_path, length(rtrim(m.from_path, replace(replace(m.from_path, '/', ''), '\', ''))) + 1), m.moved_at
FROM moves m JOIN local_files f ON f.id = m.local_file_id
WHERE m.beside = 0 AND m.moved_at IS NOT NULL
AND substr(m.from_path, length(rtrim(m.from_path, replace(replace(m.from_path, '/', ''), '\', ''))) + 1)
  <> substr(f.file_path, length(rtrim(f.file_path, replace(replace(f.file_path, '/', ''), '\', ''))) + 1) COLLATE NOCASE;
DROP INDEX moves_name;
