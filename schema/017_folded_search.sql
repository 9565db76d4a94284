-- Search compares texts as Unicode means them: Pokémon is found by pokemon, and ReV Animated by revanimated. And files are
-- found by each base model that their tensors leave possible.

DROP VIEW v_model_search;
DROP TABLE model_search;

-- The new column has the letters of the name without what separates its words.
CREATE VIRTUAL TABLE model_search USING fts5 (name, creator, tags, words, versions, files, letters, tokenize = 'trigram');

-- The index ignores the case of letters, and that is all there is to do for ASCII. A model with other characters is noted here,
-- and the next tsr that writes puts its texts into the index as they are compared. The triggers cannot, in any SQLite.
CREATE TABLE model_search_unfolded (model_id INTEGER PRIMARY KEY);

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
      SELECT
        CASE
          WHEN n.triggers IS NULL THEN coalesce(n.text, '')
          WHEN n.text IS NULL THEN n.triggers
          ELSE n.triggers || char(10) || n.text
        END
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
  ) AS files,
  (
    SELECT char(10) || coalesce(nullif(text, ''), m.name) || char(10, 10)
    FROM (
      SELECT
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
          '@', ''), '[', ''), '\', ''), ']', ''), '^', ''), '_', ''), '`', ''), '{', ''), '|', ''), '}', ''), '~', '') AS text
      FROM (
        SELECT
          replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
            '+', ''), ',', ''), '-', ''), '.', ''), '/', ''), ':', ''), ';', ''), '<', ''), '=', ''), '>', ''), '?', '') AS text
        FROM (
          SELECT
            replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(m.name,
              ' ', ''), '!', ''), '"', ''), '#', ''), '$', ''), '%', ''), '&', ''), '''', ''), '(', ''), ')', ''), '*', '') AS text
        )
      )
    )
  ) AS letters
FROM models m;

DROP TRIGGER model_search_stale_now;
CREATE TRIGGER model_search_stale_now INSTEAD OF INSERT ON model_search_stale
WHEN NOT EXISTS (SELECT 1 FROM model_search_later WHERE model_id = 0)
BEGIN
  DELETE FROM model_search WHERE rowid = NEW.model_id;
  INSERT INTO model_search (rowid, name, creator, tags, words, versions, files, letters)
  SELECT * FROM v_model_search WHERE id = NEW.model_id;
  INSERT OR IGNORE INTO model_search_unfolded
  SELECT id FROM model_search_foldable WHERE id = NEW.model_id;
END;

-- Models with characters that are not ASCII, which have more bytes than one.
CREATE VIEW model_search_foldable AS
SELECT id
FROM (
  SELECT
    rowid AS id,
    name || coalesce(creator, '') || coalesce(tags, '') || coalesce(words, '') || coalesce(versions, '')
      || coalesce(files, '') AS texts
  FROM model_search
)
WHERE length(CAST(texts AS BLOB)) <> length(texts);

INSERT INTO model_search (rowid, name, creator, tags, words, versions, files, letters)
SELECT * FROM v_model_search;

INSERT INTO model_search_unfolded
SELECT id FROM model_search_foldable;

CREATE INDEX local_files_base_candidates ON local_files (base_candidates)
WHERE base_candidates IS NOT NULL;
