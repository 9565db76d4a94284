package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class DuplicatesTest {

  private Library library;
  private Program tsr;
  private Workplace workplace;

  @BeforeEach
  void home(@TempDir Path folder) {
    workplace = Workplace.in(folder);
    library = workplace.library();
    tsr = workplace.tsr();
  }

  @Test
  void groupsFilesWithTheSameContentTheOldestFirst() throws IOException {
    Path newest = model("a.safetensors", 16, 1, 30);
    Path oldest = model("b c/z.safetensors", 16, 1, 10);
    Path between = model("k.safetensors", 16, 1, 20);
    Path large = model("l.safetensors", 1016, 2, 20);
    Path larger = model("m.safetensors", 1016, 2, 10);
    model("only.safetensors", 16, 3, 10);
    scan();

    assertThat(duplicates("--json"))
        .isEqualTo(
            new Program.Result(
                0,
                """
                [{"sha256":"%s","size_bytes":1101,"count":2,"reclaimable_bytes":1101,\
                "files":["%s","%s"]},
                 {"sha256":"%s","size_bytes":97,"count":3,"reclaimable_bytes":194,\
                "files":["%s","%s","%s"]}]
                """
                    .formatted(
                        Library.sha256(large),
                        larger,
                        large,
                        Library.sha256(newest),
                        oldest,
                        between,
                        newest),
                "1.3 KiB can be won back\n"));
  }

  @Test
  void countsNoLinkAsADuplicate() throws IOException {
    Path file = model("a.safetensors", 16, 1, 10);
    Files.createLink(library.path("hard.safetensors"), file);
    Files.createSymbolicLink(library.path("soft.safetensors"), file);
    scan();

    assertThat(duplicates("--json", "--exit-code")).isEqualTo(new Program.Result(0, "[]\n", ""));
    assertThat(duplicates("--print0")).isEqualTo(new Program.Result(0, "", ""));

    Path copy = model("copy.safetensors", 16, 1, 20);
    scan();
    assertThat(duplicates("--json").out())
        .contains("\"count\":2,\"reclaimable_bytes\":97,")
        .endsWith(",\"" + copy + "\"]}]\n");
    assertThat(duplicates("--print0").out()).isEqualTo(copy + "\0");
  }

  @Test
  void printsAllButTheOldestForXargs() throws IOException {
    model("old.safetensors", 16, 1, 10);
    Path odd = model("-two  words\n'é\" \t.safetensors", 16, 1, 20);
    Path other = model("x.safetensors", 16, 1, 30);
    scan();

    assertThat(duplicates("--print0", "-q"))
        .isEqualTo(new Program.Result(0, odd + "\0" + other + "\0", ""));
    assertThat(duplicates("--print0", "-q", "--exit-code").exitCode()).isEqualTo(1);
  }

  @Test
  void printsNothingWhereTheOldestIsNoLongerWhatItWas() throws IOException {
    Path oldest = model("old.safetensors", 16, 1, 10);
    model("new.safetensors", 16, 1, 20);
    scan();
    model("old.safetensors", 16, 2, 40);

    String notice = oldest + " or a copy of it has changed; scan again\n";
    assertThat(duplicates("--print0")).isEqualTo(new Program.Result(0, "", notice));

    Files.delete(oldest);
    assertThat(duplicates("--print0")).isEqualTo(new Program.Result(0, "", notice));
    assertThat(duplicates("--json", "--exit-code"))
        .isEqualTo(new Program.Result(0, "[]\n", notice));
  }

  @Test
  void keepsTheOldestOfThoseThatAreStillThere() throws IOException {
    Path oldest = model("a.safetensors", 16, 1, 10);
    Path second = model("b.safetensors", 16, 1, 20);
    Path third = model("c.safetensors", 16, 1, 30);
    scan();
    Files.delete(oldest);

    assertThat(duplicates("--print0", "-q").out()).isEqualTo(third + "\0");

    scan();
    assertThat(duplicates("--json").out())
        .endsWith("\"files\":[\"" + second + "\",\"" + third + "\"]}]\n");
  }

  @Test
  void exitsWithOneOnlyWhenAsked() throws IOException {
    model("a.safetensors", 16, 1, 10);
    model("b.safetensors", 16, 1, 20);
    scan();

    assertThat(duplicates("-q").exitCode()).isZero();
    assertThat(duplicates("-q", "--exit-code"))
        .isEqualTo(new Program.Result(1, duplicates("-q").out(), ""));
  }

  @Test
  void hasNothingToSayWithoutACatalogue() {
    Program tsr = new Program(workplace.home());

    assertThat(tsr.run("db", "duplicates", "--json", "--exit-code", "-q"))
        .isEqualTo(new Program.Result(0, "[]\n", ""));
    assertThat(workplace.home()).isEmptyDirectory();
  }

  private Path model(String name, int bytes, int fill, long seconds) throws IOException {
    Path file = library.model(name, bytes, fill, "{}");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
  }

  private void scan() {
    workplace.scan();
  }

  private Program.Result duplicates(String... options) {
    return tsr.run(
        Stream.concat(Stream.of("db", "duplicates"), Stream.of(options)).toArray(String[]::new));
  }
}
