-- Fingerprints of files. A file system gives the inode of a deleted file to the next one, and sizes and times can be equal, too:
-- so only its fingerprint proves that a file under a new path is a recorded one. All of them are SHA-256, upper case hex.
ALTER TABLE local_files ADD COLUMN header_fingerprint TEXT; -- of the size (8 bytes, little-endian), and of the bytes before the data: at most the first MiB; null: not taken yet
ALTER TABLE local_files ADD COLUMN data_fingerprint TEXT;   -- of the data (the bytes after the header) up to 64 KiB, else of 16 blocks of 4 KiB: block i begins at byte (length - 4096) * i / 15; null: not taken yet
