package dev.tensors.tsr.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PruneTest extends CommandTest {

  /** Of three models, a and b are gone: a for long, b since just now. */
  @BeforeEach
  void catalogue() {
    for (int i = 0; i < 3; i++) {
      String name = "abc".charAt(i) + ".safetensors";
      library.model(name, 16, i, "{\"key\":\"%d\"}".formatted(i));
      tsr.db("scan", library.path(name)).exits(0);
    }
  }

  private void lose() {
    library.delete("a.safetensors");
    library.delete("b.safetensors");
    workplace.scan();
    catalogue.execute("UPDATE local_files SET missing_since = '2020-01-02T03:04:05Z' WHERE id = 1");
  }

  @Test
  void forgetsWhatIsMarkedMissingWithItsMetadata() throws IOException {
    String first = Library.sha256(library.path("a.safetensors"));
    String second = Library.sha256(library.path("b.safetensors"));
    lose();
    String since = rows("SELECT missing_since FROM local_files WHERE id = 2");

    tsr.db("prune --json")
        .prints(
            """
            [{"id":1,"file_path":"%s","sha256":"%s",\
            "missing_since":"2020-01-02T03:04:05Z"},
             {"id":2,"file_path":"%s","sha256":"%s","missing_since":"%s"}]
            """
                .formatted(
                    library.path("a.safetensors"),
                    first,
                    library.path("b.safetensors"),
                    second,
                    since),
            "2 forgotten\n");
    assertThat(rows("SELECT file_path FROM local_files"))
        .isEqualTo(library.path("c.safetensors").toString());
    assertThat(rows("SELECT local_file_id, key, value FROM safetensor_metadata"))
        .isEqualTo("3|key|2");
    tsr.db("prune --json")
        .prints(
            "[]\n",
            "0 forgotten: no file is marked missing; tsr db scan marks those that are gone\n");
  }

  @Test
  void refusesAPlaceWithoutPictures() {
    tsr.db("prune --images /nosuch")
        .fails(
            4,
            "tsr: /nosuch: the catalogue has no picture there; tsr db prune forgets model files\n");
  }

  /** Nobody can look up such a link again; a copy that is here takes it over. */
  @Test
  void tellsHowManyLinksMadeByHandAreForgotten() throws IOException {
    Files.copy(library.path("b.safetensors"), library.path("b-copy.safetensors"));
    workplace.scan();
    lose();
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 1, civitai_version_id = 2, link_source = 'manual'
          WHERE id < 3
        """);

    tsr.db("prune --dry-run")
        .says("2 would be forgotten\n1 link made by hand would go with them; notes stay\n");
    tsr.db("prune").says("2 forgotten\n1 link made by hand went with them; notes stay\n");
    assertThat(rows("SELECT link_source FROM local_files WHERE file_path LIKE '%copy%'"))
        .isEqualTo("manual");
  }

  @Test
  void forgetsNothingThatNoScanFoundMissing() {
    library.delete("a.safetensors");

    tsr.db("prune -q").prints("");
    assertThat(rows("SELECT count(*) FROM local_files")).isEqualTo("3");
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    lose();

    Result result = tsr.db("prune --dry-run --format jsonl").exits(0);
    assertThat(result.out().lines()).hasSize(2);
    result.says("2 would be forgotten\n");
    assertThat(rows("SELECT count(*) FROM local_files")).isEqualTo("3");
    tsr.db("prune --format jsonl").shows(result.out());
  }

  @Test
  void forgetsOnlyWhatHasBeenMissingForLong() throws IOException {
    lose();

    tsr.db("prune --older-than 90d")
        .prints(library.path("a.safetensors") + "\t2020-01-02T03:04:05Z\n", "1 forgotten\n");
    assertThat(rows("SELECT count(*) FROM local_files")).isEqualTo("2");
    tsr.db("prune -q --older-than 1h").prints("");
  }

  @Test
  void keepsWhatIsCachedOfItsModel() throws IOException {
    catalogue.model(100, "Harbour").version(101, "v1").linked();
    lose();

    tsr.db("prune -q").exits(0);
    assertThat(rows("SELECT name FROM models")).isEqualTo("Harbour");
  }

  @Test
  void welcomesAForgottenFileAsANewOne() throws IOException {
    lose();
    tsr.db("prune");
    library.model("a.safetensors", 16, 0, "{}");

    assertThat(tsr.db("scan", library.path(""), "-q").out())
        .contains(library.path("a.safetensors") + "\t97\t1\tnew\n");
  }

  @Test
  void forgetsWhatIsGoneFromAFolderMarkedOrNot() {
    library.model("old/d.safetensors", 4);
    library.model("old/sub/e%_\n.safetensors", 5);
    library.model("older/f.safetensors", 6);
    library.file("old/bad.safetensors", new byte[1]);
    tsr.db("scan --jobs 1", library.path("old"), library.path("older"));
    String first = Library.sha256(library.path("old/d.safetensors"));
    String second = Library.sha256(library.path("old/sub/e%_\n.safetensors"));
    library.delete("old");
    library.delete("older/f.safetensors");
    library.delete("a.safetensors");
    Path old = library.path("old");
    String rows =
        """
        id,file_path,sha256,missing_since
        4,%1$s/d.safetensors,%2$s,
        5,"%1$s/sub/e%%_
        .safetensors",%3$s,
        """
            .formatted(library.path("old"), first, second)
            .replace("\n", "\r\n")
            .replace("_\r", "_");

    tsr.db("prune --dry-run --format csv", old)
        .prints(
            rows,
            "2 would be forgotten\ntsr db scan would no longer search %s\n"
                .formatted(library.path("old")));
    tsr.db("prune -q --older-than 1d", old).prints("");
    assertThat(rows("SELECT count(*) FROM scan_roots")).isEqualTo("2");
    tsr.db("prune --format csv", old).shows(rows);
    assertThat(rows("SELECT id FROM local_files")).isEqualTo("1\n2\n3\n6");
    assertThat(rows("SELECT path FROM scan_roots")).isEqualTo(library.path("older").toString());
    assertThat(rows("SELECT count(*) FROM failed_files")).isEqualTo("0");
    tsr.db("prune --format csv", old)
        .fails(
            4,
            "tsr: %s: the catalogue has nothing there; see tsr db list\n"
                .formatted(library.path("old")));
  }

  /** The folder is there, with other files: only what is gone from it is forgotten. */
  @Test
  void goesOnSearchingAFolderThatHoldsFiles() {
    workplace.scan();
    library.delete("a.safetensors");

    tsr.db("prune", library.path(""))
        .prints(library.path("a.safetensors") + "\t\n", "1 forgotten\n");
    assertThat(rows("SELECT path FROM scan_roots")).isEqualTo(library.path("").toString());
    tsr.db("prune", library.path("b.safetensors"))
        .prints("", "0 forgotten: no file that is recorded there is gone\n");
  }

  /** By the name that the user knows, where the folder's place is a symlink above it. */
  @Test
  void findsAnAbsentFolderBeyondASymlink() throws IOException {
    library.model("disk/old/d.safetensors", 4);
    Path link = Files.createSymbolicLink(library.path("link"), library.path("disk"));
    tsr.db("scan", link.resolve("old"));
    library.delete("disk/old");

    tsr.db("prune", link.resolve("old")).shows(library.path("disk/old/d.safetensors") + "\t\n");
    assertThat(rows("SELECT count(*) FROM scan_roots")).isEqualTo("0");
  }

  /** It cannot be found again, other than a link that tsr found. */
  @Test
  void givesALinkByHandToTheCopiesOfAForgottenFile() throws IOException {
    Files.copy(library.path("a.safetensors"), library.path("copy.safetensors"));
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 1, civitai_version_id = 2, link_source = 'manual'
        WHERE id = 1;
        """);
    library.delete("a.safetensors");

    tsr.db("prune", library.path("a.safetensors"));

    assertThat(
            rows(
                "SELECT file_path, civitai_model_id, civitai_version_id, link_source FROM local_files WHERE id = 4"))
        .isEqualTo(library.path("copy.safetensors") + "|1|2|manual");
    assertThat(rows("SELECT count(*) FROM local_files WHERE civitai_version_id = 2"))
        .isEqualTo("1");
  }

  /** Their paths begin as those of the named ones do, and come before all that is below these. */
  @Test
  void keepsFilesWhoseNamesBeginAsTheNamedOne() throws IOException {
    library.move("a.safetensors", "m.ckpt");
    library.move("b.safetensors", "m.ckpt.safetensors");
    Path drawing = library.file("made.png", new byte[8]);
    Path other = library.file("made.png.png", new byte[8]);
    tsr.db("scan --pickles", library.path(""));
    tsr.db("images", library.path(""));
    catalogue.execute("UPDATE own_images SET failure = NULL");
    for (String name : new String[] {"m.ckpt", "m.ckpt.safetensors"}) {
      Files.delete(library.path(name));
    }
    Files.delete(drawing);
    Files.delete(other);

    tsr.db("prune", library.path("m.ckpt")).shows(library.path("m.ckpt") + "\t\n");
    assertThat(rows("SELECT file_path FROM local_files WHERE file_path LIKE '%ckpt%'"))
        .isEqualTo(library.path("m.ckpt.safetensors").toString());
    tsr.db("prune --images", drawing).shows(drawing + "\t\n");
    assertThat(rows("SELECT path FROM own_images")).isEqualTo(other.toString());
  }

  @Test
  void refusesAnEmptyPath() {
    assertThat(tsr.db("prune", "").err())
        .startsWith("tsr: PATH is empty; the current folder is .\n");
  }

  @Test
  void refusesWhatIsNoAge() {
    Result result = tsr.db("prune --older-than soon").exits(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--older-than").contains("'soon' is not an age such as 30d");
  }

  private String rows(String sql) {
    return String.join("\n", catalogue.rows(sql));
  }
}
