package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.parts.NeededPart.Status;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whole models that another one needs: of its base, or the other half of a pair. */
final class RelatedModels {

  private static final String CHECKPOINT = "Checkpoint";
  private static final String UNET = "UNet";

  private static final String COLUMNS =
      """
      SELECT f.id, f.file_path, f.sha256, f.size_bytes, k.type, f.civitai_model_id,
        f.civitai_version_id, m.name AS model_name, v.name AS version_name, m.nsfw
      FROM local_files f JOIN v_known_identity k ON k.local_file_id = f.id
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      WHERE f.missing_since IS NULL AND f.damaged_at IS NULL
      """;

  /**
   * Models with one of some bases, those that certainly have the first one before the others. Which
   * files can be models is asked of the indexes: their identity, which takes longer, is asked
   * neither for each LoRA nor for models that CivitAI says are of other bases.
   */
  private static final String OF_BASE =
      COLUMNS
          + """
            AND f.id IN (
              SELECT id FROM local_files WHERE type IN ('UNet', 'Checkpoint')
              UNION ALL
              SELECT linked.id FROM models c
              CROSS JOIN local_files linked ON linked.civitai_model_id = c.civitai_id
              LEFT JOIN model_versions n ON n.civitai_id = linked.civitai_version_id
              WHERE c.type = 'Checkpoint' AND (n.base_model IS NULL
                OR n.base_model IN (SELECT value FROM json_each(?2))))
            AND k.type IN ('UNet', 'Checkpoint')
            AND (k.base_model IN (SELECT value FROM json_each(?2))
              OR EXISTS (SELECT 1 FROM json_each(?2) AS base
                WHERE instr('; ' || k.base_candidates || '; ', '; ' || base.value || '; ') > 0))
          ORDER BY k.base_model IS NOT ?1, f.size_bytes, f.file_path
          """;

  /** Models of an architecture, the smallest first. */
  private static final String OF_ARCHITECTURE =
      COLUMNS + "  AND f.architecture = ? AND f.type = 'UNet' ORDER BY f.size_bytes, f.file_path";

  private final Database database;
  private final UnreachableFolders folders;

  RelatedModels(Database database) {
    this.database = database;
    this.folders = new UnreachableFolders(database);
  }

  /** A model of the base of an adapter; empty if the base is not known. */
  Optional<NeededPart> base(ModelParts.Model adapter) {
    List<String> bases =
        adapter.candidates().isEmpty() && adapter.base() != null
            ? List.of(adapter.base())
            : adapter.candidates();
    if (bases.isEmpty()) {
      return Optional.empty();
    }
    MatchedFile file =
        firstReachable(OF_BASE, ModelMatch.CLASS, adapter.base(), Sql.array(bases)).orElse(null);
    return Optional.of(
        found(
            CHECKPOINT,
            adapter.base() == null ? String.join(" or ", bases) : adapter.base(),
            file));
  }

  private NeededPart found(String type, String name, @Nullable MatchedFile file) {
    String path = file == null ? null : file.filePath();
    Status status =
        path == null ? Status.MISSING : folders.hold(path) ? Status.UNREACHABLE : Status.HERE;
    String own = file == null || file.type() == null ? type : file.type();
    return new NeededPart(
        type,
        name,
        status,
        file,
        path == null ? null : ModelParts.loader(own, RecordedPath.name(path)),
        null);
  }

  /** The other model of Wan 2.2 A14B, by its name. */
  Optional<NeededPart> otherHalf(ModelParts.Model model) {
    String name = model.name();
    String architecture = model.architecture();
    if (!UNET.equals(model.headerType())
        || architecture == null
        || !NoisePair.ARCHITECTURES.contains(architecture)) {
      return Optional.empty();
    }
    String half = NoisePair.half(name);
    if (half == null) {
      return Optional.empty();
    }
    String other = NoisePair.counterpart(name, half);
    return Optional.of(found(UNET, other, called(other, half, architecture)));
  }

  /**
   * The file of this name, else the smallest one of the other half; of them one that can be reached
   * goes first. Null if there is none.
   */
  private @Nullable MatchedFile called(String name, String half, String architecture) {
    List<MatchedFile> named =
        database.snapshot(
            sql -> new FileMatches(sql).of(ModelMention.named(ModelKind.CHECKPOINT, name)));
    List<MatchedFile> halves = new ArrayList<>(named.stream().filter(MatchedFile::isHere).toList());
    for (MatchedFile file : halves) {
      if (isReachable(file)) {
        return file;
      }
    }
    database.query(
        sql ->
            sql.every(
                OF_ARCHITECTURE,
                row -> file(row, ModelMatch.NAME),
                file -> {
                  String found = NoisePair.half(String.valueOf(file.fileName()));
                  boolean isOther = found != null && !found.equals(half);
                  boolean isWanted = isOther && isReachable(file);
                  if (isWanted) {
                    halves.addFirst(file);
                  } else if (isOther && halves.isEmpty()) {
                    halves.add(file);
                  }
                  return !isWanted;
                },
                architecture));
    if (!halves.isEmpty()) {
      return halves.getFirst();
    }
    return named.isEmpty() ? null : named.getFirst();
  }

  private boolean isReachable(MatchedFile file) {
    return !folders.hold(String.valueOf(file.filePath()));
  }

  private Optional<MatchedFile> firstReachable(
      String query, ModelMatch match, @Nullable Object... values) {
    List<MatchedFile> found = new ArrayList<>();
    database.query(
        sql ->
            sql.every(
                query,
                row -> file(row, match),
                file -> {
                  boolean isWanted = isReachable(file);
                  if (isWanted || found.isEmpty()) {
                    found.addFirst(file);
                  }
                  return !isWanted;
                },
                values));
    return found.stream().findFirst();
  }

  static MatchedFile file(ResultSet row, ModelMatch match) throws SQLException {
    String path = row.getString("file_path");
    return new MatchedFile(
        match,
        row.getLong("id"),
        path,
        Sql.nullableLong(row, "civitai_model_id"),
        Sql.nullableLong(row, "civitai_version_id"),
        row.getString("model_name"),
        row.getString("version_name"),
        row.getBoolean("nsfw"),
        null,
        RecordedPath.name(path),
        Sql.nullableLong(row, "size_bytes"),
        row.getString("sha256"),
        row.getString("type"));
  }
}
