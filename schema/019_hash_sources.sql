-- How the SHA-256 of a file is known. One that was not read from its bytes is claimed: it is read before anything is advised that deletes.
ALTER TABLE local_files ADD COLUMN hash_source TEXT NOT NULL DEFAULT 'read'; -- read; or claimed: name, metadata, catalogue (of another machine)
