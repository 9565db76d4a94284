package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The encoders and VAEs of a catalogue: of each class and edition the smallest file. */
final class PresentParts {

  /**
   * A file that is a part of others.
   *
   * @param part its class, and its edition if that is known
   * @param isUnreachable whether its folder cannot be reached
   */
  record PresentPart(Part part, MatchedFile file, boolean isUnreachable) {}

  /** The smallest first; a damaged one cannot be loaded. A well-known one needs no class. */
  private static final String FILES =
      """
      SELECT f.id, f.file_path, f.sha256, f.size_bytes, f.type, f.component,
        f.civitai_model_id, f.civitai_version_id, m.name AS model_name, v.name AS version_name,
        m.nsfw, v.base_model
      FROM local_files f
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      WHERE f.id IN (
          SELECT id FROM local_files WHERE component IS NOT NULL
          UNION ALL
          SELECT id FROM local_files WHERE sha256 IN (SELECT value FROM json_each(?)))
        AND f.missing_since IS NULL AND f.damaged_at IS NULL
      ORDER BY f.size_bytes IS NULL, f.size_bytes, f.file_path
      """;

  private final Families families;
  private final UnreachableFolders folders;

  /** By the classes and then by the editions; the file of an unknown edition has the edition "". */
  private final Map<String, Map<String, PresentPart>> files = new HashMap<>();

  PresentParts(Database database, Families families) {
    this.families = families;
    this.folders = new UnreachableFolders(database);
    database.query(sql -> sql.forEach(FILES, this::add, Sql.array(KnownFiles.all().parts())));
  }

  private void add(ResultSet row) throws SQLException {
    String path = row.getString("file_path");
    String sha256 = row.getString("sha256");
    String name = RecordedPath.name(path);
    Part known = KnownFiles.all().part(sha256);
    String component = row.getString("component");
    if (component == null && known != null) {
      component = known.component();
    }
    if (component == null) {
      return;
    }
    ModelMatch ofClassAlone =
        row.getString("component") == null ? ModelMatch.SHA256 : ModelMatch.CLASS;
    String edition = known == null ? null : known.edition();
    ModelMatch match = edition == null ? ofClassAlone : ModelMatch.SHA256;
    if (edition == null) {
      edition = families.editionFor(component, row.getString("base_model"));
      match = edition == null ? ofClassAlone : ModelMatch.VERSION_ID;
    }
    if (edition == null) {
      edition = families.editionByName(component, name);
      match = edition == null ? ofClassAlone : ModelMatch.NAME;
    }
    Map<String, PresentPart> ofClass =
        files.computeIfAbsent(component, first -> new LinkedHashMap<>());
    String key = edition == null ? "" : edition;
    PresentPart smaller = ofClass.get(key);
    if (smaller != null && !smaller.isUnreachable()) {
      return;
    }
    boolean isUnreachable = folders.hold(path);
    if (smaller == null || !isUnreachable) {
      ofClass.put(
          key,
          new PresentPart(
              new Part(component, edition), RelatedModels.file(row, match), isUnreachable));
    }
  }

  /**
   * The file for a need: of those that can be reached the one of its edition, else one of an
   * unknown edition; null if there is none.
   */
  @Nullable PresentPart of(Families.Need need) {
    PresentPart found = null;
    for (Part part : need.alternatives()) {
      found = better(found, of(part));
    }
    return found;
  }

  private @Nullable PresentPart of(Part part) {
    Map<String, PresentPart> ofClass = files.getOrDefault(part.component(), Map.of());
    if (part.edition() != null) {
      return better(ofClass.get(part.edition()), ofClass.get(""));
    }
    PresentPart found = null;
    for (PresentPart file : ofClass.values()) {
      found = better(found, file);
    }
    return found;
  }

  /** The first one, unless only the other one is there or can be reached. */
  private static @Nullable PresentPart better(
      @Nullable PresentPart one, @Nullable PresentPart other) {
    return one == null || other != null && one.isUnreachable() && !other.isUnreachable()
        ? other
        : one;
  }
}
