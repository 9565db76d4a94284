-- Which models allow something is asked of all of them, and their rows are long.
CREATE INDEX models_licence ON models (
  civitai_id, allow_commercial_use, allow_no_credit, allow_derivatives, allow_different_license
);
