-- What other sources than CivitAI told, where CivitAI never did.
ALTER TABLE models ADD COLUMN filled_from TEXT;  -- archive (the offline archive of CivitAI's data); null: CivitAI itself has told of the model, or sidecars alone
ALTER TABLE models ADD COLUMN filled_as_of TEXT; -- when that source had it from CivitAI
