-- When models were fetched, and which models and hashes CivitAI does not have.

ALTER TABLE models ADD COLUMN mode TEXT;       -- Archived or TakenDown
ALTER TABLE models ADD COLUMN fetched_at TEXT; -- when CivitAI's whole answer was last stored
ALTER TABLE models ADD COLUMN gone_at TEXT;    -- when CivitAI first answered that it no longer has the model; null while it has

ALTER TABLE model_versions ADD COLUMN gone_at TEXT; -- the same for a version, whose version_index is then null

ALTER TABLE image_resources ADD COLUMN model_version_id INTEGER; -- CivitAI's id of the version that was used

CREATE INDEX version_images_civitai_id ON version_images (civitai_id);

-- Hashes that CivitAI did not know when it was asked.
CREATE TABLE unknown_hashes (
  sha256   TEXT PRIMARY KEY, -- upper case hex
  asked_at TEXT NOT NULL
) WITHOUT ROWID;
