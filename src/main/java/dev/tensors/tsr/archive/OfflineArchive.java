package dev.tensors.tsr.archive;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.ForeignDatabase;
import dev.tensors.tsr.sqlite.Sql;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The archive that CivArchive published of CivitAI's data: one SQLite file, civitai.sqlite, whose
 * tables have each model, version and file with the rest of CivitAI's JSON of that level. It is
 * only read.
 */
public final class OfflineArchive implements AutoCloseable {

  /**
   * A model as the archive has it.
   *
   * @param model with all its versions, the latest first
   * @param asOf when it was archived, ISO 8601, UTC; null: not known
   */
  public record ArchivedModel(WireModel model, @Nullable String asOf) {}

  /** A version with a file of some hash. */
  private record Match(VersionName version, @Nullable Long publishedAt) {

    /** Of several versions with one file the one published first counts, then the lowest id. */
    static final Comparator<Match> ORDER =
        Comparator.comparing(Match::publishedAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(match -> match.version.versionId());
  }

  /** There is no index on the hashes: one pass answers for all of them. */
  private static final String VERSIONS =
      """
      SELECT upper(f.sha256), v.model_id, v.id, v.name, m.name, v.published_at
      FROM model_files f
      CROSS JOIN model_versions v ON v.id = f.version_id
      LEFT JOIN models m ON m.id = v.model_id
      WHERE upper(f.sha256) IN (SELECT value FROM json_each(?)) AND v.model_id > 0 AND v.id > 0
      """;

  private static final String MODEL =
      "SELECT name, type, username, updated_at, %s FROM models WHERE id = ?".formatted(data());

  private static final String VERSIONS_OF_MODEL =
      """
      SELECT id, name, base_model, published_at, %s FROM model_versions
      WHERE model_id = ? AND id > 0 ORDER BY position IS NULL, position, id LIMIT 10000
      """
          .formatted(data());

  private static final String FILES_OF_MODEL =
      """
      SELECT version_id, id, type, sha256, %s FROM model_files
      WHERE model_id = ? AND id > 0 ORDER BY id LIMIT 50000
      """
          .formatted(data());

  /** In bytes; the longest real ones have some hundred thousand. */
  private static final int LONGEST_DATA = 4 << 20;

  /** Of all levels of a model together, in characters; what is beyond it is left out. */
  private static final int LARGEST_MODEL = 16 << 20;

  /** A time in seconds would be in the year 5138. */
  private static final long FIRST_MILLISECONDS = 100_000_000_000L;

  private static final String ADVICE =
      "unpack civitai.zip of the archive's release again, and name its civitai.sqlite";

  private final ForeignDatabase database;

  private OfflineArchive(ForeignDatabase database) {
    this.database = database;
  }

  private static String data() {
    return "iif(octet_length(data) <= " + LONGEST_DATA + ", data, NULL) AS data";
  }

  /**
   * Opens an archive.
   *
   * @param file an existing file
   * @throws ArchiveUnusable if it is none
   * @throws DatabaseUnusable if another program locks it
   */
  public static OfflineArchive open(Path file) {
    ForeignDatabase database;
    try {
      database = ForeignDatabase.open(file);
    } catch (DatabaseUnusable | DatabaseFault e) {
      throwIfLocked(e);
      throw new ArchiveUnusable("not an SQLite database that can be read; " + ADVICE, e);
    }
    OfflineArchive archive = new OfflineArchive(database);
    try {
      archive.check();
      return archive;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void check() {
    boolean isArchive =
        database.hasTable("models", "id", "name", "type", "username", "data", "updated_at")
            && database.hasTable(
                "model_versions",
                "id",
                "model_id",
                "position",
                "name",
                "base_model",
                "published_at",
                "data")
            && database.hasTable(
                "model_files", "id", "model_id", "version_id", "type", "sha256", "data");
    if (!isArchive) {
      throw new ArchiveUnusable("not the archive of CivitAI's data: its tables differ; " + ADVICE);
    }
  }

  /**
   * The versions that have files with these hashes, in one pass over all files.
   *
   * @param sha256s upper case hex
   * @return by the hashes; those that the archive does not have are left out
   * @throws ArchiveUnusable if the archive is damaged
   */
  public Map<String, VersionName> versions(Collection<String> sha256s) {
    Map<String, Match> first = new HashMap<>();
    query(
        sql ->
            sql.forEach(
                VERSIONS,
                row -> first.merge(row.getString(1), match(row), OfflineArchive::first),
                Sql.array(sha256s)));
    Map<String, VersionName> versions = new HashMap<>();
    first.forEach((sha256, match) -> versions.put(sha256, match.version()));
    return versions;
  }

  private static void throwIfLocked(RuntimeException failure) {
    if (failure instanceof DatabaseUnusable unusable && unusable.isLocked()) {
      throw unusable;
    }
  }

  private static Match first(Match one, Match other) {
    return Match.ORDER.compare(one, other) <= 0 ? one : other;
  }

  private static Match match(ResultSet row) throws SQLException {
    return new Match(
        new VersionName(row.getLong(2), row.getLong(3), row.getString(4), row.getString(5)),
        Sql.nullableLong(row, 6));
  }

  /**
   * A model with all that the archive has of it.
   *
   * @param id CivitAI's
   * @throws ArchiveUnusable if the archive is damaged
   */
  public Optional<ArchivedModel> model(long id) {
    return query(sql -> new Reading(sql).model(id));
  }

  private <T> T query(Database.Work<T> work) {
    try {
      return database.query(work);
    } catch (DatabaseUnusable | DatabaseFault e) {
      throwIfLocked(e);
      Throwable cause = e.getCause();
      throw new ArchiveUnusable(
          "damaged (%s); %s".formatted(cause == null ? e.getMessage() : cause.getMessage(), ADVICE),
          e);
    }
  }

  /** Puts a model together, in the form of CivitAI's answer. */
  private static final class Reading {

    private final Sql sql;
    private int left = LARGEST_MODEL;

    Reading(Sql sql) {
      this.sql = sql;
    }

    Optional<ArchivedModel> model(long id) throws SQLException {
      Optional<ArchivedRow> row = sql.first(MODEL, this::modelRow, id);
      if (row.isEmpty()) {
        return Optional.empty();
      }
      List<ArchivedRow> versions = sql.list(VERSIONS_OF_MODEL, this::versionRow, id);
      Map<Long, List<JsonValue>> files = new HashMap<>();
      sql.forEach(
          FILES_OF_MODEL,
          file ->
              files
                  .computeIfAbsent(file.getLong("version_id"), version -> new ArrayList<>())
                  .add(file(file)),
          id);
      List<JsonValue> whole = new ArrayList<>();
      for (ArchivedRow version : versions) {
        whole.add(
            version
                .put("id", version.id)
                .put("modelId", id)
                .put("files", files.getOrDefault(version.id, List.of()))
                .json());
      }
      WireModel model = WireModel.of(row.get().put("id", id).put("modelVersions", whole).json());
      return Optional.ofNullable(model)
          .map(read -> new ArchivedModel(read, time(row.get().updatedAt)));
    }

    private ArchivedRow modelRow(ResultSet row) throws SQLException {
      ArchivedRow model = new ArchivedRow(0, data(row), Sql.nullableLong(row, "updated_at"));
      String creator = row.getString("username");
      if (creator != null) {
        model.putIfAbsent("creator", new JsonFields().with("username", creator));
      }
      return model.put("name", row.getString("name")).put("type", row.getString("type"));
    }

    private ArchivedRow versionRow(ResultSet row) throws SQLException {
      return new ArchivedRow(row.getLong("id"), data(row), null)
          .put("name", row.getString("name"))
          .putIfAbsent("baseModel", row.getString("base_model"))
          .putIfAbsent("publishedAt", time(Sql.nullableLong(row, "published_at")));
    }

    private JsonObject file(ResultSet row) throws SQLException {
      ArchivedRow file = new ArchivedRow(row.getLong("id"), data(row), null);
      String sha256 = row.getString("sha256");
      if (sha256 != null) {
        Map<String, JsonValue> hashes = new LinkedHashMap<>(file.json().object("hashes").values());
        hashes.put("SHA256", JsonFields.json(sha256));
        file.put("hashes", new JsonObject(hashes));
      }
      return file.put("id", file.id).put("type", row.getString("type")).json();
    }

    private Map<String, JsonValue> data(ResultSet row) throws SQLException {
      String data = row.getString("data");
      if (data == null || data.length() > left) {
        return new LinkedHashMap<>();
      }
      left -= data.length();
      return JsonDocument.of(data) instanceof JsonDocument.Read(JsonObject root)
          ? new LinkedHashMap<>(root.values())
          : new LinkedHashMap<>();
    }
  }

  /** The fields of one level: the JSON of its row, and its columns. */
  private record ArchivedRow(long id, Map<String, JsonValue> fields, @Nullable Long updatedAt) {

    ArchivedRow put(String name, @Nullable Object value) {
      fields.put(name, JsonFields.json(value));
      return this;
    }

    ArchivedRow putIfAbsent(String name, @Nullable Object value) {
      JsonValue known = fields.get(name);
      return known == null || known instanceof JsonValue.Nothing ? put(name, value) : this;
    }

    JsonObject json() {
      return new JsonObject(fields);
    }
  }

  /** A time that is kept in seconds or in milliseconds since 1970. */
  private static @Nullable String time(@Nullable Long number) {
    if (number == null || number <= 0) {
      return null;
    }
    long milliseconds = number < FIRST_MILLISECONDS ? number * 1000 : number;
    return milliseconds > FIRST_MILLISECONDS * 1000
        ? null
        : Timestamps.of(Instant.ofEpochMilli(milliseconds));
  }

  @Override
  public void close() {
    database.close();
  }
}
