-- What others load a file as, and what it needs to run.
ALTER TABLE local_files ADD COLUMN component TEXT;    -- the class of a text encoder, an image encoder or a VAE, such as t5-xxl; null: another file, or not told by the tensors
ALTER TABLE local_files ADD COLUMN architecture TEXT; -- which architecture the tensors show, such as flux_1_dev, finer than base_model; null: not told by the tensors
ALTER TABLE local_files ADD COLUMN inside TEXT;       -- the classes of the VAE and the text encoders within a diffusion model's file, joined by '; '; null: none

-- Of each model it is asked which encoders and VAEs are here.
CREATE INDEX local_files_component ON local_files (component) WHERE component IS NOT NULL;
