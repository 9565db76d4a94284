package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.answers.LinkedModels;
import dev.tensors.tsr.answers.LoraWeights;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.FileHeader;
import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.TriggerWords;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.notes.Note;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers all that is known of single files. */
public final class DetailedFiles {

  private static final long NANOSECONDS = 1_000_000_000;

  private final Database database;
  private final List<Field> fields;
  private final TriggerWords words;

  /**
   * @param others fields to read beside the listed ones
   */
  public DetailedFiles(Database database, Field... others) {
    this.database = database;
    this.fields = new ArrayList<>(FileFields.TABLE.listed());
    fields.add(FileFields.MATURE);
    fields.add(FileFields.WEIGHT);
    fields.add(FileFields.Newer.COMMIT);
    fields.addAll(List.of(others));
    this.words = new TriggerWords(database);
  }

  /** The details of a recorded file; empty if it is no longer recorded. */
  public Optional<FileDetails> of(LocalFile file) {
    List<FileDetails> details = new ArrayList<>();
    each(new Conditions().and("f.id = ?", file.id()), details::add);
    return details.stream().findFirst();
  }

  /**
   * Passes on the details of files, in the order of their paths. What many files have alike, such
   * as tables to look names up in, is made once for all of them.
   *
   * @param where selects the files; it calls their table f
   */
  public void each(Conditions where, Consumer<FileDetails> consumer) {
    database.snapshot(
        sql ->
            new FieldQuery(FileFields.TABLE, fields)
                .where(where)
                .each(
                    database,
                    rows -> {
                      Map<Long, LocalFile> files = files(rows);
                      for (FieldRow row : rows) {
                        LocalFile file =
                            Objects.requireNonNull(files.get(row.knownNumber(FileFields.ID)));
                        consumer.accept(database.query(it -> details(it, file, row)));
                      }
                    }));
  }

  private Map<Long, LocalFile> files(List<FieldRow> rows) {
    List<Long> ids = rows.stream().map(row -> row.knownNumber(FileFields.ID)).toList();
    return new LocalFiles(database)
        .withIds(ids).stream().collect(Collectors.toMap(LocalFile::id, file -> file));
  }

  private FileDetails details(Sql sql, LocalFile file, FieldRow row) throws SQLException {
    FileRead recorded = new LocalFiles(database).read(file);
    String type = row.text(FileFields.TYPE);
    return new FileDetails(
        row,
        modifiedAt(file.stamp()),
        damagedAt(sql, file),
        file.weightsSha256(),
        recorded.identity(),
        new LinkedModels(sql).of(file).orElse(null),
        words.of(file, recorded.metadata()),
        hasTag(type, file.path())
            ? LoraTag.of(
                ModelFileName.stemOfFile(file.path()), new LoraWeights(database).usual(file))
            : null,
        new Notes(database).of(List.of(file.sha256())).getFirst(),
        ImportedNotes.all(sql, file.sha256()),
        copies(sql, file),
        recorded.metadata());
  }

  /** The details of a file that is not in the catalogue. */
  public FileDetails unrecorded(String path, FileStamp stamp, FileHeader read) {
    HeaderIdentity header = read.identity();
    return new FileDetails(
        unrecorded(path, stamp.sizeBytes(), read),
        modifiedAt(stamp),
        null,
        null,
        header,
        null,
        words.ofHeader(path, read.metadata()),
        hasTag(header.type(), path) ? LoraTag.of(ModelFileName.stemOfFile(path), 1.0) : null,
        Note.empty(""),
        List.of(),
        List.of(),
        read.metadata());
  }

  private FieldRow unrecorded(String path, long sizeBytes, FileHeader read) {
    HeaderIdentity identity = read.identity();
    Map<Field, Object> known = new HashMap<>();
    known.put(FileFields.FILE_PATH, path);
    known.put(FileFields.SIZE, sizeBytes);
    known.put(FileFields.BASE_CANDIDATES, identity.baseCandidates());
    put(FileFields.HEADER_SIZE, read.headerSize(), known);
    put(FileFields.TENSORS, read.tensorCount(), known);
    put(FileFields.TYPE, identity.type(), known);
    put(FileFields.HEADER_TYPE, identity.type(), known);
    put(FileFields.BASE, identity.baseModel(), known);
    put(FileFields.IDENTIFIED_BY, identity.identifiedBy(), known);
    put(FileFields.PRECISION, identity.precision(), known);
    put(FileFields.PARAMETERS, identity.parameters(), known);
    put(FileFields.RANK, identity.rank(), known);
    put(FileFields.COMPONENT, identity.component(), known);
    return FieldRow.of(fields, known);
  }

  private static void put(Field field, @Nullable Object value, Map<Field, Object> known) {
    if (value != null) {
      known.put(field, value);
    }
  }

  private static boolean hasTag(@Nullable String type, String path) {
    return type != null && LoraTag.loads(type) && LoraTag.canName(ModelFileName.stemOfFile(path));
  }

  private static @Nullable String modifiedAt(FileStamp stamp) {
    return stamp.equals(FileStamp.UNKNOWN)
        ? null
        : Timestamps.of(
            Instant.ofEpochSecond(
                Math.floorDiv(stamp.mtimeNs(), NANOSECONDS),
                Math.floorMod(stamp.mtimeNs(), NANOSECONDS)));
  }

  private static @Nullable String damagedAt(Sql sql, LocalFile file) throws SQLException {
    return sql.first(
            "SELECT damaged_at FROM local_files WHERE id = ? AND damaged_at IS NOT NULL",
            row -> row.getString(1),
            file.id())
        .orElse(null);
  }

  private static List<String> copies(Sql sql, LocalFile file) throws SQLException {
    return sql.list(
        """
        SELECT file_path FROM local_files
        WHERE sha256 = ? AND id <> ? AND missing_since IS NULL ORDER BY file_path
        """,
        row -> row.getString(1),
        file.sha256(),
        file.id());
  }
}
