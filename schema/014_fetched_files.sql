-- Sidecars that come with models may name any file and any address. So files that CivitAI itself has listed are told from
-- those that only a sidecar knows.

ALTER TABLE version_files ADD COLUMN fetched_at TEXT; -- when CivitAI's answer last listed the file; null: known from elsewhere, such as a sidecar

-- Earlier versions of tsr did not tell them apart: only where no sidecar was ever read, all files are CivitAI's.
UPDATE version_files SET fetched_at = (
  SELECT m.fetched_at FROM model_versions v JOIN models m ON m.id = v.model_id
  WHERE v.id = version_files.version_id AND v.version_index IS NOT NULL
)
WHERE NOT EXISTS (SELECT 1 FROM sidecars WHERE status IN ('proved', 'same_weights'))
  AND NOT EXISTS (SELECT 1 FROM local_files WHERE link_source = 'sidecar')
  AND NOT EXISTS (SELECT 1 FROM models WHERE fetched_at IS NULL);

-- Addresses that sidecars may have brought. CivitAI's own of a version have its id; the next fetch stores others again.
UPDATE model_versions SET download_url = NULL
WHERE download_url IS NOT NULL
  AND (EXISTS (SELECT 1 FROM sidecars WHERE status IN ('proved', 'same_weights'))
    OR EXISTS (SELECT 1 FROM local_files WHERE link_source = 'sidecar'))
  AND download_url || '?' NOT LIKE 'https://civitai.com/api/download/models/' || civitai_id || '?%'
  AND download_url || '?' NOT LIKE 'https://civitai.red/api/download/models/' || civitai_id || '?%';

UPDATE version_files SET download_url = NULL
WHERE download_url IS NOT NULL
  AND (EXISTS (SELECT 1 FROM sidecars WHERE status IN ('proved', 'same_weights'))
    OR EXISTS (SELECT 1 FROM local_files WHERE link_source = 'sidecar'))
  AND NOT EXISTS (
    SELECT 1 FROM model_versions v WHERE v.id = version_files.version_id
      AND (version_files.download_url || '?' LIKE 'https://civitai.com/api/download/models/' || v.civitai_id || '?%'
        OR version_files.download_url || '?' LIKE 'https://civitai.red/api/download/models/' || v.civitai_id || '?%')
  );
