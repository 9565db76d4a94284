package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inode, size and time of a file do not prove what it is. */
class FingerprintsTest extends CommandTest {

  private static final FileTime ROUNDED = FileTime.from(Instant.parse("2026-01-02T03:04:06Z"));

  private static final String LINKS =
      """
      SELECT replace(file_path, '%s/', ''), sha256, civitai_version_id, link_source
      FROM local_files ORDER BY file_path
      """;

  /** A model of a time as archives have it; all of one number of bytes have one size. */
  private Path model(String name, int bytes, int fill) throws IOException {
    return Files.setLastModifiedTime(library.model(name, bytes, fill, "{}"), ROUNDED);
  }

  private Result scan(String... options) {
    return tsr.db("scan", library.path(""), options);
  }

  private void linkByHand(String name, int version) {
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = %d, link_source = 'manual'
        WHERE file_path LIKE '%%/%s'
        """
            .formatted(version, name));
  }

  private List<String> links() {
    return catalogue.rows(LINKS.formatted(library.path("")));
  }

  private static String row(Path file, String link) {
    return file.getFileName() + "|" + Library.sha256(file) + "|" + link;
  }

  /** As if the file system had given the inode of a deleted file to this one. */
  private void takesTheInodeOf(String deleted, Path file) throws IOException {
    catalogue.execute(
        "UPDATE local_files SET file_key = '%s' WHERE file_path LIKE '%%/%s'"
            .formatted(Files.readAttributes(file, BasicFileAttributes.class).fileKey(), deleted));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 100_000, 3_000_000})
  @DisabledOnOs(OS.WINDOWS)
  void takesNoNewFileForTheDeletedOneThatHadItsInode(int bytes) throws IOException {
    Path old = model("old.safetensors", bytes, 1);
    String oldHash = Library.sha256(old);
    scan();
    linkByHand("old.safetensors", 8);
    tsr.db("note", old, "--text", "mine");
    Files.delete(old);
    Path file = model("new.safetensors", bytes, 2);
    takesTheInodeOf("old.safetensors", file);

    scan("-q")
        .prints(
            "%s\t%d\t1\tnew\n%s\t%d\t1\tmissing\n"
                .formatted(file, Files.size(file), old, Files.size(file)));
    assertThat(links())
        .containsExactly(row(file, "null|null"), "old.safetensors|" + oldHash + "|8|manual");
    assertThat(tsr.db("list --json new.safe").out()).contains("\"note\":null");
    tsr.db("verify -q new.safe").exits(0);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void offersNoUniqueFileForDeletion() throws IOException {
    model("kept.safetensors", 16, 1);
    Path old = model("old.safetensors", 16, 1);
    scan();
    Files.delete(old);
    Path unique = model("unique.safetensors", 16, 2);
    takesTheInodeOf("old.safetensors", unique);
    scan();

    tsr.db("duplicates --print0 --no-check -q").prints("");
  }

  /** The recorded file that is tried first is not the one that moved. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void findsTheOneThatMovedAmongSeveralThatHadTheInode() throws IOException {
    Path a = model("a.safetensors", 16, 1);
    Path b = model("b.safetensors", 16, 2);
    scan();
    linkByHand("a.safetensors", 8);
    linkByHand("b.safetensors", 9);
    Files.delete(a);
    Path c = Files.move(b, library.path("c.safetensors"));
    takesTheInodeOf("a.safetensors", c);

    scan().says("0 new, 1 moved, 1 missing; nothing to read\n");
    assertThat(links()).contains(row(c, "9|manual"));
  }

  /** Whoever opens the file to read it all finds this out, too: a dry run must not guess. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysSoInADryRun() throws IOException {
    Path old = model("old.safetensors", 16, 1);
    scan();
    Files.delete(old);
    Path file = model("new.safetensors", 16, 2);
    takesTheInodeOf("old.safetensors", file);

    assertThat(scan("--dry-run").out()).contains(file + "\t97\t\tnew\n", "\tmissing\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void readsABrokenFileWithTheInodeOfADeletedOneOnce() throws IOException {
    model("kept.safetensors", 16, 3);
    Path old = model("old.safetensors", 16, 1);
    scan();
    Files.delete(old);
    Path file = library.file("new.safetensors", new byte[97]);
    Files.setLastModifiedTime(file, ROUNDED);
    takesTheInodeOf("old.safetensors", file);

    scan().exits(3);
    scan()
        .says(
            "0 new, 1 unchanged, 1 known to be bad (tsr db list --failed), 1 still missing; nothing"
                + " to read\n");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  @DisabledOnOs(OS.WINDOWS)
  void readsAMovedFileOfAnOlderCatalogue(boolean replaced) throws IOException {
    Path old = model("sub/old.safetensors", 16, 1);
    Path other = model("other.safetensors", 16, 3);
    scan();
    linkByHand("old.safetensors", 8);
    catalogue.execute("UPDATE local_files SET header_fingerprint = NULL, data_fingerprint = NULL");
    Path file = Files.move(old, library.path("new.safetensors"));
    if (replaced) {
      Files.delete(file);
      model("new.safetensors", 16, 2);
      takesTheInodeOf("old.safetensors", file);
    }

    assertThat(scan("-q").out().lines().map(line -> line.split("\t")[3]).toList())
        .containsExactlyElementsOf(replaced ? List.of("new", "missing") : List.of("moved"));
    assertThat(links())
        .contains(row(file, replaced ? "null|null" : "8|manual"), row(other, "null|null"));
  }

  @Test
  void takesFingerprintsOfAnOlderCatalogueOnce() throws IOException {
    model("a.safetensors", 16, 1);
    model("b.safetensors", 1_000_000, 2);
    library.file("c.ckpt", new byte[100_000]);
    scan("--pickles");
    String fingerprints =
        "SELECT file_path, header_fingerprint, data_fingerprint, updated_at FROM local_files";
    List<String> read = catalogue.rows(fingerprints);
    assertThat(read).hasSize(3).noneMatch(row -> row.contains("null"));
    catalogue.execute("UPDATE local_files SET header_fingerprint = NULL, data_fingerprint = NULL");

    scan("--pickles").says("0 new, 3 unchanged; nothing to read\n");
    assertThat(catalogue.rows(fingerprints)).isEqualTo(read);
  }

  /** They are public, so that other programs can take them, too. */
  @Test
  void takesTheFingerprintsAsTheSchemaSays() throws IOException {
    byte[] data = new byte[200_001];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31 + i / 251);
    }
    String header =
        "{\"__metadata__\":{\"k\":\"%s\"},\"w\":{\"dtype\":\"U8\",\"shape\":[200001],\"data_offsets\":[0,200001]}}";
    for (int filler : new int[] {1, 400_000, 2_000_000}) {
      Path file = library.headed("a.safetensors", header.formatted("v".repeat(filler)), data);
      scan();

      byte[] bytes = Files.readAllBytes(file);
      int start = bytes.length - data.length;
      byte[] head = new byte[8 + Math.min(start, 1 << 20)];
      ByteBuffer.wrap(head)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(bytes.length)
          .put(bytes, 0, head.length - 8);
      byte[] blocks = new byte[16 * 4096];
      for (int i = 0; i < 16; i++) {
        System.arraycopy(data, (int) ((data.length - 4096L) * i / 15), blocks, i * 4096, 4096);
      }
      catalogue.has(
          "SELECT header_fingerprint, data_fingerprint FROM local_files",
          Library.sha256(head) + "|" + Library.sha256(blocks));
    }
  }

  /** Two models of one rank have data of one length. */
  @Test
  void keepsNotesAndLinksByHandOnlyWhereTheDataIsTheSame() {
    Path file = library.model("a.safetensors", 100_000, 1, "{\"v\":\"1\"}");
    scan();
    linkByHand("a.safetensors", 8);
    tsr.db("note", file, "--text", "mine");
    library.model("a.safetensors", 100_000, 1, "{\"v\":\"2, rewritten\"}");

    assertThat(scan().err()).startsWith("0 new, 1 changed; ");
    assertThat(links()).containsExactly(row(file, "8|manual"));
    assertThat(tsr.db("list --json").out()).contains("\"note\":\"mine\"");

    String before = Library.sha256(file);
    library.model("a.safetensors", 100_000, 2, "{\"v\":\"1\"}");
    assertThat(scan().err())
        .startsWith(
            """
            tsr: %1$s: its content changed, so its link by hand was removed; to link it again: \
            tsr db link FILE --to 8
            tsr: %1$s: its content changed, so its note stays with the old content; to see it: \
            tsr db note %2$s
            """
                .formatted(file, before));
    assertThat(links()).containsExactly(row(file, "null|null"));
    assertThat(tsr.db("list --json").out()).contains("\"note\":null");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "1, 3", "2, 3"})
  void followsLinksAndNotesWhereNamesWereSwapped(int jobs, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = model(i + ".safetensors", 16, i);
      scan();
      linkByHand(i + ".safetensors", 80 + i);
      tsr.db("note", file, "--text", "note " + i);
    }
    library.move("0.safetensors", "away");
    for (int i = 1; i < count; i++) {
      Files.move(library.path(i + ".safetensors"), library.path(i - 1 + ".safetensors"));
    }
    Files.move(library.path("away"), library.path(count - 1 + ".safetensors"));

    Result result = scan("--jobs", "" + jobs);

    assertThat(result.err()).startsWith("0 new, %d changed; ".formatted(count));
    for (int i = 0; i < count; i++) {
      int from = (i + 1) % count;
      Path file = library.path(i + ".safetensors");
      assertThat(links()).contains(row(file, 80 + from + "|manual"));
      assertThat(tsr.db("list --json", file).out())
          .contains("\"note\":\"note " + from + "\"", "\"size_bytes\":97");
    }
    assertThat(scan("--rehash").err()).startsWith("0 new, %d unchanged; ".formatted(count));
  }

  /** Such as a folder that is mounted a second time: only a link count shows a hard link. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void readsEachFileOfOneKeyThatHasNoHardLinks() throws IOException {
    Path a = model("a.safetensors", 16, 1);
    scan();
    Path b = model("b.safetensors", 16, 2);
    takesTheInodeOf("a.safetensors", b);

    assertThat(scan().err()).startsWith("1 new, 1 unchanged; 97 B read ");
    assertThat(links()).containsExactly(row(a, "null|null"), row(b, "null|null"));
  }

  @ParameterizedTest
  @CsvSource({"0, moved", "5000, new"})
  @DisabledOnOs(OS.WINDOWS)
  void looksAtBlocksSpreadOverTheData(int changed, String status) throws IOException {
    Path old = library.holedModel("a.safetensors", 10_000_000, "{}");
    scan();
    Path file = Files.move(old, library.path("b.safetensors"));
    FileTime time = Files.getLastModifiedTime(file);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 0; at < 16; at++) {
        bytes.seek(Files.size(file) - 10_000_000 + (10_000_000L - 4096) * at / 15);
        bytes.write(at == 7 && changed > 0 ? 1 : 0);
      }
    }
    Files.setLastModifiedTime(file, time);

    assertThat(scan("-q").out()).startsWith(file + "\t").contains("\t" + status + "\n");
  }
}
