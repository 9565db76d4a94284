package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every help and every manual page, word for word. After a change of a text, the tests write the
 * recorded ones as they should be into target; check the difference and copy them.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other line ends")
class HelpTextsTest {

  @TempDir private Path folder;

  @Test
  void helpIsAsRecorded() throws IOException {
    Program tsr = new Program(folder);
    Texts texts = new Texts("\n\n");

    Stream.of(Stream.of("", "db", "completion"), Commands.NAMES.stream().map("db "::concat))
        .flatMap(names -> names)
        .forEach(
            name -> texts.add("tsr " + name, tsr.run((name + " --help").strip().split(" ")).out()));
    texts.add("tsr help options", tsr.run("help", "options").out());

    texts.assertRecordedIn("help.txt");
  }

  @Test
  void manualPagesAreAsRecorded() throws IOException {
    ManPages.main(new String[] {folder.toString()});
    Texts texts = new Texts("\n(?=\\.SH )");

    for (Path page : pages()) {
      texts.add(page.getFileName().toString(), Files.readString(page));
    }

    texts.assertRecordedIn("man.txt");
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(folder)) {
      return pages.sorted().toList();
    }
  }

  /** Texts one after another, without the sections that are the same as in one before. */
  private static final class Texts {

    private final String between;
    private final StringBuilder all = new StringBuilder();
    private final Set<String> sections = new HashSet<>();

    Texts(String between) {
      this.between = between;
    }

    void add(String name, String text) {
      all.append("==== ").append(name.strip()).append('\n');
      for (String section : text.strip().split(between)) {
        all.append(
                sections.add(section)
                    ? section
                    : "(as before) " + section.lines().findFirst().orElse(""))
            .append("\n\n");
      }
    }

    void assertRecordedIn(String name) throws IOException {
      Path corrected = Path.of("target", name);
      Files.writeString(corrected, all);
      assertThat(all.toString()).as("see " + corrected).isEqualTo(recorded(name));
      Files.delete(corrected);
    }

    private static String recorded(String name) throws IOException {
      try (InputStream in = HelpTextsTest.class.getResourceAsStream(name)) {
        return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
