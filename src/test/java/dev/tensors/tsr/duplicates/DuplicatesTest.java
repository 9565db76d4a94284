package dev.tensors.tsr.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class DuplicatesTest extends CommandTest {

  private static final String NONE =
      "No two files have the same content; tsr db scan FOLDER records new files.\n";

  private static final String NOTICE =
      " has changed or is gone, and is not counted; scan its folder\n";

  @Test
  void groupsFilesWithTheSameContentTheOldestFirst() throws IOException {
    Path newest = model("a.safetensors", 16, 1, 30);
    Path oldest = model("b c/z.safetensors", 16, 1, 10);
    Path between = model("k.safetensors", 16, 1, 20);
    Path large = model("l.safetensors", 1016, 2, 20);
    Path larger = model("m.safetensors", 1016, 2, 10);
    model("only.safetensors", 16, 3, 10);
    scan();

    tsr.db("duplicates --json")
        .prints(
            """
            [{"sha256":"%s","size_bytes":1101,"count":2,"reclaimable_bytes":1101,\
            "files":["%s","%s"],"deletable":["%s"]},
             {"sha256":"%s","size_bytes":97,"count":3,"reclaimable_bytes":194,\
            "files":["%s","%s","%s"],"deletable":["%s","%s"]}]
            """
                .formatted(
                    Library.sha256(large),
                    larger,
                    large,
                    large,
                    Library.sha256(newest),
                    oldest,
                    between,
                    newest,
                    between,
                    newest),
            "3 copies, 1.3 KiB can be freed\n");
  }

  @Test
  void addsUpSizesThatAreNearlyTooLarge() throws IOException {
    for (int i = 0; i < 4; i++) {
      model(i + ".safetensors", 16, i / 2, i);
    }
    scan();
    catalogue.execute("UPDATE local_files SET size_bytes = 2305843009213693952"); // 2 EiB

    assertThat(tsr.db("duplicates --print0").exits(0).err())
        .startsWith("reading up to 4 files (8.0 EiB), to compare each copy");
  }

  @Test
  void countsNoLinkAsADuplicate() throws IOException {
    Path file = model("a.safetensors", 16, 1, 10);
    Files.createLink(library.path("hard.safetensors"), file);
    Files.createSymbolicLink(library.path("soft.safetensors"), file);
    scan();

    tsr.db("duplicates --json --exit-code").prints("[]\n", NONE);
    tsr.db("duplicates --print0 --no-check").prints("", NONE);

    Path copy = model("copy.safetensors", 16, 1, 20);
    scan();
    assertThat(tsr.db("duplicates --json").out())
        .contains("\"count\":2,\"reclaimable_bytes\":97,")
        .endsWith(",\"" + copy + "\"],\"deletable\":[\"" + copy + "\"]}]\n");
    tsr.db("duplicates --print0").shows(copy + "\0");
  }

  @Test
  void printsAllButTheOldestForXargs() throws IOException {
    model("old.safetensors", 16, 1, 10);
    Path odd = model("-two  words\n'é\" \t.safetensors", 16, 1, 20);
    Path other = model("x.safetensors", 16, 1, 30);
    scan();

    tsr.db("duplicates --print0 -q").prints(odd + "\0" + other + "\0");
    tsr.db("duplicates --print0 -q --exit-code").exits(1);
  }

  @Test
  void printsNothingWhereTheOldestIsNoLongerWhatItWas() throws IOException {
    Path oldest = model("old.safetensors", 16, 1, 10);
    model("new.safetensors", 16, 1, 20);
    scan();
    model("old.safetensors", 16, 2, 40);

    String notice = oldest + NOTICE + NONE;
    tsr.db("duplicates --print0 --no-check").prints("", notice);

    Files.delete(oldest);
    tsr.db("duplicates --print0 --no-check").prints("", notice);
    tsr.db("duplicates --json --exit-code").prints("[]\n", notice);
  }

  @Test
  void separatesContentsInATableOnly() throws IOException {
    model("a.safetensors", 16, 1, 10);
    model("a2.safetensors", 16, 1, 20);
    model("b.safetensors", 16, 2, 10);
    model("b2.safetensors", 16, 2, 20);
    scan();

    List<String> lines = tsr.db("duplicates --format table").out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(3)).isEmpty();
    assertThat(lines.get(2)).contains("  copy  ");
    assertThat(lines.get(4)).contains("  stays  ");
    assertThat(tsr.db("duplicates").out().lines()).hasSize(4);
    assertThat(tsr.db("duplicates --same-weights --format table").out().lines().toList().get(3))
        .isEmpty();
  }

  @Test
  void givesEachFileALineOfItsOwn() throws IOException {
    Path copy = model("copy.safetensors", 16, 1, 20);
    Path oldest = model("old.safetensors", 16, 1, 10);
    scan();

    String sha256 = Library.sha256(copy);
    tsr.db("duplicates --format table")
        .prints(
            """
            FILE              STATUS  WHY     SIZE  SHA256
            old.safetensors   stays   oldest  97 B  %1$s
            copy.safetensors  copy            97 B  %1$s
            """
                .formatted(sha256.substring(0, 10)),
            "1 copy, 97 B can be freed\n");
    tsr.db("duplicates -q")
        .prints(
            "%s\tstays\toldest\t97\t%s\n%s\tcopy\t\t97\t%s\n"
                .formatted(oldest, sha256, copy, sha256));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| in/long.safetensors: oldest | b.safetensors in/sub/b.safetensors in/sub/c.safetensors",
        "--keep oldest | in/long.safetensors: oldest | b.safetensors in/sub/b.safetensors"
            + " in/sub/c.safetensors",
        "--keep newest | in/sub/c.safetensors: newest | in/sub/b.safetensors b.safetensors"
            + " in/long.safetensors",
        "--keep SHORTEST | b.safetensors: shortest path | in/long.safetensors in/sub/b.safetensors"
            + " in/sub/c.safetensors",
        "--keep-under MODELS/in/sub | in/sub/b.safetensors: below MODELS/in/sub, oldest |"
            + " in/sub/c.safetensors in/long.safetensors b.safetensors",
        "--keep-under MODELS/in/sub --keep newest | in/sub/c.safetensors: below MODELS/in/sub, newest"
            + " | in/sub/b.safetensors b.safetensors in/long.safetensors",
        "--keep-under MODELS/link --keep shortest | in/sub/b.safetensors: below MODELS/in/sub,"
            + " recorded first | in/sub/c.safetensors b.safetensors in/long.safetensors",
        "--keep-under MODELS/empty --keep-under MODELS/in | in/long.safetensors: below MODELS/in,"
            + " oldest | in/sub/b.safetensors in/sub/c.safetensors b.safetensors",
        "--keep-under MODELS/empty | in/long.safetensors: oldest | b.safetensors"
            + " in/sub/b.safetensors in/sub/c.safetensors",
      })
  void keepsTheOneThatTheUserChooses(String options, String stays, String copies)
      throws IOException {
    Files.createDirectory(library.path("empty"));
    model("in/long.safetensors", 16, 1, 10);
    model("b.safetensors", 16, 1, 20);
    model("in/sub/b.safetensors", 16, 1, 30);
    model("in/sub/c.safetensors", 16, 1, 40);
    Files.createSymbolicLink(library.path("link"), library.path("in/sub"));
    scan();
    String models = library.path("").toString();
    String line = "duplicates " + (options == null ? "" : options.replace("MODELS", models));

    List<String[]> rows = tsr.db(line).out().lines().map(row -> row.split("\t")).toList();
    assertThat(rows.getFirst()[0].substring(models.length() + 1) + ": " + rows.getFirst()[2])
        .isEqualTo(stays.replace("MODELS", models));
    assertThat(rows).extracting(row -> row[1]).containsExactly("stays", "copy", "copy", "copy");
    tsr.db(line + " --print0 -q")
        .prints(
            Stream.of(copies.split(" "))
                .map(copy -> library.path(copy) + "\0")
                .collect(Collectors.joining()));
  }

  /** The one that stays for its folder is read, too, and the next one stays if it is damaged. */
  @Test
  void keepsTheBestOneThatIsNotDamaged() throws IOException {
    Path other = model("a.safetensors", 16, 1, 10);
    Path preferred = model("in/b.safetensors", 16, 1, 20);
    Path second = model("in/c.safetensors", 16, 1, 30);
    scan();
    damage(preferred);
    String folder = library.path("in").toString();

    tsr.db("duplicates --print0 --keep-under", folder, "-q").exits(3).shows(other + "\0");
    assertThat(tsr.db("duplicates -q --keep-under", folder).out())
        .startsWith(second + "\tstays\tbelow " + folder + ", undamaged\t");
  }

  /** No name of the file that stays is printed, whichever of them is preferred. */
  @Test
  void keepsAllNamesOfTheOneThatStays() throws IOException {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Files.createDirectory(library.path("in"));
    Files.createLink(library.path("in/hard.safetensors"), oldest);
    Path copy = model("copy.safetensors", 16, 1, 20);
    scan();

    tsr.db("duplicates --print0 -q --keep-under", library.path("in")).prints(copy + "\0");
    assertThat(tsr.db("duplicates --print0 -q --keep newest").out()).doesNotContain("copy");
  }

  /** Only when the last name goes, the space is freed. */
  @Test
  void printsAllNamesOfACopyAndCountsItOnce() throws IOException {
    model("a.safetensors", 16, 1, 10);
    Path copy = model("b.safetensors", 16, 1, 20);
    Path link = Files.createLink(library.path("c.safetensors"), copy);
    scan();

    tsr.db("duplicates --print0 --no-check")
        .prints(copy + "\0" + link + "\0", "1 copy, 97 B can be freed\n");
  }

  @Test
  void keepsNothingBelowAFolderThatIsNotThere() throws IOException {
    Path file = model("a.safetensors", 16, 1, 10);
    model("b.safetensors", 16, 1, 20);
    scan();

    for (String wrong : List.of(library.path("typo").toString(), file.toString())) {
      tsr.db("duplicates --print0 --keep-under", wrong)
          .fails(4, "tsr: " + wrong + ": no such folder; check the path after --keep-under\n");
    }
    assertThat(tsr.db("duplicates --keep best").err())
        .startsWith(
            "tsr: Invalid value for option '--keep': 'best'; write one of oldest, newest, shortest\n");
    assertThat(tsr.db("duplicates --keep newst").err())
        .startsWith("tsr: Invalid value for option '--keep': 'newst'; did you mean newest?\n");
  }

  @Test
  void keepsNoCopyThatVerifyFoundDamaged() throws IOException {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Path second = model("b.safetensors", 16, 1, 20);
    Path third = model("c.safetensors", 16, 1, 30);
    Files.createLink(library.path("z-of-a.safetensors"), oldest);
    scan();
    damage(oldest);
    tsr.db("verify -q a.safetensors").exits(1);

    tsr.db("duplicates --print0 -q --no-check").ends(3, third + "\0", differs(oldest, second));
    tsr.db("duplicates --print0 -q").ends(3, third + "\0", differs(oldest, second));
    assertThat(tsr.db("duplicates -q").out().lines().map(line -> line.split("\t")[1]))
        .containsExactly("stays", "copy", "damaged");
    assertThat(tsr.db("duplicates --json").out())
        .contains("\"files\":[\"%s\",\"%s\",\"%s\"]".formatted(second, third, oldest));
  }

  @Test
  void readsTheOneThatStaysBeforeItNamesACopy() throws Exception {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Path second = model("b.safetensors", 16, 1, 20);
    Path third = model("c.safetensors", 16, 1, 30);
    scan();
    damage(oldest);

    tsr.db("duplicates --print0 -q --no-check").shows(second + "\0" + third + "\0");
    tsr.db("duplicates --print0")
        .ends(
            3,
            third + "\0",
            """
            reading up to 3 files (291 B), to compare each copy with the one that stays; \
            --no-check skips this
            tsr: %s: damaged (the content differs, the time does not), so it cannot stay; \
            restore a copy
            1 copy, 97 B can be freed
            """
                .formatted(oldest));
    catalogue.has(
        "SELECT damaged_at IS NOT NULL, verified_at IS NOT NULL FROM local_files"
            + " ORDER BY file_path",
        "1|0",
        "0|0",
        "0|0");
    tsr.db("duplicates --print0 -q --no-check").shows(third + "\0");
  }

  private static String differs(Path copy, Path kept) {
    return """
        tsr: %s: not listed: its content differs from that of %s, though size and time are as \
        recorded; tsr db scan --rehash records what it is
        """
        .formatted(copy, kept);
  }

  /** Whatever the catalogue says of it, a file with other bytes is no copy. */
  @Test
  void comparesEachCopyWithTheOneThatStays() throws Exception {
    Path oldest = model("a.safetensors", 9_000_000, 1, 10);
    Path unique = model("b.safetensors", 9_000_000, 1, 20);
    Path copy = model("c.safetensors", 9_000_000, 1, 30);
    Path gone = model("d.safetensors", 9_000_000, 1, 40);
    scan();
    damage(unique);
    Files.delete(gone);

    Result result = tsr.db("duplicates --print0 --exit-code -q").exits(3);
    result.shows(copy + "\0");
    assertThat(result.err()).startsWith(differs(unique, oldest));
    catalogue.has(
        "SELECT damaged_at IS NOT NULL FROM local_files ORDER BY file_path", "0", "1", "0", "0");
    tsr.db("duplicates --print0 -q").shows(copy + "\0");
  }

  @Test
  void comparesAnyNumberOfCopies() throws IOException {
    Path oldest = model("a.safetensors", 16, 1, 10);
    StringBuilder copies = new StringBuilder();
    for (int i = 10; i < 90; i++) {
      Path copy = model("c%d.safetensors".formatted(i), 16, 1, i + 1);
      if (i != 50) {
        copies.append(copy).append('\0');
      }
    }
    scan();
    Path unique = library.path("c50.safetensors");
    damage(unique);

    tsr.db("duplicates --print0 -q").ends(3, copies.toString(), differs(unique, oldest));
  }

  @Test
  void namesNoneWhereNoneIsWhole() throws IOException {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Path second = model("b.safetensors", 16, 1, 20);
    scan();
    damage(oldest);
    damage(second);

    String none = oldest + ": all its copies are damaged or unreadable; none is listed\n";
    Result result = tsr.db("duplicates --print0 -q --exit-code").exits(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(oldest + ": damaged", second + ": damaged").endsWith(none);
    tsr.db("duplicates --print0 -q --no-check").fails(3, "tsr: " + none);
    assertThat(tsr.db("duplicates --json").out()).contains("\"count\":2,\"reclaimable_bytes\":0,");
  }

  @Test
  void namesNoLinkToTheOneThatStays() throws IOException {
    Path oldest = model("a/m.safetensors", 16, 1, 10);
    Path hard = model("hard.safetensors", 16, 1, 10);
    Path below = model("b/m.safetensors", 16, 1, 10);
    Path soft = model("soft.safetensors", 16, 1, 10);
    scan();
    Files.delete(hard);
    Files.createLink(hard, oldest);
    Files.delete(below);
    Files.delete(below.getParent());
    Files.createSymbolicLink(below.getParent(), oldest.getParent());
    Files.delete(soft);
    Files.createSymbolicLink(soft, oldest);

    tsr.db("duplicates --print0 -q").prints("");
  }

  /** Deleting it would leave the symlink of the library without a target. */
  @Test
  void neverNamesTheTargetOfASymlinkOutsideOfTheScannedFolders() throws IOException {
    Path copy = model("copy.safetensors", 16, 1, 10);
    Path stored = Files.createDirectory(folder.resolve("stored")).resolve("blob0001");
    Files.move(model("x.safetensors", 16, 1, 20), stored);
    library.symlink("pretty.safetensors", stored);
    scan();

    String sha256 = Library.sha256(copy);
    tsr.db("duplicates")
        .prints(
            "%s\tstays\toldest\t97\t%s\n%s\tstays\tsymlink\t97\t%s\n"
                .formatted(copy, sha256, stored, sha256),
            "0 copies, 0 B can be freed\n");
    assertThat(tsr.db("duplicates -q --json").out()).endsWith(",\"deletable\":[]}]\n");
    tsr.db("duplicates -q --print0").prints("");
    tsr.db("duplicates -q --print0 --no-check").prints("");
    assertThat(tsr.db("duplicates --same-weights -q").out())
        .contains(stored + "\tstays\t")
        .doesNotContain("\tcopy\t");

    tsr.db("duplicates -q --print0 --keep newest").prints(copy + "\0");
    tsr.db("scan -q", stored.getParent(), library.path("")).exits(0);
    tsr.db("duplicates -q --print0").prints(stored + "\0");
  }

  @Test
  void countsChangedFilesInOneLine() throws IOException {
    Path first = model("a.safetensors", 16, 1, 10);
    Path second = model("b.safetensors", 16, 1, 20);
    Path third = model("c.safetensors", 16, 1, 20);
    model("other.safetensors", 16, 2, 20); // else the folder is empty, as of a disk not mounted
    scan();
    Files.delete(first);
    Files.delete(second);
    Files.delete(third);

    tsr.db("duplicates")
        .says(
            first
                + " and 2 other files have changed or are gone, and are not counted;"
                + " scan their folders\n"
                + NONE);
  }

  @Test
  void hasOneFormatAtATime() {
    Result result = tsr.db("duplicates --print0 --json").exits(2);
    result.shows("[]\n");
    assertThat(result.err())
        .startsWith("tsr: --print0 is a format of its own; leave out --format and --json\n");
  }

  @Test
  void livesWithRowsThatOtherProgramsMade() throws Exception {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Path copy = model("b.safetensors", 16, 1, 20);
    scan();
    catalogue.execute(
        """
        INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, damaged_at)
        SELECT path, sha256, size, mtime_ns, 'then' FROM local_files,
          (SELECT '/x' || char(0) || 'y' AS path, 97 AS size UNION ALL SELECT '', 97
            UNION ALL SELECT 'relative', NULL UNION ALL SELECT '%s', 97)
        GROUP BY path;
        """
            .formatted(library.path("")));

    tsr.db("duplicates --print0 -q").prints(copy + "\0");
    assertThat(tsr.db("duplicates --json -q").out())
        .endsWith("\"files\":[\"%s\",\"%s\"],\"deletable\":[\"%2$s\"]}]\n".formatted(oldest, copy));
    tsr.db("verify -q").exits(3);
  }

  @Test
  void checksOnlyWhatIsPrintedForXargs() {
    Result result = tsr.db("duplicates --no-check --json").exits(2);
    result.shows("[]\n");
    assertThat(result.err()).startsWith("tsr: --no-check is for --print0 only\n");
  }

  @Test
  void keepsTheOldestOfThoseThatAreStillThere() throws IOException {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Path second = model("b.safetensors", 16, 1, 20);
    Path third = model("c.safetensors", 16, 1, 30);
    scan();
    Files.delete(oldest);

    tsr.db("duplicates --print0 -q").prints(third + "\0");

    scan();
    assertThat(tsr.db("duplicates --json").out())
        .endsWith(
            "\"files\":[\"%s\",\"%s\"],\"deletable\":[\"%2$s\"]}]\n".formatted(second, third));
  }

  @Test
  void exitsWithOneOnlyWhenAsked() throws IOException {
    model("a.safetensors", 16, 1, 10);
    model("b.safetensors", 16, 1, 20);
    scan();

    tsr.db("duplicates -q").exits(0);
    tsr.db("duplicates -q --exit-code").ends(1, tsr.db("duplicates -q").out(), "");
  }

  @Test
  void hasNothingToSayWithoutACatalogue() {
    Program tsr = new Program(home);

    tsr.db("duplicates --json --exit-code -q").prints("[]\n");
    assertThat(home).isEmptyDirectory();
  }

  /** Another content under the same size and time. */
  private static void damage(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 4;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  private Path model(String name, int bytes, int fill, long seconds) throws IOException {
    Path file = library.model(name, bytes, fill, "{}");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
  }

  private void scan() {
    workplace.scan();
  }
}
