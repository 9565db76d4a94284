package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Names that try to drive a terminal or to break a line, in each command that shows them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such file names")
class HostileTextTest extends OnlineTest {

  /**
   * Colours, a title, C1 controls, a reversed direction, a bell, and what ends fields and lines.
   */
  private static final String EVIL =
      "\u001b[31mre\u001b]0;t\u0007d\u009b2J\u202eg\u2066np\ta\\tb\r\nc\u2028d\u0000\u007f\ufeff";

  private static final String JSON_EVIL =
      "\\u001b[31mre\\u001b]0;t\\u0007d\\u009b2J\\u202eg\\u2066np\\ta\\\\tb\\r\\nc\\u2028d\\u0000\\u007f\\ufeff";

  private static final String TSV_EVIL =
      "\\x1b[31mre\\x1b]0;t\\x07d\\u009b2J\\u202eg\\u2066np\\ta\\\\tb\\r\\nc\\u2028d\\x00\\x7f\\ufeff";

  /** Whatever is not shown as itself, but for tabs and line ends. */
  private static final Pattern ACTING =
      Pattern.compile(
          "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u061c\\u2028-\\u202e\\u2066-\\u2069\\ufeff]");

  @BeforeEach
  void catalogue() {
    // No file name holds NUL or a line feed that a tool could not tell from the next line's start.
    String name = EVIL.replace("\u0000", "") + ".safetensors";
    Path file = library.model(name, 1);
    library.model("copy.safetensors", 1);
    workplace.scan();
    CIVITAI.matches(CivitaiStub.match(Library.sha256(file), 101, 100));
    CIVITAI.lists(model());
    tsr.db("link").exits(0);
  }

  private static String model() {
    String meta =
        "{\"prompt\": \"%1$s\", \"sampler\": \"%1$s\", \"steps\": 1, \"seed\": 2, \"%1$s\": [\"%1$s\"]}";
    return """
        {"id": 100, "name": "%1$s", "type": "%1$s", "tags": ["%1$s"], "creator": {"username": "%1$s"},
         "modelVersions": [{"id": 102, "name": "new", "baseModel": "%1$s"}, {"id": 101, "name": "%1$s",
           "baseModel": "%1$s", "trainedWords": ["%1$s"], "files": [],
           "images": [{"url": "https://i.example/%1$s.png", "meta": %2$s}]}]}
        """
        .formatted(JSON_EVIL, meta.formatted(JSON_EVIL));
  }

  private static final String[] COMMANDS = {
    "list",
    "search red",
    "triggers copy",
    "prompts 100",
    "prompts 100 --format a1111",
    "duplicates",
    "outdated",
    "verify",
    "stats",
    "cache 100",
    "link --relink",
  };

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String command : COMMANDS) {
      lines.add(command);
      for (String format : List.of("table", "tsv", "csv", "json", "jsonl")) {
        if (!command.contains("--format")) {
          lines.add(command + " --format " + format);
        }
      }
    }
    return lines;
  }

  @Test
  void showsNothingThatActsOnATerminal() {
    for (String line : lines()) {
      Result result = tsr.db(line);

      assertThat(result.exitCode()).as(line).isZero();
      assertThat(ACTING.matcher(result.out()).find()).as("%s: %s", line, result.out()).isFalse();
      assertThat(ACTING.matcher(result.err()).find()).as("%s: %s", line, result.err()).isFalse();
    }
  }

  @Test
  void bringsThemBackUnchangedInJsonAndWithoutNewLinesInTsv() {
    assertThat(tsr.db("search new --json").out())
        .contains("\"name\":\"" + JSON_EVIL + "\",\"type\":\"" + JSON_EVIL + "\"")
        .contains("\"tags\":[\"" + JSON_EVIL + "\"]");
    assertThat(tsr.db("prompts 100 --json").out())
        .containsIgnoringCase("\"" + JSON_EVIL + "\":[\"" + JSON_EVIL + "\"]");
    assertThat(tsr.db("search new").out())
        .startsWith("100\t" + TSV_EVIL + "\t" + TSV_EVIL + "\t")
        .hasLineCount(1);
    tsr.db("triggers copy").prints("[31mre]0;td2Jgnpa\\tb\ncd\n");
  }
}
