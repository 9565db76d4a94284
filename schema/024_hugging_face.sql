-- Repositories at Hugging Face, the hashes of their files, and which local files are in one.

CREATE TABLE hf_repositories (
  repo        TEXT NOT NULL, -- OWNER/REPO
  revision    TEXT NOT NULL, -- a commit
  ref         TEXT NOT NULL, -- what was asked for when it was fetched, such as main
  licence     TEXT,          -- Hugging Face's id of it, or its own name
  base_model  TEXT,          -- the repositories that its card names, joined by '; '
  gated       INTEGER NOT NULL, -- 1: a user must accept terms before a download
  modified_at TEXT,
  fetched_at  TEXT NOT NULL,
  PRIMARY KEY (repo, revision)
) WITHOUT ROWID;

CREATE TABLE hf_files (
  repo       TEXT NOT NULL,
  revision   TEXT NOT NULL,
  path       TEXT NOT NULL, -- from the repository's root
  size_bytes INTEGER,
  sha256     TEXT,          -- upper case hex; null: not told, as of small files
  PRIMARY KEY (repo, revision, path),
  FOREIGN KEY (repo, revision) REFERENCES hf_repositories (repo, revision) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX hf_files_sha256 ON hf_files (sha256) WHERE sha256 IS NOT NULL;

-- The file of a repository that a local file is; beside the link to CivitAI.
ALTER TABLE local_files ADD COLUMN hf_repo TEXT;
ALTER TABLE local_files ADD COLUMN hf_revision TEXT; -- a commit
ALTER TABLE local_files ADD COLUMN hf_path TEXT;
CREATE INDEX local_files_hf_repo ON local_files (hf_repo) WHERE hf_repo IS NOT NULL;

-- Another content is another file.
CREATE TRIGGER local_files_update_hf AFTER UPDATE OF sha256 ON local_files
WHEN OLD.sha256 <> NEW.sha256 AND NEW.hf_repo IS NOT NULL AND NEW.hf_repo IS OLD.hf_repo AND NEW.hf_path IS OLD.hf_path
BEGIN
  UPDATE local_files SET hf_repo = NULL, hf_revision = NULL, hf_path = NULL WHERE id = NEW.id;
END;
