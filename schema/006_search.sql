-- Indexes for searches with very many matches, and triggers that update only changed texts.

-- Each index has all columns that search reads from the table, so that SQLite does not read the long rows.

DROP INDEX models_download_count;
CREATE INDEX models_download_count ON models (download_count DESC, civitai_id, type, nsfw);

DROP INDEX model_versions_base_model;
CREATE INDEX model_versions_base_model ON model_versions (base_model, model_id, civitai_id);

CREATE INDEX model_versions_latest ON model_versions (model_id, version_index, civitai_id, name, base_model, download_url)
WHERE version_index = 0;

DROP INDEX local_files_civitai_model_id;
CREATE INDEX local_files_civitai_model_id ON local_files (civitai_model_id, missing_since);

DROP INDEX local_files_civitai_version_id;
CREATE INDEX local_files_civitai_version_id ON local_files (civitai_version_id, missing_since);

-- A text is updated only if one of its values has changed: all models of a creator or with a tag share that one row.

DROP TRIGGER models_update_search;
CREATE TRIGGER models_update_search AFTER UPDATE OF id, name, creator_id ON models
WHEN OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.creator_id IS NOT NEW.creator_id
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.id), (NEW.id);
END;

DROP TRIGGER creators_update_search;
CREATE TRIGGER creators_update_search AFTER UPDATE OF id, username ON creators
WHEN OLD.id <> NEW.id OR OLD.username <> NEW.username
BEGIN
  INSERT INTO model_search_stale SELECT id FROM models WHERE creator_id IN (OLD.id, NEW.id);
END;

DROP TRIGGER tags_update_search;
CREATE TRIGGER tags_update_search AFTER UPDATE OF id, name ON tags
WHEN OLD.id <> NEW.id OR OLD.name <> NEW.name
BEGIN
  INSERT INTO model_search_stale SELECT model_id FROM model_tags WHERE tag_id IN (OLD.id, NEW.id);
END;

DROP TRIGGER model_versions_update_search;
CREATE TRIGGER model_versions_update_search AFTER UPDATE OF id, model_id, name ON model_versions
WHEN OLD.id <> NEW.id OR OLD.model_id <> NEW.model_id OR OLD.name <> NEW.name
BEGIN
  INSERT INTO model_search_stale VALUES (OLD.model_id), (NEW.model_id);
END;

DROP TRIGGER trained_words_update_search;
CREATE TRIGGER trained_words_update_search AFTER UPDATE OF version_id, word ON trained_words
WHEN OLD.version_id <> NEW.version_id OR OLD.word <> NEW.word
BEGIN
  INSERT INTO model_search_stale SELECT DISTINCT model_id FROM model_versions WHERE id IN (OLD.version_id, NEW.version_id);
END;

DROP TRIGGER version_files_update_search;
CREATE TRIGGER version_files_update_search AFTER UPDATE OF version_id, name ON version_files
WHEN OLD.version_id <> NEW.version_id OR OLD.name <> NEW.name
BEGIN
  INSERT INTO model_search_stale SELECT DISTINCT model_id FROM model_versions WHERE id IN (OLD.version_id, NEW.version_id);
END;
