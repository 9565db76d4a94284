package dev.tensors.tsr.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation points to is there; {@code DocsIT} runs its examples. */
class DocsTest {

  /** A link to a file, without the part of it that is meant. */
  private static final String LINK = "\\]\\(([^):#]+)[)#]";

  private static final Path CONTRIBUTING = Path.of(".github/CONTRIBUTING.md");

  private static final Path INDEX = Path.of("docs/README.md");

  static List<Path> pages() throws IOException {
    Stream<Path> others = Stream.of(Path.of("README.md"), CONTRIBUTING);
    return Stream.concat(others, files(Path.of("docs"), ".md")).toList();
  }

  private static Stream<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void leadsToWhatIsThere(Path page) throws IOException {
    assertThat(found(LINK, page))
        .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
  }

  @Test
  void hasAPageForEachCommandInTheIndex() throws IOException {
    List<String> commands =
        files(Path.of("src/main/java"), "Command.java")
            .map(file -> file.getFileName().toString().replace("Command.java", ""))
            .filter(name -> !List.of("", "Complete").contains(name))
            .map(name -> name.toLowerCase(Locale.ROOT) + ".md")
            .toList();

    assertThat(found(LINK, INDEX)).containsAll(commands).contains("scripts.md");
  }

  /** Names of types that begin with Name stand for those of something new. */
  @Test
  void namesTypesThatThereAre() throws IOException {
    List<String> types = new ArrayList<>();
    for (Path file : files(Path.of("src"), ".java").toList()) {
      types.addAll(found("(?:class|interface|record|enum) ([A-Z]\\w+)", file));
    }

    assertThat(found("`(?:\\w+/)?((?!Name)[A-Z][a-z]\\w+)[`.]", CONTRIBUTING))
        .contains("Scan", "LayersTest")
        .allSatisfy(name -> assertThat(types).contains(name));
  }

  private static List<String> found(String pattern, Path page) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
