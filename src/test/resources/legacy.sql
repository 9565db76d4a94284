-- A small legacy database with invented content. It lacks some unique keys, as early ones do, so that
-- rows can be duplicates.

CREATE TABLE local_files (
  id INTEGER NOT NULL, file_path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, header_size INTEGER,
  tensor_count INTEGER, civitai_model_id INTEGER, civitai_version_id INTEGER, created_at DATETIME,
  updated_at DATETIME, PRIMARY KEY (id)
);
CREATE INDEX ix_local_files_sha256 ON local_files (sha256);
CREATE TABLE safetensor_metadata (
  id INTEGER NOT NULL, local_file_id INTEGER NOT NULL, "key" VARCHAR NOT NULL, value VARCHAR,
  PRIMARY KEY (id), FOREIGN KEY(local_file_id) REFERENCES local_files (id)
);
CREATE TABLE creators (
  id INTEGER NOT NULL, username VARCHAR NOT NULL, image_url VARCHAR, PRIMARY KEY (id)
);
CREATE TABLE models (
  id INTEGER NOT NULL, civitai_id INTEGER, name VARCHAR, description VARCHAR, type VARCHAR,
  nsfw BOOLEAN, poi BOOLEAN NOT NULL DEFAULT 0, creator_id INTEGER, download_count INTEGER,
  thumbs_up_count INTEGER, created_at DATETIME, updated_at DATETIME, PRIMARY KEY (id),
  FOREIGN KEY(creator_id) REFERENCES creators (id)
);
CREATE TABLE model_versions (
  id INTEGER NOT NULL, civitai_id INTEGER NOT NULL, model_id INTEGER NOT NULL,
  name VARCHAR NOT NULL, base_model VARCHAR, download_url VARCHAR, published_at DATETIME,
  updated_at DATETIME, version_index INTEGER, PRIMARY KEY (id),
  FOREIGN KEY(model_id) REFERENCES models (id)
);
CREATE TABLE trained_words (
  id INTEGER NOT NULL, version_id INTEGER NOT NULL, word VARCHAR NOT NULL, position INTEGER,
  PRIMARY KEY (id), FOREIGN KEY(version_id) REFERENCES model_versions (id)
);
CREATE TABLE version_files (
  id INTEGER NOT NULL, civitai_id INTEGER NOT NULL, version_id INTEGER NOT NULL,
  name VARCHAR NOT NULL, type VARCHAR, size_kb FLOAT, is_primary BOOLEAN NOT NULL,
  scanned_at DATETIME, PRIMARY KEY (id), FOREIGN KEY(version_id) REFERENCES model_versions (id)
);
CREATE TABLE file_hashes (
  id INTEGER NOT NULL, file_id INTEGER NOT NULL, hash_type VARCHAR NOT NULL,
  hash_value VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(file_id) REFERENCES version_files (id)
);
CREATE TABLE tags (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id));
CREATE TABLE model_tags (
  model_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  FOREIGN KEY(model_id) REFERENCES models (id), FOREIGN KEY(tag_id) REFERENCES tags (id)
);
CREATE TABLE version_images (
  id INTEGER NOT NULL, civitai_id INTEGER, version_id INTEGER NOT NULL, url VARCHAR NOT NULL,
  width INTEGER, has_meta BOOLEAN NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(version_id) REFERENCES model_versions (id)
);
CREATE TABLE image_video_metadata (
  id INTEGER NOT NULL, image_id INTEGER NOT NULL, duration FLOAT, has_audio BOOLEAN NOT NULL,
  PRIMARY KEY (id), FOREIGN KEY(image_id) REFERENCES version_images (id)
);
CREATE TABLE image_generation_params (
  id INTEGER NOT NULL, image_id INTEGER NOT NULL, "key" VARCHAR NOT NULL, value VARCHAR,
  PRIMARY KEY (id), FOREIGN KEY(image_id) REFERENCES version_images (id)
);
CREATE TABLE image_resources (
  id INTEGER NOT NULL, image_id INTEGER NOT NULL, name VARCHAR NOT NULL, weight FLOAT,
  PRIMARY KEY (id), FOREIGN KEY(image_id) REFERENCES version_images (id)
);
CREATE TABLE hf_models (
  id INTEGER NOT NULL, repo_id VARCHAR NOT NULL, last_modified DATETIME, PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_hf_models_repo_id ON hf_models (repo_id);
CREATE TABLE hf_model_tags (
  hf_model_id INTEGER NOT NULL, tag VARCHAR NOT NULL, PRIMARY KEY (hf_model_id, tag),
  FOREIGN KEY(hf_model_id) REFERENCES hf_models (id)
);

INSERT INTO local_files VALUES
  (1, '/m/a.safetensors', 'ab12', 73, 1, 7, 71, '2024-01-02 03:04:05.999999', '2024-01-02 03:04:06'),
  (2, '/m/b.safetensors', 'CD34', NULL, NULL, NULL, NULL, NULL, '2024-01-02T05:04:06+02:00');
INSERT INTO safetensor_metadata VALUES (1, 1, 'ss_epoch', '3'), (2, 1, 'ss_steps', NULL);
INSERT INTO creators VALUES (1, 'ann', 'https://a.example/ann.png');
INSERT INTO models VALUES
  (3, 7, 'Harbour', '<p>Fog</p>', 'LORA', 1, 0, 1, 12, 3, NULL, '2024-01-02 03:04:05.000001');
INSERT INTO model_versions VALUES
  (4, 71, 3, 'v2', 'SDXL 1.0', 'https://c.example/71', '2023-05-06 07:08:09.100000', NULL, 0),
  (5, 70, 3, 'v1', 'SD 1.5', NULL, NULL, NULL, 1);
INSERT INTO trained_words VALUES (1, 4, 'dawn', 0), (2, 4, 'mist', 1);
INSERT INTO version_files VALUES
  (6, 710, 4, 'h.safetensors', 'Model', 12.5, 1, '2023-05-06 07:08:09.000000');
INSERT INTO file_hashes VALUES (1, 6, 'SHA256', 'ab12'), (2, 6, 'AutoV2', 'AB');
INSERT INTO tags VALUES (1, 'boats'), (2, 'fog');
INSERT INTO model_tags VALUES (3, 1), (3, 2);
INSERT INTO version_images VALUES
  (8, NULL, 4, 'https://i.example/x/width=450/91.jpeg', 832, 1),
  (9, 92, 4, 'https://i.example/x/92.mp4', NULL, 0);
INSERT INTO image_video_metadata VALUES (1, 9, 4.5, 1);
INSERT INTO image_generation_params VALUES (1, 8, 'prompt', 'a boat'), (2, 8, 'seed', '1');
INSERT INTO image_resources VALUES (1, 8, 'foggy', 0.8);
INSERT INTO hf_models VALUES (1, 'ann/harbour', '2024-01-02 03:04:05.000000');
INSERT INTO hf_model_tags VALUES (1, 'boats');
