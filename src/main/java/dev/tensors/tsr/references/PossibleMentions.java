package dev.tensors.tsr.references;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells which mentions may mean the files of some contents: each that does, and some that do not.
 * To match one mention takes several queries; most mean no file of these contents, and are known to
 * without any.
 */
final class PossibleMentions {

  /** All that {@link HashMatches}, {@link VersionMatches} and {@link NameMatches} compare. */
  private static final String COMPARED =
      """
      WITH own AS (SELECT * FROM local_files WHERE sha256 IN (SELECT value FROM json_each(?1))),
      at_civitai AS (
        SELECT n.id, n.name, n.version_id FROM own
        JOIN model_versions v ON v.civitai_id = own.civitai_version_id
        JOIN version_files n ON n.version_id = v.id
        UNION
        SELECT n.id, n.name, n.version_id FROM file_hashes h
        JOIN version_files n ON n.id = h.file_id
        WHERE h.hash_type = 'SHA256' AND h.hash_value IN (SELECT value FROM json_each(?1)))
      SELECT 'NAME', file_path FROM own
      UNION SELECT 'NAME', o.name FROM own JOIN old_names o ON o.local_file_id = own.id
      UNION SELECT CASE h.key WHEN 'ss_output_name' THEN 'NAME' ELSE 'HASH' END, h.value
        FROM own JOIN safetensor_metadata h ON h.local_file_id = own.id
        WHERE h.key IN
          ('ss_output_name', 'sshs_model_hash', 'sshs_legacy_hash', 'modelspec.hash_sha256')
      UNION SELECT 'NAME', name FROM at_civitai
      UNION SELECT 'NAME', m.name FROM own JOIN models m ON m.civitai_id = own.civitai_model_id
      UNION SELECT 'HASH', sha256 FROM own
      UNION SELECT 'HASH', weights_sha256 FROM own
      UNION SELECT 'HASH', h.hash_value FROM at_civitai JOIN file_hashes h ON h.file_id = at_civitai.id
      UNION SELECT 'MODEL', civitai_model_id FROM own
      UNION SELECT 'VERSION', civitai_version_id FROM own
      UNION SELECT 'VERSION', v.civitai_id
        FROM at_civitai JOIN model_versions v ON v.id = at_civitai.version_id
      """;

  /** Of the shortest hash that is mentioned. */
  private static final int DIGITS = 8;

  private final Set<String> names = new HashSet<>();
  private final Set<String> hashes = new HashSet<>();
  private final Set<Long> models = new HashSet<>();
  private final Set<Long> versions = new HashSet<>();

  /**
   * @param sha256 of the contents, upper case hex
   */
  PossibleMentions(Sql sql, Collection<String> sha256) throws SQLException {
    sql.forEach(
        COMPARED,
        row -> {
          String value = row.getString(2);
          if (value != null) {
            switch (row.getString(1)) {
              case "NAME" -> names.add(name(value));
              case "HASH" -> hashes.add(start(value));
              case "MODEL" -> models.add(row.getLong(2));
              default -> versions.add(row.getLong(2));
            }
          }
        },
        Sql.array(sha256));
  }

  boolean include(ModelMention mention) {
    String name = mention.name();
    String hash = mention.hash();
    return name != null && names.contains(name(name))
        || hash != null && hashes.contains(start(hash))
        || mention.modelId() != null && models.contains(mention.modelId())
        || mention.versionId() != null && versions.contains(mention.versionId());
  }

  /** The same for all names that are compared as equal, be they a path, a stem or an alias. */
  private static String name(String written) {
    String name =
        ModelFileName.withoutFolders(Folding.of(written)).replace(":", "").replace(",", "").strip();
    while (ModelFileName.extension(name) != null) {
      name = ModelFileName.withoutExtension(name).strip();
    }
    return name;
  }

  private static String start(String hash) {
    String digits = hash.startsWith("0x") ? hash.substring(2) : hash;
    return digits.substring(0, Math.min(DIGITS, digits.length())).toUpperCase(Locale.ROOT);
  }
}
