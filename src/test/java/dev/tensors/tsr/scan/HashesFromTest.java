package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A disk in the network that another machine has scanned: under another path, with own inodes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class HashesFromTest extends CommandTest {

  /** Longer than the parts of its data that the fingerprint has. */
  private static final int LONG = 200_000;

  private static final FileTime TIME =
      FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123_456_700));

  private Workplace other;
  private Path there;
  private Path fog;

  @BeforeEach
  void disks() throws IOException {
    other = Workplace.in(Files.createDirectory(folder.resolve("other")));
    there = other.database();
    other.library().model("fog.safetensors", LONG, 1, "{\"of\":\"fog\"}");
    Files.setLastModifiedTime(other.library().path("fog.safetensors"), TIME);
    other.scan();
    library.model("fog.safetensors", LONG, 1, "{\"of\":\"fog\"}");
    fog = library.path("fog.safetensors");
    Files.setLastModifiedTime(fog, TIME);
  }

  private String source() {
    return rows("SELECT hash_source || ' ' || sha256 FROM local_files ORDER BY file_path");
  }

  private String rows(String sql) {
    return String.join("\n", catalogue.rows(sql));
  }

  @Test
  void takesTheHashOfTheSameFileWithoutReadingIt() {
    tsr.db("scan --hashes-from", there, library.path("")).exits(0).says("1 new; nothing to read\n");

    assertThat(source()).isEqualTo("catalogue " + Library.sha256(fog));
    assertThat(rows("SELECT key || value FROM safetensor_metadata")).isEqualTo("offog");
    assertThat(tsr.db("list --fields hash_source,tensor_count").out()).isEqualTo("catalogue\t1\n");
    tsr.db("scan", library.path("")).exits(0).says("0 new, 1 unchanged; nothing to read\n");
    assertThat(source()).startsWith("catalogue ");
  }

  @Test
  void readsTheFileLater() {
    tsr.db("scan -q --hashes-from", there, library.path("")).exits(0);
    tsr.db("verify -q").exits(0);
    assertThat(source()).isEqualTo("read " + Library.sha256(fog));

    catalogue.execute("UPDATE local_files SET hash_source = 'catalogue'");
    tsr.db("scan -q --rehash --hashes-from", there).exits(0);
    assertThat(source()).isEqualTo("read " + Library.sha256(fog));
  }

  @Test
  void readsWhatDiffersInNameTimeOrFingerprint() throws IOException {
    other.library().model("rain.safetensors", LONG, 2, "{}");
    other.library().model("mist.safetensors", LONG, 3, "{}");
    for (String name : new String[] {"rain", "mist"}) {
      Files.setLastModifiedTime(other.library().path(name + ".safetensors"), TIME);
    }
    other.scan();
    library.model("renamed.safetensors", LONG, 1, "{\"of\":\"fog\"}");
    library.model("rain.safetensors", LONG, 2, "{}");
    library.model("mist.safetensors", LONG, 4, "{}");
    Files.setLastModifiedTime(library.path("renamed.safetensors"), TIME);
    Files.setLastModifiedTime(library.path("mist.safetensors"), TIME);

    tsr.db("scan -q --hashes-from", there, library.path("")).exits(0);
    assertThat(source())
        .isEqualTo(
            """
            catalogue %s
            read %s
            read %s
            read %s"""
                .formatted(
                    Library.sha256(fog),
                    Library.sha256(library.path("mist.safetensors")),
                    Library.sha256(library.path("rain.safetensors")),
                    Library.sha256(fog)));
  }

  /** A disk can lose bytes that no fingerprint has. */
  @Test
  void advisesToDeleteNoFileWhoseHashIsClaimedUnread() throws IOException {
    Path copy = library.model("copy.safetensors", LONG, 1, "{\"of\":\"fog\"}");
    tsr.db("scan -q", copy).exits(0);
    damage(fog);
    tsr.db("scan -q --hashes-from", there, library.path("")).exits(0);
    assertThat(catalogue.rows("SELECT count(DISTINCT sha256) FROM local_files"))
        .containsExactly("1");

    tsr.db("duplicates --print0 --no-check --keep shortest")
        .ends(
            3,
            "",
            "tsr: %s: damaged (the content differs, the time does not), so it cannot stay; restore a copy\n"
                    .formatted(fog)
                + "0 copies, 0 B can be freed\n");
    assertThat(tsr.db("verify", fog).exits(1).out()).contains("damaged");
  }

  private static void damage(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - 5_000); // the fingerprint's blocks are 13 KB apart
      bytes.write(99);
    }
    Files.setLastModifiedTime(file, TIME);
  }

  /** As a mount through another protocol tells it. */
  @Test
  void takesTimesAsEqualThatDifferByLessThan100Nanoseconds() {
    other.catalogue().execute("UPDATE local_files SET mtime_ns = mtime_ns + 99");

    tsr.db("scan -q --hashes-from", there, library.path("")).exits(0);
    assertThat(source()).startsWith("catalogue ");
  }

  @Test
  void hashesWeightsUnlessTheOtherCatalogueKnowsThem() {
    tsr.db("scan -q --weights --hashes-from", there, library.path("")).exits(0);
    assertThat(source()).startsWith("read ");
    catalogue.execute("DELETE FROM safetensor_metadata; DELETE FROM local_files");
    other.tsr().db("scan -q --weights").exits(0);

    tsr.db("scan -q --weights --hashes-from", there, library.path("")).exits(0);
    assertThat(source()).startsWith("catalogue ");
    assertThat(rows("SELECT weights_sha256 IS NOT NULL FROM local_files")).isEqualTo("1");
  }

  @Test
  void comparesNamesThatHaveASeparatorOfAnotherSystem() throws IOException {
    other.library().model("a\\b.safetensors", LONG, 5, "{}");
    Files.setLastModifiedTime(other.library().path("a\\b.safetensors"), TIME);
    other.scan();
    Path same = library.model("a\\b.safetensors", LONG, 5, "{}");
    Files.setLastModifiedTime(same, TIME);

    tsr.db("scan -q --hashes-from", there, same).exits(0);
    assertThat(source()).startsWith("catalogue ");
  }

  @Test
  void needsACatalogue() {
    Path none = folder.resolve("none.db");
    tsr.db("scan --hashes-from", none, library.path(""))
        .fails(4, "tsr: %s: no such catalogue; check the path\n".formatted(none));
  }
}
