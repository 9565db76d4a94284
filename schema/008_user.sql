-- What the user enters: folders to scan, notes, and versions not to be shown as newer.

-- The folders that scan was given. scan without a path goes through them.
CREATE TABLE scan_roots (
  path TEXT PRIMARY KEY -- the real path; no folder below another one is kept
) WITHOUT ROWID;

-- A note belongs to a content, so that all copies share it and it stays when the file is deleted.
CREATE TABLE notes (
  sha256     TEXT PRIMARY KEY, -- upper case hex
  text       TEXT,
  rating     INTEGER CHECK (rating BETWEEN 1 AND 5), -- stars; null: not rated
  favourite  INTEGER NOT NULL DEFAULT 0,
  weight     REAL,             -- the weight to use an adapter with
  triggers   TEXT,             -- the user's own trigger words, one a line
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) WITHOUT ROWID;

-- Tags that differ only in the case of ASCII letters are one tag.
CREATE TABLE note_tags (
  sha256 TEXT NOT NULL, -- upper case hex; the content may have tags and no row in notes
  tag    TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (sha256, tag)
) WITHOUT ROWID;

CREATE INDEX note_tags_tag ON note_tags (tag);

-- A model's versions that are not shown as newer: the version and all before it.
CREATE TABLE ignored_versions (
  model_id   INTEGER PRIMARY KEY, -- CivitAI's id
  version_id INTEGER,             -- CivitAI's id; null: all versions, also those to come
  since      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);

-- Search finds a model also by the notes and own tags of the files that are linked to it.

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

-- Inserting a content into this view updates the texts of the models that files with this content are linked to.
CREATE VIEW note_search_stale AS
SELECT sha256 FROM notes;

CREATE TRIGGER note_search_stale_insert INSTEAD OF INSERT ON note_search_stale
BEGIN
  INSERT INTO model_search_stale
  SELECT DISTINCT m.id FROM local_files f JOIN models m ON m.civitai_id = f.civitai_model_id WHERE f.sha256 = NEW.sha256;
END;

CREATE TRIGGER notes_insert_search AFTER INSERT ON notes
WHEN NEW.text IS NOT NULL OR NEW.triggers IS NOT NULL
BEGIN
  INSERT INTO note_search_stale VALUES (NEW.sha256);
END;
CREATE TRIGGER notes_update_search AFTER UPDATE OF sha256, text, triggers ON notes
WHEN OLD.sha256 <> NEW.sha256 OR OLD.text IS NOT NEW.text OR OLD.triggers IS NOT NEW.triggers
BEGIN
  INSERT INTO note_search_stale VALUES (OLD.sha256), (NEW.sha256);
END;
CREATE TRIGGER notes_delete_search AFTER DELETE ON notes
WHEN OLD.text IS NOT NULL OR OLD.triggers IS NOT NULL
BEGIN
  INSERT INTO note_search_stale VALUES (OLD.sha256);
END;

CREATE TRIGGER note_tags_insert_search AFTER INSERT ON note_tags
BEGIN
  INSERT INTO note_search_stale VALUES (NEW.sha256);
END;
CREATE TRIGGER note_tags_update_search AFTER UPDATE ON note_tags
BEGIN
  INSERT INTO note_search_stale VALUES (OLD.sha256), (NEW.sha256);
END;
CREATE TRIGGER note_tags_delete_search AFTER DELETE ON note_tags
BEGIN
  INSERT INTO note_search_stale VALUES (OLD.sha256);
END;

-- Few files have notes, so that linking and scanning seldom update a text.
CREATE TRIGGER local_files_insert_search AFTER INSERT ON local_files
WHEN NEW.civitai_model_id IS NOT NULL
AND (
  EXISTS (SELECT 1 FROM notes WHERE sha256 = NEW.sha256)
  OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 = NEW.sha256)
)
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE civitai_id = NEW.civitai_model_id;
END;
CREATE TRIGGER local_files_update_search AFTER UPDATE OF sha256, civitai_model_id ON local_files
WHEN (OLD.sha256 <> NEW.sha256 OR OLD.civitai_model_id IS NOT NEW.civitai_model_id)
AND (
  EXISTS (SELECT 1 FROM notes WHERE sha256 IN (OLD.sha256, NEW.sha256))
  OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 IN (OLD.sha256, NEW.sha256))
)
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE civitai_id IN (OLD.civitai_model_id, NEW.civitai_model_id);
END;
CREATE TRIGGER local_files_delete_search AFTER DELETE ON local_files
WHEN OLD.civitai_model_id IS NOT NULL
AND (
  EXISTS (SELECT 1 FROM notes WHERE sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 = OLD.sha256)
)
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE civitai_id = OLD.civitai_model_id;
END;
