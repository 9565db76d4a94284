package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Database;

/**
 * Which kinds of rows a catalogue has.
 *
 * @param hasFiles whether a file is recorded, present or missing
 * @param hasLinks whether a file is linked to CivitAI
 * @param hasLinksToRepositories whether a file is linked to a repository at Hugging Face
 * @param hasModels whether a model is cached
 */
public record CatalogueContents(
    boolean hasFiles, boolean hasLinks, boolean hasLinksToRepositories, boolean hasModels) {

  /** Queries the catalogue. */
  public static CatalogueContents of(Database database) {
    return database
        .query(
            sql ->
                sql.first(
                    """
                    SELECT EXISTS (SELECT 1 FROM local_files),
                      EXISTS (SELECT 1 FROM local_files WHERE civitai_version_id IS NOT NULL),
                      EXISTS (SELECT 1 FROM local_files WHERE hf_repo IS NOT NULL),
                      EXISTS (SELECT 1 FROM models)
                    """,
                    row ->
                        new CatalogueContents(
                            row.getBoolean(1),
                            row.getBoolean(2),
                            row.getBoolean(3),
                            row.getBoolean(4))))
        .orElseThrow();
  }
}
