-- Defines the view of search texts again without a function that SQLite has only since 3.44; Debian 12 is older. Other programs
-- change these tables, too, and so run the triggers that read this view.
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
  ) AS files
FROM models m;
