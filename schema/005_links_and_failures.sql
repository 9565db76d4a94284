-- The source and the proof of links, damaged files, and files that a scan refused.

ALTER TABLE local_files ADD COLUMN link_source TEXT; -- cache, civitai, manual or sidecar; null: not linked, or linked by an older tsr
ALTER TABLE local_files ADD COLUMN link_match TEXT;  -- the hash that proves the link: sha256 or weights; null: linked by hand, or not linked
ALTER TABLE local_files ADD COLUMN damaged_at TEXT;  -- when verify first found another SHA-256 than recorded; null once it finds the recorded one

-- Files that a scan refused. A scan reads them again only after their size or time has changed.
CREATE TABLE failed_files (
  path       TEXT PRIMARY KEY, -- the real path
  size_bytes INTEGER NOT NULL,
  mtime_ns   INTEGER NOT NULL, -- nanoseconds since 1970, UTC
  reason     TEXT NOT NULL,
  failed_at  TEXT NOT NULL     -- when this reason was first found
) WITHOUT ROWID;

-- Links of an older tsr. Where the version has the file's SHA-256, that hash proves the link. Where it has only other
-- hashes, the user made the link. The source of all other links is unknown.
UPDATE local_files SET link_match = 'sha256'
WHERE EXISTS (
  SELECT 1 FROM model_versions v
  JOIN version_files f ON f.version_id = v.id
  JOIN file_hashes h ON h.file_id = f.id
  WHERE v.civitai_id = local_files.civitai_version_id AND h.hash_type = 'SHA256' AND h.hash_value = local_files.sha256
);
UPDATE local_files SET link_source = 'manual'
WHERE link_match IS NULL AND EXISTS (
  SELECT 1 FROM model_versions v
  JOIN version_files f ON f.version_id = v.id
  JOIN file_hashes h ON h.file_id = f.id
  WHERE v.civitai_id = local_files.civitai_version_id AND h.hash_type = 'SHA256'
);
