package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.sqlite.Sql;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The well-known files, which programs download by themselves, by their SHA-256. */
public final class KnownFiles {

  private static final String TABLE = "known-files.txt";

  /** Between a repository and a file in an address, and before the revision. */
  private static final String RESOLVE = "/resolve/";

  /**
   * A well-known file.
   *
   * @param sha256 upper case hex
   * @param part the class and the edition that it is; null: a checkpoint, or of no class
   * @param name of the file, as it is saved
   * @param sizeBytes null: not known
   * @param url the address to download it from, at Hugging Face
   */
  public record KnownFile(
      String sha256, @Nullable Part part, String name, @Nullable Long sizeBytes, String url) {

    /** The repository at Hugging Face: its owner and name. */
    public String repository() {
      return url.substring(Repository.START.length(), url.indexOf(RESOLVE));
    }
  }

  /** The table as it was read; only on first use, since few commands ask it. */
  private static final class Read {
    static final KnownFiles FILES = new KnownFiles();
  }

  /** The lines by their SHA-256; few of them are asked for, so the rest is left as it is. */
  private final Map<String, String> lines = new LinkedHashMap<>();

  /** The files that parts are downloaded as, by the parts; empty until one is asked for. */
  private final Map<String, KnownFile> offers = new HashMap<>();

  private KnownFiles() {
    for (String line : PartTable.lines(TABLE)) {
      lines.put(line.substring(0, ModelHash.MOST_DIGITS), line);
    }
  }

  /** All well-known files. */
  public static KnownFiles all() {
    return Read.FILES;
  }

  /** The file with a content; null if it is not well-known. */
  public @Nullable KnownFile of(String sha256) {
    String line = lines.get(sha256);
    return line == null ? null : file(line);
  }

  private static KnownFile file(String line) {
    List<String> row = PartTable.split(line, '|');
    String part = row.get(1);
    String size = row.get(3);
    return new KnownFile(
        row.get(0),
        part.isEmpty() ? null : Part.of(part),
        row.get(2),
        size.isEmpty() ? null : Long.valueOf(size),
        row.get(4));
  }

  /** The part that a content is; null if it is not known, or none. */
  @Nullable Part part(String sha256) {
    KnownFile file = of(sha256);
    return file == null ? null : file.part();
  }

  /** The SHA-256 of all that are a part. */
  List<String> parts() {
    return lines.keySet().stream().filter(sha256 -> part(sha256) != null).toList();
  }

  /** The file that a part is downloaded as; null if none is known. */
  @Nullable KnownFile offer(Part part) {
    if (offers.isEmpty()) {
      for (String line : lines.values()) {
        KnownFile file = file(line);
        if (file.part() != null) {
          offers.putIfAbsent(file.part().word(), file);
          offers.putIfAbsent(file.part().component(), file);
        }
      }
    }
    return offers.get(part.word());
  }

  /** SQL: all, with the columns sha256, name and url. */
  public static String query() {
    return Sql.table(PartTable.text(TABLE), "sha256", "part", "name", "bytes", "url");
  }
}
