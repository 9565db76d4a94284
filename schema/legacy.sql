-- Drops those tables of a legacy database that the numbered scripts replace. Their rows are then
-- read from the copy of the file. Tables that the catalogue does not have stay.

DROP VIEW IF EXISTS v_local_files_full;
DROP VIEW IF EXISTS v_models_with_latest;
DROP TABLE IF EXISTS image_resources;
DROP TABLE IF EXISTS image_generation_params;
DROP TABLE IF EXISTS image_video_metadata;
DROP TABLE IF EXISTS version_images;
DROP TABLE IF EXISTS model_tags;
DROP TABLE IF EXISTS tags;
DROP TABLE IF EXISTS file_hashes;
DROP TABLE IF EXISTS version_files;
DROP TABLE IF EXISTS trained_words;
DROP TABLE IF EXISTS model_versions;
DROP TABLE IF EXISTS models;
DROP TABLE IF EXISTS creators;
DROP TABLE IF EXISTS safetensor_metadata;
DROP TABLE IF EXISTS local_files;
