package dev.tensors.tsr.program;

import java.nio.file.Path;

/** A model of CivitAI's in the catalogue: a LoRA, of which nothing else is known unless told. */
public final class KnownModel {

  private final Catalogue catalogue;
  private final long id;
  private int versions;

  KnownModel(Catalogue catalogue, long id, String name) {
    this.catalogue = catalogue;
    this.id = id;
    catalogue.update("INSERT INTO models (civitai_id, name, type) VALUES (?, ?, 'LORA')", id, name);
  }

  /** Sets a column of its row. */
  public KnownModel with(String column, Object value) {
    catalogue.update("UPDATE models SET " + column + " = ? WHERE civitai_id = ?", value, id);
    return this;
  }

  public KnownModel creator(String name) {
    catalogue.update("INSERT OR IGNORE INTO creators (username) VALUES (?)", name);
    catalogue.update(
        """
        UPDATE models SET creator_id = (SELECT id FROM creators WHERE username = ?)
        WHERE civitai_id = ?""",
        name,
        id);
    return this;
  }

  public KnownModel tags(String... tags) {
    for (String tag : tags) {
      catalogue.update("INSERT OR IGNORE INTO tags (name) VALUES (?)", tag);
      catalogue.update(
          """
          INSERT INTO model_tags (model_id, tag_id)
            SELECT m.id, t.id FROM models m, tags t WHERE m.civitai_id = ? AND t.name = ?""",
          id,
          tag);
    }
    return this;
  }

  /** Adds one, which is the oldest so far. */
  public Version version(long version, String name) {
    return new Version(version, name);
  }

  public Version version(long version, String name, String base) {
    return version(version, name).with("base_model", base);
  }

  /** A version of the model. */
  public final class Version {

    private final long version;

    private Version(long version, String name) {
      this.version = version;
      catalogue.update(
          """
          INSERT INTO model_versions (civitai_id, model_id, name, version_index)
            SELECT ?, id, ?, ? FROM models WHERE civitai_id = ?""",
          version,
          name,
          versions++,
          id);
    }

    public Version with(String column, Object value) {
      catalogue.update(
          "UPDATE model_versions SET " + column + " = ? WHERE civitai_id = ?", value, version);
      return this;
    }

    /** Its trigger words; each may hold several. */
    public Version words(String... words) {
      for (int i = 0; i < words.length; i++) {
        catalogue.update(
            """
            INSERT INTO trained_words (version_id, word, position)
              SELECT id, ?, ? FROM model_versions WHERE civitai_id = ?""",
            words[i],
            i,
            version);
      }
      return this;
    }

    /**
     * Adds a file at CivitAI, of the type Model.
     *
     * @param hashes each hash behind its kind
     */
    public Version file(long file, String name, String... hashes) {
      catalogue.update(
          """
          INSERT INTO version_files (civitai_id, version_id, name, type)
            SELECT ?, id, ?, 'Model' FROM model_versions WHERE civitai_id = ?""",
          file,
          name,
          version);
      for (int i = 0; i < hashes.length; i += 2) {
        catalogue.update(
            """
            INSERT INTO file_hashes (file_id, hash_type, hash_value)
              SELECT id, ?, ? FROM version_files WHERE civitai_id = ?""",
            hashes[i],
            hashes[i + 1],
            file);
      }
      return this;
    }

    /** Links these files of the library, or all where none is named, to this version. */
    public Version linked(Path... files) {
      if (files.length == 0) {
        catalogue.update(
            "UPDATE local_files SET civitai_model_id = ?, civitai_version_id = ?", id, version);
      }
      for (Path file : files) {
        catalogue.link(file, version);
      }
      return this;
    }

    public Version version(long other, String name) {
      return KnownModel.this.version(other, name);
    }

    public Version version(long other, String name, String base) {
      return KnownModel.this.version(other, name, base);
    }
  }
}
