-- Unknown counts, the price of versions, and the disks of remembered folders.

-- A count that CivitAI does not tell is null: creators can hide some of them.
ALTER TABLE models ALTER COLUMN download_count DROP NOT NULL;
ALTER TABLE models ALTER COLUMN thumbs_up_count DROP NOT NULL;
ALTER TABLE models ALTER COLUMN thumbs_down_count DROP NOT NULL;
ALTER TABLE models ALTER COLUMN comment_count DROP NOT NULL;
ALTER TABLE models ALTER COLUMN tipped_amount_count DROP NOT NULL;
ALTER TABLE model_versions ALTER COLUMN download_count DROP NOT NULL;
ALTER TABLE model_versions ALTER COLUMN thumbs_up_count DROP NOT NULL;
ALTER TABLE model_versions ALTER COLUMN thumbs_down_count DROP NOT NULL;

-- Models that were never fetched: an answer has all counts, so if all are 0, none was ever known.
UPDATE model_versions SET download_count = NULL, thumbs_up_count = NULL, thumbs_down_count = NULL
WHERE download_count = 0 AND thumbs_up_count = 0 AND thumbs_down_count = 0
  AND model_id IN (SELECT id FROM models WHERE fetched_at IS NULL);
UPDATE models SET
  download_count = NULL, thumbs_up_count = NULL, thumbs_down_count = NULL, comment_count = NULL, tipped_amount_count = NULL
WHERE fetched_at IS NULL AND download_count = 0 AND thumbs_up_count = 0 AND thumbs_down_count = 0
  AND comment_count = 0 AND tipped_amount_count = 0;

-- Answers of a time when CivitAI did not count thumbs.
UPDATE models SET thumbs_up_count = NULL WHERE NOT EXISTS (SELECT 1 FROM models WHERE thumbs_up_count <> 0);
UPDATE model_versions SET thumbs_up_count = NULL
WHERE NOT EXISTS (SELECT 1 FROM model_versions WHERE thumbs_up_count <> 0);

-- Only a version's own answer tells them surely; null: free, or not known.
ALTER TABLE model_versions ADD COLUMN paid_access TEXT;         -- JSON; its "permanent" is true where the version has a price for ever
ALTER TABLE model_versions ADD COLUMN early_access_config TEXT; -- JSON

CREATE INDEX model_versions_paid ON model_versions (model_id)
WHERE paid_access IS NOT NULL OR availability = 'EarlyAccess' OR early_access_ends_at IS NOT NULL;

-- The device of a remembered folder when its files were last found there. Another one means that its disk is not mounted.
-- Empty: files were found there, but the system does not tell the device. Null: none were found yet.
ALTER TABLE scan_roots ADD COLUMN device TEXT;
ALTER TABLE image_roots ADD COLUMN device TEXT;

UPDATE scan_roots SET device = (
  SELECT substr(file_key, 6, instr(file_key, ',') - 6) FROM local_files
  WHERE file_path > rtrim(path, '/') || '/' AND file_path < rtrim(path, '/') || '0'
    AND missing_since IS NULL AND file_key LIKE '(dev=%,%'
  LIMIT 1
);
-- All that was found there was moved, or forgotten.
UPDATE scan_roots SET device = '' WHERE NOT EXISTS (
  SELECT 1 FROM local_files WHERE file_path > rtrim(path, '/') || '/' AND file_path < rtrim(path, '/') || '0'
);
UPDATE image_roots SET device = '' WHERE NOT EXISTS (
  SELECT 1 FROM own_images
  WHERE own_images.path > rtrim(image_roots.path, '/') || '/' AND own_images.path < rtrim(image_roots.path, '/') || '0'
);
