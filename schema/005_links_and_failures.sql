-- Who made a link and by which hash, which files are damaged, and which files cannot be models.

ALTER TABLE local_files ADD COLUMN link_source TEXT; -- cache, civitai, manual or sidecar; null: not linked, or linked by an older tsr
ALTER TABLE local_files ADD COLUMN link_match TEXT;  -- the hash that proves the link: sha256 or weights; null: linked by hand, or not linked
ALTER TABLE local_files ADD COLUMN damaged_at TEXT;  -- when verify found another SHA-256 than recorded; null once it finds the file whole

-- Files whose content a scan refused. They are not read again while their size and time stay.
CREATE TABLE failed_files (
  path       TEXT PRIMARY KEY, -- the real path
  size_bytes INTEGER NOT NULL,
  mtime_ns   INTEGER NOT NULL, -- nanoseconds since 1970, UTC
  reason     TEXT NOT NULL,
  failed_at  TEXT NOT NULL     -- when this reason was first found
) WITHOUT ROWID;

-- Links of an older tsr. A file whose SHA-256 its version has was found by it; one whose version has other files, of
-- which the SHA-256 is known, was linked by hand. Of the rest nothing is known.
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
