package dev.tensors.tsr.outdated;

import static dev.tensors.tsr.fields.Field.bytes;
import static dev.tensors.tsr.fields.Field.computed;
import static dev.tensors.tsr.fields.Field.day;
import static dev.tensors.tsr.fields.Field.id;
import static dev.tensors.tsr.fields.Field.path;
import static dev.tensors.tsr.fields.Field.text;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.versions.IgnoredVersions;
import dev.tensors.tsr.library.versions.NewerCommits;
import dev.tensors.tsr.library.versions.NewerVersions;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds linked files whose model has a newer version that the user neither has nor ignores.
 *
 * <p>Also finds files of which a repository at Hugging Face has another content at a newer commit:
 * they have the same fields, of which CivitAI's ids are unknown.
 *
 * <p>In the SQL of its fields f is local_files, v the version of the file, m the model, n the
 * newest version that can be downloaded, and nf the file of it that CivitAI offers first, as
 * CivitAI itself told it: what only a sidecar knows of it is left out.
 */
public final class OutdatedFiles {

  public static final Field FILE_PATH = path("file_path", "f.file_path").headed("FILE");
  static final Field MODEL_ID = id("model_id", "m.civitai_id");
  static final Field MODEL_NAME = text("model_name", "m.name").headed("MODEL");
  static final Field VERSION_NAME = text("version_name", "v.name").headed("VERSION");
  static final Field LATEST_ID = id("latest_version_id", "n.civitai_id");
  public static final Field LATEST_NAME = text("latest_version_name", "n.name").headed("LATEST");
  static final Field DOWNLOAD_URL =
      text(
          "download_url",
          "CASE WHEN m.fetched_at IS NOT NULL"
              + " THEN coalesce(nullif(n.download_url, ''), nf.download_url) END");
  static final Field LATEST_BASE = text("latest_base_model", "n.base_model").headed("LATEST BASE");
  static final Field LATEST_FILE = text("latest_file_name", "nf.name");
  static final Field LATEST_SIZE =
      bytes("latest_size_bytes", "CAST(round(nf.size_kb * 1024) AS INTEGER)");
  static final Field LATEST_SHA256 =
      text(
          "latest_sha256",
          "(SELECT upper(hash_value) FROM file_hashes"
              + " WHERE file_id = nf.id AND hash_type = 'SHA256')");

  /** The page of the newer version. */
  static final Field PAGE_URL =
      text(
          "page_url",
          "CASE WHEN m.nsfw = 1 THEN '%s' ELSE '%s' END || m.civitai_id || '?modelVersionId=' || n.civitai_id"
              .formatted(ModelPage.start(true), ModelPage.start(false)));

  static final List<Field> FIELDS =
      List.of(
          FILE_PATH,
          MODEL_ID,
          MODEL_NAME,
          text("base_model", "v.base_model").headed("BASE"),
          id("version_id", "v.civitai_id"),
          VERSION_NAME,
          LATEST_ID,
          LATEST_NAME,
          day("published_at", "n.published_at").headed("PUBLISHED"),
          DOWNLOAD_URL,
          LATEST_BASE,
          LATEST_FILE,
          LATEST_SIZE,
          LATEST_SHA256,
          PAGE_URL);

  private static final Field COMMIT = text("latest_version_name", "nh.revision").headed("LATEST");

  /** The same of a file of a repository, by their keys. */
  private static final Map<String, Field> OF_REPOSITORY =
      Stream.of(
              FILE_PATH,
              id("model_id", "NULL"),
              text("model_name", "f.hf_repo").headed("MODEL"),
              text(
                      "base_model",
                      "(SELECT k.base_model FROM v_known_identity k WHERE k.local_file_id = f.id)")
                  .headed("BASE"),
              id("version_id", "NULL"),
              text("version_name", "f.hf_revision").headed("VERSION"),
              id("latest_version_id", "NULL"),
              COMMIT,
              day("published_at", "late.modified_at").headed("PUBLISHED"),
              computed(
                  "download_url",
                  Field.Kind.TEXT,
                  (_, _) -> rows -> rows.stream().map(OutdatedFiles::address).toList(),
                  "nh.repo",
                  "nh.revision",
                  "nh.path"),
              text("latest_base_model", "NULL").headed("LATEST BASE"),
              text("latest_file_name", "nh.path"),
              bytes("latest_size_bytes", "nh.size_bytes"),
              text("latest_sha256", "nh.sha256"),
              text("page_url", "'" + Repository.START + "' || f.hf_repo"))
          .collect(Collectors.toMap(Field::key, Function.identity()));

  private static final String IN_REPOSITORIES =
      """
      local_files f
      %s
      JOIN hf_files nh ON nh.repo = f.hf_repo AND nh.revision = %s AND nh.path = f.hf_path
      JOIN hf_repositories late ON late.repo = nh.repo AND late.revision = nh.revision"""
          .formatted(NewerCommits.OWN, NewerCommits.NEWEST);

  private static final String OUTDATED =
      """
      local_files f
      JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      JOIN models m ON m.id = v.model_id
      JOIN model_versions n ON n.id = %s
      LEFT JOIN version_files nf ON nf.id = (
        SELECT id FROM version_files
        WHERE version_id = n.id AND fetched_at IS NOT NULL AND %s
        ORDER BY is_primary DESC, %s DESC, id LIMIT 1
      )""";

  /** Begins with the few versions that must be paid for. */
  private static final String PAID =
      """
      SELECT count(*) FROM model_versions n
      CROSS JOIN model_versions v ON v.model_id = n.model_id
      CROSS JOIN local_files f ON f.civitai_version_id = v.civitai_id AND f.missing_since IS NULL
      """;

  /** Begins with the few models that are ignored. */
  private static final String IGNORED =
      """
      SELECT count(*) FROM ignored_versions i
      JOIN models m ON m.civitai_id = i.model_id
      JOIN model_versions v ON v.model_id = m.id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id AND f.missing_since IS NULL
      JOIN model_versions n ON n.id = %s
      """;

  private final Database database;
  private final SelectedFiles selected;

  /**
   * @param selected the files that count
   */
  public OutdatedFiles(Database database, SelectedFiles selected) {
    this.database = database;
    this.selected = selected;
  }

  /**
   * Passes each outdated file to the consumer, in the order of their paths.
   *
   * @param anyBase whether versions for other base models count, too
   * @param paid whether versions that must be paid for, or are in early access, count, too
   * @param fields those that the consumer needs
   * @return the number of outdated files
   */
  public long each(
      boolean anyBase, boolean paid, List<Field> fields, Consumer<? super FieldRow> consumer) {
    FieldTable table =
        FieldTable.of(
            "outdated files",
            OUTDATED.formatted(
                NewerVersions.newest(anyBase, paid),
                VersionFileType.isForUse("type"),
                VersionFileType.isModel("type")),
            // The sign: outdated files are sorted. By an index of paths SQLite would go through the
            // versions of all files in an order in which they do not lie in their table.
            "+f.file_path",
            FIELDS);
    Deque<FieldRow> others = new ArrayDeque<>();
    long found = others(fields, others::add);
    found +=
        query(table, fields)
            .where(new Conditions().and(NewerVersions.IS_NOT_HERE))
            .each(
                database,
                files -> {
                  for (FieldRow file : files) {
                    Interrupted.check();
                    while (!others.isEmpty() && isBefore(others.element(), file)) {
                      consumer.accept(others.remove());
                    }
                    consumer.accept(file);
                  }
                })
            .rows();
    others.forEach(consumer);
    return found;
  }

  private static boolean isBefore(FieldRow one, FieldRow other) {
    return one.known(FILE_PATH).compareTo(other.known(FILE_PATH)) < 0;
  }

  /** The files of repositories. */
  private long others(List<Field> fields, Consumer<FieldRow> consumer) {
    List<Field> same =
        fields.stream().map(field -> OF_REPOSITORY.getOrDefault(field.key(), field)).toList();
    FieldTable table = FieldTable.of("outdated files", IN_REPOSITORIES, "f.file_path", same);
    return query(table, same)
        .where(new Conditions().and(NewerCommits.IS_NOT_HERE))
        .each(database, files -> files.forEach(consumer))
        .rows();
  }

  private FieldQuery query(FieldTable table, List<Field> fields) {
    return new FieldQuery(table, fields)
        .where(new Conditions().and("f.missing_since IS NULL"))
        .where(selected.condition("f.id"));
  }

  /** What tells the newer version of a file from others: CivitAI's id, or the SHA-256. */
  static Object newest(FieldRow file) {
    Long id = file.number(LATEST_ID);
    return id == null ? file.known(LATEST_SHA256) : id;
  }

  private static String address(@Nullable Object[] file) {
    return Repository.download(
        String.valueOf(file[0]), String.valueOf(file[1]), String.valueOf(file[2]));
  }

  /**
   * The number of files that {@link #each} leaves out because their newest version is ignored.
   *
   * @param anyBase whether versions for other base models count, too
   * @param paid whether versions that must be paid for count, too
   */
  public long countIgnored(boolean anyBase, boolean paid) {
    return count(
        IGNORED.formatted(NewerVersions.newestOrIgnored(anyBase, paid)),
        new Conditions().and(NewerVersions.IS_NOT_HERE).and(IgnoredVersions.hides("n")));
  }

  /**
   * The number of files whose newest version must be paid for, or is in early access.
   *
   * @param anyBase whether versions for other base models count, too
   */
  public long countPaid(boolean anyBase) {
    return count(
        PAID,
        new Conditions()
            .and(NewerVersions.mayBePaid("n"))
            .and(NewerVersions.isPaid("n"))
            .and("n.id = " + NewerVersions.newest(anyBase, true))
            .and(NewerVersions.IS_NOT_HERE));
  }

  private long count(String select, Conditions conditions) {
    Conditions all = conditions.and(selected.condition("f.id"));
    return database.query(sql -> sql.number(select + all.sql(), all.values()));
  }
}
