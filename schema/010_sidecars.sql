-- What other model managers left beside the files: which sidecars were read, and the notes that the user made in those managers.

-- The sidecars as they were when import last read them, so that those that have not changed are not read again.
CREATE TABLE sidecars (
  path       TEXT NOT NULL,    -- absolute
  sha256     TEXT NOT NULL,    -- of the content that the sidecar was read for, upper case hex
  manager    TEXT,             -- the program that wrote it, such as lora-manager; null: not known
  size_bytes INTEGER NOT NULL,
  mtime_ns   INTEGER NOT NULL, -- modification time, nanoseconds since 1970
  status     TEXT NOT NULL,    -- proved, same_weights, claimed, contradicted, notes_only, empty or unreadable
  PRIMARY KEY (sha256, path)
) WITHOUT ROWID;

-- The notes on a content that the user made in another manager. They apply where the user has noted nothing in tsr.
CREATE TABLE imported_notes (
  sha256   TEXT NOT NULL,    -- upper case hex
  source   TEXT NOT NULL,    -- the manager, such as a1111
  key      TEXT NOT NULL,    -- text, triggers (one a line), weight, favourite, title, tags (one a line), ...
  value    TEXT NOT NULL,
  rank     INTEGER NOT NULL, -- of several sources the one with the lowest number counts
  path     TEXT NOT NULL,    -- the sidecar
  mtime_ns INTEGER NOT NULL, -- of the sidecar
  PRIMARY KEY (sha256, key, source)
) WITHOUT ROWID;

-- A file that was forgotten, moved or changed is imported again when it is found.
CREATE TRIGGER local_files_delete_sidecars AFTER DELETE ON local_files
BEGIN
  DELETE FROM sidecars WHERE sha256 = OLD.sha256;
END;
CREATE TRIGGER local_files_update_sidecars AFTER UPDATE OF file_path, sha256 ON local_files
WHEN OLD.file_path <> NEW.file_path OR OLD.sha256 <> NEW.sha256
BEGIN
  DELETE FROM sidecars WHERE sha256 = OLD.sha256;
END;

-- Search finds a model also by the imported notes of the files that are linked to it.

DROP VIEW v_model_search;
CREATE VIEW v_model_search AS
SELECT
  m.id,
  char(10) || m.name || char(10, 10) AS name,
  (SELECT char(10) || c.username || char(10, 10) FROM creators c WHERE c.id = m.creator_id) AS creator,
  (
    SELECT char(10) || group_concat(tag, char(10)) || char(10, 10)
    FROM (
      SELECT t.name AS tag FROM model_tags mt JOIN tags t ON t.id = mt.tag_id WHERE mt.model_id = m.id
      UNION ALL
      SELECT nt.tag FROM local_files f JOIN note_tags nt ON nt.sha256 = f.sha256 WHERE f.civitai_model_id = m.civitai_id
      UNION ALL
      SELECT i.value
      FROM local_files f
      JOIN imported_notes i ON i.sha256 = f.sha256
      WHERE f.civitai_model_id = m.civitai_id AND i.key = 'tags'
    )
  ) AS tags,
  (
    SELECT char(10) || group_concat(word, char(10)) || char(10, 10)
    FROM (
      SELECT w.word FROM model_versions v JOIN trained_words w ON w.version_id = v.id WHERE v.model_id = m.id
      UNION ALL
      SELECT concat_ws(char(10), n.triggers, n.text)
      FROM local_files f
      JOIN notes n ON n.sha256 = f.sha256
      WHERE f.civitai_model_id = m.civitai_id
      UNION ALL
      SELECT i.value
      FROM local_files f
      JOIN imported_notes i ON i.sha256 = f.sha256
      WHERE f.civitai_model_id = m.civitai_id AND i.key IN ('triggers', 'text', 'title')
    )
  ) AS words,
  (
    SELECT char(10) || group_concat(v.name, char(10)) || char(10, 10)
    FROM model_versions v
    WHERE v.model_id = m.id
  ) AS versions,
  (
    SELECT char(10) || group_concat(f.name, char(10)) || char(10, 10)
    FROM model_versions v
    JOIN version_files f ON f.version_id = v.id
    WHERE v.model_id = m.id
  ) AS files
FROM models m;

CREATE TRIGGER imported_notes_insert_search AFTER INSERT ON imported_notes
WHEN NEW.key IN ('triggers', 'text', 'title', 'tags')
BEGIN
  INSERT INTO note_search_stale VALUES (NEW.sha256);
END;
CREATE TRIGGER imported_notes_update_search AFTER UPDATE OF sha256, key, value ON imported_notes
WHEN OLD.sha256 <> NEW.sha256 OR OLD.key <> NEW.key OR OLD.value <> NEW.value
BEGIN
  INSERT INTO note_search_stale VALUES (OLD.sha256), (NEW.sha256);
END;
CREATE TRIGGER imported_notes_delete_search AFTER DELETE ON imported_notes
WHEN OLD.key IN ('triggers', 'text', 'title', 'tags')
BEGIN
  INSERT INTO note_search_stale VALUES (OLD.sha256);
END;

DROP TRIGGER local_files_insert_search;
CREATE TRIGGER local_files_insert_search AFTER INSERT ON local_files
WHEN NEW.civitai_model_id IS NOT NULL
AND (
  EXISTS (SELECT 1 FROM notes WHERE sha256 = NEW.sha256)
  OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 = NEW.sha256)
  OR EXISTS (SELECT 1 FROM imported_notes WHERE sha256 = NEW.sha256)
)
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE civitai_id = NEW.civitai_model_id;
END;
DROP TRIGGER local_files_update_search;
CREATE TRIGGER local_files_update_search AFTER UPDATE OF sha256, civitai_model_id ON local_files
WHEN (OLD.sha256 <> NEW.sha256 OR OLD.civitai_model_id IS NOT NEW.civitai_model_id)
AND (
  EXISTS (SELECT 1 FROM notes WHERE sha256 IN (OLD.sha256, NEW.sha256))
  OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 IN (OLD.sha256, NEW.sha256))
  OR EXISTS (SELECT 1 FROM imported_notes WHERE sha256 IN (OLD.sha256, NEW.sha256))
)
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE civitai_id IN (OLD.civitai_model_id, NEW.civitai_model_id);
END;
DROP TRIGGER local_files_delete_search;
CREATE TRIGGER local_files_delete_search AFTER DELETE ON local_files
WHEN OLD.civitai_model_id IS NOT NULL
AND (
  EXISTS (SELECT 1 FROM notes WHERE sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM imported_notes WHERE sha256 = OLD.sha256)
)
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE civitai_id = OLD.civitai_model_id;
END;
