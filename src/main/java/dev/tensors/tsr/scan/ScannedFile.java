package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file in the result of a scan. Unknown values are null.
 *
 * @param known whether an earlier scan also found the file failed or missing
 */
record ScannedFile(
    @Nullable Long id,
    String path,
    @Nullable String sha256,
    @Nullable Long sizeBytes,
    @Nullable Long headerSize,
    @Nullable Long tensorCount,
    Status status,
    @Nullable String error,
    boolean known) {

  /** The outcome for a file. */
  enum Status {
    NEW("new", CellStyle.GOOD),
    CHANGED("changed", CellStyle.NOTEWORTHY),
    MOVED("moved", CellStyle.NOTEWORTHY),
    UNCHANGED("unchanged", CellStyle.FAINT),
    FAILED("failed", CellStyle.BAD),
    MISSING("missing", CellStyle.NOTEWORTHY);

    private final String word;
    private final CellStyle style;

    Status(String word, CellStyle style) {
      this.word = word;
      this.style = style;
    }

    String word() {
      return word;
    }
  }

  static final List<Column<ScannedFile>> COLUMNS =
      List.of(
          Column.hidden("id", ValueKind.NUMBER, ScannedFile::id),
          Column.of("file_path", "FILE", ValueKind.PATH, ScannedFile::path),
          Column.hidden("sha256", ValueKind.TEXT, ScannedFile::sha256),
          Column.of("size_bytes", "SIZE", ValueKind.BYTES, ScannedFile::sizeBytes),
          Column.hidden("header_size", ValueKind.NUMBER, ScannedFile::headerSize),
          Column.of("tensor_count", "TENSORS", ValueKind.NUMBER, ScannedFile::tensorCount),
          Column.<ScannedFile>of("status", "STATUS", ValueKind.TEXT, file -> file.status().word())
              .styled(file -> file.status().style)
              .asEssential(),
          Column.hidden("error", ValueKind.TEXT, ScannedFile::error));

  static ScannedFile of(ScanOutcome outcome) {
    return switch (outcome) {
      case ScanOutcome.Added(String path, long size, Long id, FileRead read) ->
          read(Status.NEW, path, size, id, read);
      case ScanOutcome.Changed(String path, long size, long id, _, FileRead read, _) ->
          read(Status.CHANGED, path, size, id, read);
      case ScanOutcome.Moved(String path, LocalFile file) ->
          recorded(Status.MOVED, path, file, false);
      case ScanOutcome.Unchanged(String path, LocalFile file) ->
          recorded(Status.UNCHANGED, path, file, false);
      case ScanOutcome.Missing(String path, LocalFile file) ->
          recorded(Status.MISSING, path, file, file.missing());
      case ScanOutcome.Failed(String path, Long id, String reason, boolean known) ->
          new ScannedFile(id, path, null, null, null, null, Status.FAILED, reason, known);
    };
  }

  private static ScannedFile read(
      Status status, String path, long size, @Nullable Long id, @Nullable FileRead read) {
    return read == null
        ? new ScannedFile(id, path, null, size, null, null, status, null, false)
        : new ScannedFile(
            id,
            path,
            read.sha256(),
            size,
            read.headerSize(),
            read.tensorCount(),
            status,
            null,
            false);
  }

  private static ScannedFile recorded(Status status, String path, LocalFile file, boolean known) {
    return new ScannedFile(
        file.id(),
        path,
        file.sha256(),
        file.stamp().equals(FileStamp.UNKNOWN) ? null : Long.valueOf(file.stamp().sizeBytes()),
        file.headerSize(),
        file.tensorCount(),
        status,
        null,
        known);
  }
}
