package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scan knows of a file by its content. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class CopiedFilesTest extends CommandTest {

  private static final String LINKS =
      """
      SELECT id, replace(file_path, '%s/', ''), civitai_model_id, civitai_version_id, link_source,
        link_match, missing_since IS NULL
      FROM local_files ORDER BY id
      """;

  @Test
  void takesOverTheLinkOfTheFileThatItIsACopyOf() throws IOException {
    Path file = library.model("a.safetensors", 1);
    scan("");
    linkByHand();
    Files.copy(file, library.path("b.safetensors"));

    scan("").shows(library.path("b.safetensors") + "\t97\t1\tnew\n");
    assertThat(links())
        .containsExactly("1|a.safetensors|7|8|manual|null|1", "2|b.safetensors|7|8|manual|null|1");
  }

  /** The new file has data of the same length, as after a rewrite of the header. */
  @ParameterizedTest
  @CsvSource({"a-v1.safetensors, 1", "a-v1.safetensors, 3", "z.safetensors, 1", "z.safetensors, 3"})
  void tellsARenamedFileFromANewOneUnderTheOldName(String name, int jobs) throws IOException {
    Path file = library.model("a.safetensors", 10, 1, "{}");
    scan("");
    linkByHand();
    tsr.db("note", file, "--text", "mine", "--tag", "good");
    Files.move(file, library.path(name));
    library.model("a.safetensors", 10, 2, "{\"longer\":\"header\"}");

    Result result = tsr.db("scan --jobs", "" + jobs, library.path("")).exits(0);
    assertThat(result.err()).startsWith("1 new, 1 changed; ");
    assertThat(links())
        .containsExactly(
            "1|a.safetensors|null|null|null|null|1", "2|" + name + "|7|8|manual|null|1");
    assertThat(tsr.db("list --tag good --json").out())
        .contains(name)
        .contains("\"note\":\"mine\"")
        .hasLineCount(1);
  }

  @Test
  void prefersTheLinkThatWasMadeByHand() {
    library.model("a.safetensors", 1);
    library.model("b.safetensors", 1);
    library.model("c.safetensors", 1);
    scan("");
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 1, civitai_version_id = 2,
          link_source = 'civitai', link_match = 'sha256' WHERE id <> 2;
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8,
          link_source = 'manual' WHERE id = 2
        """);
    library.model("d.safetensors", 1);
    scan("");

    assertThat(links()).contains("4|d.safetensors|7|8|manual|null|1");
  }

  /** Of another disk they have other keys, and often other times. */
  @Test
  void followsALibraryThatWasCopiedAndRemoved() {
    for (int i = 0; i < 20; i++) {
      library.model("old/f" + i % 3 + "/m" + i + ".safetensors", i / 2);
    }
    scan("old");
    linkByHand();
    List<String> before = catalogue.rows("SELECT id, sha256 FROM local_files ORDER BY id");
    for (int i = 0; i < 20; i++) {
      library.model("new/f" + i % 3 + "/m" + i + ".safetensors", i / 2);
    }
    library.delete("old");

    Result result = scan("new").exits(0);
    assertThat(result.err())
        .startsWith(
            "tsr: %s: gone, and none of its files is left; tsr db scan no longer searches it\n"
                .formatted(library.path("old")))
        .contains("\n0 new, 20 moved; 1.9 KiB read ");
    assertThat(catalogue.rows("SELECT id, sha256 FROM local_files ORDER BY id")).isEqualTo(before);
    catalogue.has("SELECT count(*) FROM local_files WHERE link_source = 'manual'", "20");
    scan("new").says("0 new, 20 unchanged; nothing to read\n");
    tsr.db("scan", library.path("old")).exits(4);
  }

  @Test
  void followsAFileThatWasCopiedAndDeletedWhereTheScanLooks() throws IOException {
    Path file = library.model("one/a.safetensors", 1);
    library.model("one/b.safetensors", 2);
    scan("");
    linkByHand();
    library.model("two/a.safetensors", 1);
    Files.delete(file);

    scan("").shows(library.path("two/a.safetensors") + "\t97\t1\tmoved\n");
    assertThat(links()).contains("1|two/a.safetensors|7|8|manual|null|1");
  }

  @Test
  void followsCopiesOfOneContentByTheirNames() throws IOException {
    Path a = library.model("one/a.safetensors", 1);
    Path b = library.model("one/b.safetensors", 1);
    scan("");
    library.model("two/b.safetensors", 1);
    library.model("two/sub/a.safetensors", 1);
    Files.delete(a);
    Files.delete(b);

    assertThat(scan("").err()).startsWith("0 new, 2 moved; ");
    assertThat(links())
        .containsExactly(
            "1|two/sub/a.safetensors|null|null|null|null|1",
            "2|two/b.safetensors|null|null|null|null|1");
  }

  /** It may come back, with the disk that it is on. */
  @Test
  void leavesAMissingFileWhereItIsInAFolderThatTheScanDoesNotLookAt() throws IOException {
    Path file = library.model("one/a.safetensors", 1);
    scan("");
    linkByHand();
    library.model("two/a.safetensors", 1);
    Files.delete(file);

    scan("two").shows(library.path("two/a.safetensors") + "\t97\t1\tnew\n");
    assertThat(links())
        .containsExactly(
            "1|one/a.safetensors|7|8|manual|null|1", "2|two/a.safetensors|7|8|manual|null|1");
  }

  @Test
  void doesNotWarnOfAFolderWhoseFilesWereAllFoundElsewhere() throws IOException {
    Path file = library.model("one/a.safetensors", 1);
    scan("one");
    library.model("two/a.safetensors", 1);
    Files.delete(file);

    tsr.db("scan", library.path("one"), library.path("two"), "-q")
        .prints(library.path("two/a.safetensors") + "\t97\t1\tmoved\n");
  }

  @Test
  void dropsALinkWithAllThatBelongsToIt() {
    library.model("a.safetensors", 1);
    scan("");
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8,
          link_source = 'civitai', link_match = 'sha256', damaged_at = 'then', verified_at = 'then'
        """);
    library.model("a.safetensors", 17, 1, "{}");

    assertThat(scan("").err()).startsWith("0 new, 1 changed; ");
    assertThat(links()).containsExactly("1|a.safetensors|null|null|null|null|1");
    catalogue.has("SELECT damaged_at, verified_at FROM local_files", "null|null");
  }

  @Test
  void keepsALinkByHandWhereAnotherProgramWroteTheHeader() {
    library.model("a.safetensors", 1);
    scan("");
    linkByHand();
    library.model("a.safetensors", 16, 1, "{\"modelspec.title\":\"A\"}");

    Result result = scan("");

    assertThat(result.err()).startsWith("0 new, 1 changed; ");
    assertThat(links()).containsExactly("1|a.safetensors|7|8|manual|null|1");
  }

  @Test
  void saysThatALinkByHandWasDropped() {
    Path file = library.model("a.safetensors", 1);
    scan("");
    linkByHand();
    library.model("a.safetensors", 17, 1, "{}");

    assertThat(scan("").err())
        .startsWith(
            "tsr: "
                + file
                + ": its content changed, so its link by hand was removed; to link it again: tsr db"
                + " link FILE --to 8\n");
    assertThat(links()).containsExactly("1|a.safetensors|null|null|null|null|1");
  }

  @Test
  void linksAFileThatWasOverwrittenWithAKnownOne() {
    library.model("a.safetensors", 1);
    library.model("b.safetensors", 17, 2, "{}");
    scan("");
    catalogue.execute("UPDATE local_files SET civitai_version_id = 9 WHERE id = 2");
    library.model("a.safetensors", 17, 2, "{}");
    scan("");

    assertThat(links())
        .containsExactly(
            "1|a.safetensors|null|9|null|null|1", "2|b.safetensors|null|9|null|null|1");
  }

  /** Other programs write into the catalogue, too. */
  @Test
  void goesOnBesideRowsOfPathsThatNoFileCanHave() {
    Path file = library.model("a.safetensors", 1);
    library.model("b.safetensors", 2);
    tsr.db("scan", library.path("b.safetensors"));
    for (String path : List.of("''", "'a'", "'/'", "'/' || char(0) || '/a'", "'%s/' || char(0)")) {
      catalogue.execute(
          "INSERT INTO local_files (file_path, sha256, header_size, tensor_count) VALUES (%s, '%s', 1, 1)"
              .formatted(path.formatted(library.path("")), Library.sha256(file)));
    }

    Result result = scan("");

    assertThat(result.err()).startsWith("1 new, 1 unchanged, 1 missing; ");
    result.exits(0);
    tsr.db("stats").exits(0);
  }

  @Test
  @Tag("long")
  void doesNotCompareEachCopyWithEachOther() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      library.model("new/m" + i + ".safetensors", 1);
      rows.add("('/gone/%d', '%s', 89, 1)".formatted(i, sha256()));
    }
    tsr.db("scan", library.path("nothing"));
    for (int i = 0; i < 20; i++) {
      catalogue.execute(
          "INSERT INTO local_files (file_path, sha256, header_size, tensor_count) VALUES "
              + String.join(", ", rows).replace("/gone/", "/gone/" + i + "/"));
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(scan("new").err()).startsWith("0 new, 1000 moved; "));
  }

  private String sha256() {
    return Library.sha256(library.path("new/m0.safetensors"));
  }

  private void linkByHand() {
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8, link_source = 'manual'
        """);
  }

  private List<String> links() {
    return catalogue.rows(LINKS.formatted(library.path("")));
  }

  private Result scan(String folder) {
    return tsr.db("scan --jobs 1", library.path(folder));
  }
}
