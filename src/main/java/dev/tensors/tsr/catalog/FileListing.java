package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Lists the files in the catalogue with their links and models. */
public final class FileListing {

  /** All that a text given by the user is compared with, each value on a line of its own. */
  private static final String TEXT =
      """
      , concat_ws(
        char(10),
        f.file_path,
        m.name,
        v.name,
        (SELECT group_concat(t.name, char(10))
          FROM model_tags mt JOIN tags t ON t.id = mt.tag_id WHERE mt.model_id = m.id),
        (SELECT group_concat(w.word, char(10)) FROM trained_words w WHERE w.version_id = v.id),
        note.text,
        note.triggers,
        %s,
        %s
      ) AS searched
      """
          .formatted(Notes.ownTags("f.sha256"), ImportedNotes.texts("f.sha256"));

  private static final String KNOWN_IDENTITY =
      "JOIN v_known_identity k ON k.local_file_id = f.id\n";

  /** Tables that conditions and orders name. SQLite passes over each that they do not name. */
  private static final String OF_A_FILE =
      """
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      LEFT JOIN notes note ON note.sha256 = f.sha256
      """;

  private static final String FILES =
      "FROM local_files f\n"
          + KNOWN_IDENTITY
          + OF_A_FILE
          + """
          LEFT JOIN creators c ON c.id = m.creator_id
          LEFT JOIN model_versions latest ON latest.model_id = m.id AND latest.version_index = 0
          """;

  private static final String OUTDATED =
      "EXISTS (SELECT 1 FROM model_versions n WHERE n.id = %s AND %s)"
          .formatted(NewerVersions.newest(false), NewerVersions.IS_NOT_HERE);

  /**
   * Of the types that every picture names which tells its models at all. A VAE or a text encoder
   * that no picture names may still be in use, and so may a pickle, whose type nothing tells.
   */
  private static final String UNUSED =
      """
      f.id NOT IN (SELECT local_file_id FROM temp.file_uses)
      AND EXISTS (SELECT 1 FROM own_images)
      AND (
        k.type IN
          ('LORA', 'LoCon', 'DoRA', 'Checkpoint', 'UNet', 'TextualInversion', 'Hypernetwork')
        OR k.type IS NULL AND f.file_path NOT LIKE '%.pt' AND f.file_path NOT LIKE '%.pth'
          AND f.file_path NOT LIKE '%.bin'
      )""";

  private final Database database;
  private final ModelKinds kinds;
  private final FileUses uses;

  public FileListing(Database database) {
    this(database, new FileUses(database));
  }

  /**
   * @param uses of the same database
   */
  public FileListing(Database database, FileUses uses) {
    this.database = database;
    this.uses = uses;
    this.kinds = new ModelKinds(database);
  }

  /**
   * Passes each matching file to the consumer as it is read.
   *
   * @return the number of all matching files, also of those that the limit left out
   */
  public long each(FileFilter filter, Consumer<? super ListedFile> consumer) {
    return database.snapshot(
        sql -> {
          if (filter.unused() || filter.sort() == FileFilter.Sort.USED) {
            uses.store(sql);
          }
          Conditions where = conditions(sql, filter);
          String order = " ORDER BY " + order(filter.sort()) + "f.file_path";
          if (!filter.texts().isEmpty()) {
            return eachWithTexts(sql, filter, where, order, consumer);
          }
          String matching = matching(filter, where);
          int found =
              sql.each(
                  ListedFileReader.COLUMNS
                      + FILES
                      + (filter.isLimited()
                          ? "WHERE f.id IN (SELECT f.id " + matching + order + " LIMIT ?)" + order
                          : where.sql() + order + " LIMIT ?"),
                  row -> ListedFileReader.read(sql, row),
                  consumer,
                  where.values(filter.limit()));
          return found < filter.limit()
              ? found
              : sql.number("SELECT count(*) " + matching, where.values());
        });
  }

  /** Selects the files without tables that only the rows shown need: those are far fewer. */
  private static String matching(FileFilter filter, Conditions where) {
    String identity = filter.needsIdentity() ? KNOWN_IDENTITY : "";
    return "FROM local_files f\n" + identity + OF_A_FILE + where.sql();
  }

  /** The file with this id; empty if it is not recorded. */
  public Optional<ListedFile> byId(long id) {
    return database.snapshot(
        sql ->
            sql.first(
                ListedFileReader.COLUMNS + FILES + "WHERE f.id = ?",
                row -> ListedFileReader.read(sql, row),
                id));
  }

  /**
   * Compares the texts here, and not in SQL: its LIKE knows the case of ASCII letters only. A limit
   * is counted here, too, since the number of all matches is wanted.
   */
  private static long eachWithTexts(
      Sql sql,
      FileFilter filter,
      Conditions where,
      String order,
      Consumer<? super ListedFile> consumer)
      throws SQLException {
    List<String> texts =
        filter.texts().stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    long[] found = {0};
    sql.forEach(
        ListedFileReader.COLUMNS + TEXT + FILES + where.sql() + order,
        row -> {
          String searched = row.getString("searched").toLowerCase(Locale.ROOT);
          if (texts.stream().allMatch(searched::contains) && found[0]++ < filter.limit()) {
            consumer.accept(ListedFileReader.read(sql, row));
          }
        },
        where.values());
    return found[0];
  }

  private Conditions conditions(Sql sql, FileFilter filter) throws SQLException {
    Conditions where =
        new Conditions().and("f.missing_since IS " + (filter.missing() ? "NOT NULL" : "NULL"));
    if (!filter.types().isEmpty()) {
      where.andIn("k.type", kinds.typesCalled(filter.types()));
    }
    if (!filter.baseModels().isEmpty()) {
      where.andIn("k.base_model", kinds.baseModelsCalled(filter.baseModels()));
    }
    if (filter.unlinked()) {
      where.and("f.civitai_version_id IS NULL");
    }
    if (filter.outdated()) {
      where.and(OUTDATED);
    }
    if (filter.gone()) {
      where.and("(m.gone_at IS NOT NULL OR v.gone_at IS NOT NULL)");
    }
    if (filter.unused()) {
      where.and(UNUSED);
    }
    if (filter.favourite()) {
      where.and(ListedFileReader.FAVOURITE);
    }
    for (String tag : filter.tags()) {
      where.and(new TagNames(sql).condition(tag));
    }
    if (filter.under() != null) {
      PathRange folder = PathRange.of(filter.under());
      where.and("f.file_path > ? AND f.file_path < ?", folder.start(), folder.end());
    }
    return where;
  }

  private static String order(FileFilter.Sort sort) {
    return switch (sort) {
      case NAME -> LocalFiles.NAME + " COLLATE NOCASE, ";
      case PATH -> "";
      case SIZE -> "f.size_bytes DESC, ";
      case DATE -> "f.mtime_ns DESC, ";
      case USED -> "(SELECT last_ns FROM temp.file_uses WHERE local_file_id = f.id) DESC, ";
      case RATING -> "note.rating DESC, ";
    };
  }
}
