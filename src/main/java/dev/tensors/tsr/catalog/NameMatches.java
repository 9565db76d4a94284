package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that have the name of a mention: their own, the alias in their header, that of
 * the file at CivitAI, or their model's title.
 */
final class NameMatches {

  /** SQL: a file's name without its folder, as the index on local_files has it. */
  static final String NAME =
      "substr(file_path, length(rtrim(file_path, replace(replace(file_path, '/', ''), '\\', '')))"
          + " + 1) COLLATE NOCASE";

  private static final String NAMED =
      "SELECT id FROM local_files WHERE " + NAME + " IN (SELECT value FROM json_each(?))";

  private static final String ALIASED =
      """
      SELECT local_file_id FROM safetensor_metadata
      WHERE key = 'ss_output_name' AND replace(replace(value, ':', ''), ',', '') COLLATE NOCASE = ?
      """;

  /** Recorded files that are linked to the version of a file at CivitAI with this name. */
  private static final String LINKED =
      """
      SELECT f.id FROM version_files n
      JOIN model_versions v ON v.id = n.version_id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id
      WHERE n.name COLLATE NOCASE IN (SELECT value FROM json_each(?))
      """;

  private static final String TITLED =
      """
      SELECT f.id FROM models m JOIN local_files f ON f.civitai_model_id = m.civitai_id
      WHERE m.name = ?
      """;

  private static final String AT_CIVITAI =
      """
      SELECT id FROM version_files
      WHERE name COLLATE NOCASE IN (SELECT value FROM json_each(?)) LIMIT 100
      """;

  /** The types of mentions, by CivitAI's types and tsr's own. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("LORA", "lora"),
          Map.entry("LoCon", "lora"),
          Map.entry("DoRA", "lora"),
          Map.entry("Checkpoint", "checkpoint"),
          Map.entry("UNet", "checkpoint"),
          Map.entry("TextualInversion", ModelMention.EMBEDDING),
          Map.entry("Hypernetwork", "hypernetwork"),
          Map.entry("Upscaler", "upscaler"),
          Map.entry("VAE", "vae"),
          Map.entry("Controlnet", "controlnet"),
          Map.entry("MotionModule", "motion_module"),
          Map.entry("TextEncoder", "text_encoder"),
          Map.entry("ClipVision", "clip_vision"),
          Map.entry("IPAdapter", "ip_adapter"));

  private final Sql sql;

  NameMatches(Sql sql) {
    this.sql = sql;
  }

  /**
   * The files with this name that are here, else the one known model with it that is not. None if
   * several models at CivitAI have the name.
   */
  List<MatchedFile> of(ModelMention mention) throws SQLException {
    String written = mention.name();
    if (written == null || written.isBlank()) {
      return List.of();
    }
    String path = written.strip().replace('\\', '/');
    String names = names(ModelFileName.withoutFolders(path));
    List<FileCandidates.Candidate> named = recorded(NAMED, names);
    List<FileCandidates.Candidate> fitting = fitting(mention, named);
    List<MatchedFile> here = inFolder(path, FileCandidates.here(fitting));
    if (here.isEmpty()) {
      here = FileCandidates.here(fitting(mention, recorded(ALIASED, alias(path))));
    }
    if (here.isEmpty()) {
      here = FileCandidates.here(fitting(mention, recorded(LINKED, names)));
    }
    if (here.isEmpty() && ModelFileName.extension(path) == null) {
      here = FileCandidates.here(fitting(mention, recorded(TITLED, written.strip())));
    }
    if (!here.isEmpty()) {
      return here;
    }
    MatchedFile known = atCivitai(mention, names);
    if (known == null && ModelFileName.extension(path) == null) {
      known = titled(mention, written.strip());
    }
    if (known != null) {
      return List.of(known);
    }
    // A file's type can be wrong, as one that a creator chose at CivitAI.
    List<MatchedFile> ofOtherType =
        fitting.isEmpty() ? inFolder(path, FileCandidates.here(named)) : List.of();
    return ofOtherType.isEmpty()
        ? fitting.stream().limit(1).map(FileCandidates.Candidate::file).toList()
        : ofOtherType;
  }

  /** The names that a file may have: a name without an extension stands for any. */
  private static String names(String name) {
    return FileCandidates.texts(
        ModelFileName.extension(name) == null
            ? Stream.concat(Stream.of(name), ModelFileName.EXTENSIONS.stream().map(name::concat))
                .toList()
            : List.of(name));
  }

  private static String alias(String path) {
    return ModelFileName.withoutExtension(ModelFileName.withoutFolders(path))
        .replace(":", "")
        .replace(",", "");
  }

  private List<FileCandidates.Candidate> recorded(String query, String value) throws SQLException {
    Collection<Long> rows = sql.list(query, row -> row.getLong(1), value);
    return FileCandidates.recorded(sql, rows, ModelMatch.NAME);
  }

  private static List<FileCandidates.Candidate> fitting(
      ModelMention mention, List<FileCandidates.Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> mayBe(mention.type(), candidate.type()))
        .toList();
  }

  /** The files whose folders end as the path's do; all if there are none. */
  private static List<MatchedFile> inFolder(String path, List<MatchedFile> files) {
    if (path.indexOf('/') < 0) {
      return files;
    }
    String wanted = "/" + ModelFileName.withoutExtension(path).toLowerCase(Locale.ROOT);
    List<MatchedFile> inFolder =
        files.stream()
            .filter(
                file ->
                    ModelFileName.withoutExtension(String.valueOf(file.filePath()))
                        .replace('\\', '/')
                        .toLowerCase(Locale.ROOT)
                        .endsWith(wanted))
            .toList();
    return inFolder.isEmpty() ? files : inFolder;
  }

  private @Nullable MatchedFile atCivitai(ModelMention mention, String names) throws SQLException {
    List<Long> rows = sql.list(AT_CIVITAI, row -> row.getLong(1), names);
    List<MatchedFile> known =
        FileCandidates.atCivitai(sql, rows, ModelMatch.NAME).stream()
            .filter(candidate -> mayBe(mention.type(), candidate.type()))
            .map(FileCandidates.Candidate::file)
            .toList();
    return known.stream().map(MatchedFile::modelId).distinct().count() == 1
        ? known.getFirst()
        : null;
  }

  /** The model with a title, without a version: the title does not say which version was used. */
  private @Nullable MatchedFile titled(ModelMention mention, String title) throws SQLException {
    List<FileCandidates.Candidate> models =
        sql
            .list(
                "SELECT civitai_id, nsfw, type FROM models WHERE name = ? LIMIT 100",
                row ->
                    new FileCandidates.Candidate(
                        MatchedFile.ofModel(
                            ModelMatch.NAME, row.getLong(1), title, row.getBoolean(2)),
                        row.getString(3)),
                title)
            .stream()
            .filter(candidate -> mayBe(mention.type(), candidate.type()))
            .toList();
    return models.size() == 1 ? models.getFirst().file() : null;
  }

  /** The type of mentions that may mean a file of this type; null if none is known. */
  static @Nullable String mentionType(@Nullable String type) {
    return type == null ? null : TYPES.get(type);
  }

  /** Whether a file of this type may be meant; false only where the types exclude each other. */
  private static boolean mayBe(String type, @Nullable String known) {
    String other = mentionType(known);
    return other == null
        || type.equals(other)
        || type.equals(ModelMention.OTHER)
        || !TYPES.containsValue(type);
  }
}
