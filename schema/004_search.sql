-- The full-text index for search, and the form of generation parameters.

-- The index has a row of texts for each model. The triggers below update it, also after changes by a user's SQL.

-- Line feeds enclose each value of a column, so that a search can ask for a whole value or for its beginning. A second
-- line feed ends the column, so that each of its characters begins a trigram.
CREATE VIRTUAL TABLE model_search USING fts5 (name, creator, tags, words, versions, files, tokenize = 'trigram');

-- The texts that the index should have, by the model's id.
CREATE VIEW v_model_search AS
SELECT
  m.id,
  char(10) || m.name || char(10, 10) AS name,
  (SELECT char(10) || c.username || char(10, 10) FROM creators c WHERE c.id = m.creator_id) AS creator,
  (
    SELECT char(10) || group_concat(t.name, char(10)) || char(10, 10)
    FROM model_tags mt
    JOIN tags t ON t.id = mt.tag_id
    WHERE mt.model_id = m.id
  ) AS tags,
  (
    SELECT char(10) || group_concat(w.word, char(10)) || char(10, 10)
    FROM model_versions v
    JOIN trained_words w ON w.version_id = v.id
    WHERE v.model_id = m.id
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

-- Models whose texts are updated at the end of a transaction that writes many rows. While there is a row for model 0, the
-- triggers insert models here instead of updating their texts.
CREATE TABLE model_search_later (model_id INTEGER PRIMARY KEY);

-- Inserting a model's id into this view updates the model's texts.
CREATE VIEW model_search_stale AS
SELECT id AS model_id FROM models;

CREATE TRIGGER model_search_stale_now INSTEAD OF INSERT ON model_search_stale
WHEN NOT EXISTS (SELECT 1 FROM model_search_later WHERE model_id = 0)
BEGIN
  DELETE FROM model_search WHERE rowid = NEW.model_id;
  INSERT INTO model_search (rowid, name, creator, tags, words, versions, files)
  SELECT * FROM v_model_search WHERE id = NEW.model_id;
END;
CREATE TRIGGER model_search_stale_later INSTEAD OF INSERT ON model_search_stale
WHEN EXISTS (SELECT 1 FROM model_search_later WHERE model_id = 0)
BEGIN
  INSERT OR IGNORE INTO model_search_later VALUES (NEW.model_id);
END;

CREATE TRIGGER models_insert_search AFTER INSERT ON models
BEGIN
  INSERT INTO model_search_stale VALUES (NEW.id);
END;
CREATE TRIGGER models_update_search AFTER UPDATE OF id, name, creator_id ON models
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.id), (NEW.id);
END;
CREATE TRIGGER models_delete_search AFTER DELETE ON models
BEGIN
  DELETE FROM model_search WHERE rowid = OLD.id;
END;

-- Without foreign keys, creators and tags can be inserted after the rows that refer to them, and deleted before them.
CREATE TRIGGER creators_insert_search AFTER INSERT ON creators
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE creator_id = NEW.id;
END;
CREATE TRIGGER creators_update_search AFTER UPDATE OF id, username ON creators
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE creator_id IN (OLD.id, NEW.id);
END;
CREATE TRIGGER creators_delete_search AFTER DELETE ON creators
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE creator_id = OLD.id;
END;

CREATE TRIGGER tags_insert_search AFTER INSERT ON tags
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_tags WHERE tag_id = NEW.id;
END;
CREATE TRIGGER tags_update_search AFTER UPDATE OF id, name ON tags
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_tags WHERE tag_id IN (OLD.id, NEW.id);
END;
CREATE TRIGGER tags_delete_search AFTER DELETE ON tags
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_tags WHERE tag_id = OLD.id;
END;
CREATE TRIGGER model_tags_insert_search AFTER INSERT ON model_tags
BEGIN
  INSERT INTO model_search_stale VALUES (NEW.model_id);
END;
CREATE TRIGGER model_tags_update_search AFTER UPDATE ON model_tags
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.model_id), (NEW.model_id);
END;
CREATE TRIGGER model_tags_delete_search AFTER DELETE ON model_tags
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.model_id);
END;

CREATE TRIGGER model_versions_insert_search AFTER INSERT ON model_versions
BEGIN
  INSERT INTO model_search_stale VALUES (NEW.model_id);
END;
CREATE TRIGGER model_versions_update_search AFTER UPDATE OF id, model_id, name ON model_versions
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.model_id), (NEW.model_id);
END;
CREATE TRIGGER model_versions_delete_search AFTER DELETE ON model_versions
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.model_id);
END;

CREATE TRIGGER trained_words_insert_search AFTER INSERT ON trained_words
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_versions WHERE id = NEW.version_id;
END;
CREATE TRIGGER trained_words_update_search AFTER UPDATE OF version_id, word ON trained_words
BEGIN
  INSERT INTO model_search_stale SELECT DISTINCT model_id FROM model_versions WHERE id IN (OLD.version_id, NEW.version_id);
END;
CREATE TRIGGER trained_words_delete_search AFTER DELETE ON trained_words
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_versions WHERE id = OLD.version_id;
END;

CREATE TRIGGER version_files_insert_search AFTER INSERT ON version_files
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_versions WHERE id = NEW.version_id;
END;
CREATE TRIGGER version_files_update_search AFTER UPDATE OF version_id, name ON version_files
BEGIN
  INSERT INTO model_search_stale SELECT DISTINCT model_id FROM model_versions WHERE id IN (OLD.version_id, NEW.version_id);
END;
CREATE TRIGGER version_files_delete_search AFTER DELETE ON version_files
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_versions WHERE id = OLD.version_id;
END;

ALTER TABLE image_generation_params ADD COLUMN is_json INTEGER; -- 1: JSON; 0: a plain string; null: unknown

CREATE INDEX models_download_count ON models (download_count DESC, civitai_id);

INSERT INTO model_search (rowid, name, creator, tags, words, versions, files)
SELECT * FROM v_model_search;
