-- The identity of each model file, as the tensors and metadata of its header show it, and the hash of its weights.

ALTER TABLE local_files ADD COLUMN type TEXT;               -- CivitAI's name, or TextEncoder, ClipVision, IPAdapter, UNet; null: not told by the header
ALTER TABLE local_files ADD COLUMN base_model TEXT;         -- CivitAI's name; null: not told by the header
ALTER TABLE local_files ADD COLUMN base_candidates TEXT;    -- all base models that the header leaves possible, joined by '; '
ALTER TABLE local_files ADD COLUMN identified_by TEXT;      -- tensors or metadata: the source of base_model
ALTER TABLE local_files ADD COLUMN precision TEXT;          -- such as fp16, bf16, mixed, Q4_K_M
ALTER TABLE local_files ADD COLUMN parameters INTEGER;      -- elements of all tensors
ALTER TABLE local_files ADD COLUMN algorithm TEXT;          -- of an adapter, such as LoRA or LoKr
ALTER TABLE local_files ADD COLUMN lora_rank INTEGER;       -- of an adapter, the largest of its modules
ALTER TABLE local_files ADD COLUMN lora_alpha REAL;         -- of an adapter
ALTER TABLE local_files ADD COLUMN tensors_digest TEXT;     -- equal for files whose tensors have the same names, types, shapes and places
ALTER TABLE local_files ADD COLUMN weights_sha256 TEXT;     -- of all bytes after the header, upper case hex; null: not computed
ALTER TABLE local_files ADD COLUMN identified_version INTEGER NOT NULL DEFAULT 0; -- the number of the rules that identified the file; 0: none did

CREATE INDEX local_files_type ON local_files (type);
CREATE INDEX local_files_base_model ON local_files (base_model);

-- The best known identity of each file. CivitAI's values come first if a file is linked; its type only if the file is the
-- model itself, and not, say, a VAE that the version has beside it.
CREATE VIEW v_known_identity AS
SELECT
  f.id AS local_file_id,
  CASE
    WHEN m.type IS NULL THEN f.type
    WHEN m.type IS f.type THEN m.type
    WHEN EXISTS (
      SELECT 1 FROM version_files vf JOIN file_hashes h ON h.file_id = vf.id
      WHERE vf.version_id = v.id AND vf.type NOT IN ('Model', 'Pruned Model')
        AND h.hash_type = 'SHA256' AND h.hash_value = f.sha256
    ) THEN f.type
    ELSE m.type
  END AS type,
  coalesce(v.base_model, f.base_model) AS base_model,
  CASE WHEN v.base_model IS NULL THEN f.base_candidates END AS base_candidates,
  CASE WHEN v.base_model IS NULL THEN f.identified_by ELSE 'civitai' END AS identified_by
FROM local_files f
LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id;

DROP VIEW v_local_files_full;

CREATE VIEW v_local_files_full AS
SELECT
  f.file_path,
  f.sha256,
  m.name AS model_name,
  k.type AS model_type,
  v.name AS version_name,
  k.base_model,
  c.username AS creator,
  f.id,
  f.size_bytes,
  f.header_size,
  f.tensor_count,
  f.civitai_model_id,
  f.civitai_version_id,
  f.missing_since,
  f.created_at,
  f.updated_at,
  k.identified_by,
  f.precision,
  f.parameters,
  f.lora_rank,
  f.lora_alpha,
  f.link_source,
  f.link_match,
  f.damaged_at
FROM local_files f
JOIN v_known_identity k ON k.local_file_id = f.id
LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
LEFT JOIN creators c ON c.id = m.creator_id;
