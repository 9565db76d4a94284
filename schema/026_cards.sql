-- What the cards of repositories at Hugging Face tell of files, and where workflows say that models can be downloaded.

ALTER TABLE hf_repositories ADD COLUMN civitai_base TEXT; -- CivitAI's name of its base model; null: its card tells none that tsr knows

-- The base model of the card counts where neither CivitAI nor the header tells one. Encoders and VAEs serve several.
DROP VIEW v_known_identity;
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
  coalesce(v.base_model, f.base_model, card.civitai_base) AS base_model,
  CASE WHEN v.base_model IS NULL THEN f.base_candidates END AS base_candidates,
  CASE
    WHEN v.base_model IS NOT NULL THEN 'civitai'
    WHEN f.base_model IS NULL AND card.civitai_base IS NOT NULL THEN 'huggingface'
    ELSE f.identified_by
  END AS identified_by
FROM local_files f
LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
LEFT JOIN hf_repositories card ON card.repo = f.hf_repo AND card.revision = coalesce(
  (SELECT told.revision FROM hf_repositories told WHERE told.repo = f.hf_repo AND told.revision = f.hf_revision),
  (SELECT told.revision FROM hf_repositories told WHERE told.repo = f.hf_repo ORDER BY told.fetched_at DESC LIMIT 1)
)
AND coalesce(f.type, '') NOT IN ('TextEncoder', 'ClipVision', 'VAE')
AND (coalesce(f.base_candidates, '') = '' OR instr('; ' || f.base_candidates || '; ', '; ' || card.civitai_base || '; '));

-- An address that a workflow gives of a model. Pictures that an earlier tsr read have none until they change.
ALTER TABLE own_image_models ADD COLUMN url TEXT;
CREATE INDEX own_image_models_url ON own_image_models (url) WHERE url IS NOT NULL;
