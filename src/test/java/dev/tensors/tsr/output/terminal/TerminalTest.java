package dev.tensors.tsr.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.terminal.Terminal.Colour;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @ParameterizedTest
  @CsvSource({
    "120, '', 120",
    "120, 60, 60",
    "0, 060, 60",
    "0, '', 80",
    "65535, '', 65535",
    "120, 0, 120",
    "120, -3, 120",
    "120, wide, 120",
    "120, 99999999999, 120",
  })
  void isAsWideAsColumnsSaysOrElseTheSystem(int system, String columns, int width) {
    assertThat(width(new StandardStreams(false, true, true, system), columns)).isEqualTo(width);
    assertThat(width(new StandardStreams(false, false, true, system), columns)).isEqualTo(width);
  }

  @Test
  void isOfAnyWidthWhereThereIsNoneUnlessColumnsSaysOne() {
    assertThat(width(StandardStreams.NONE, "")).isZero();
    assertThat(width(StandardStreams.NONE, "wide")).isZero();
    assertThat(width(StandardStreams.NONE, "60")).isEqualTo(60);
  }

  private static int width(StandardStreams screen, String columns) {
    OutputStream none = OutputStream.nullOutputStream();
    return Terminal.of(none, none, screen, Map.of("COLUMNS", columns)).width();
  }

  @Test
  void showsProgressWithTheNamesOfWhatItTells() {
    assertThat(ProgressLine.line("Reading", Progress.Unit.BYTES, 0, 100, Duration.ZERO, 79))
        .isEqualTo("Reading   0% [>" + " ".repeat(39) + "] 0 B of 100 B");
    assertThat(
            ProgressLine.line(
                "Reading", Progress.Unit.BYTES, 6L << 30, 15L << 30, Duration.ofSeconds(10), 79))
        .isEqualTo(
            "Reading  40% [========>             ] 6.0 GiB of 15.0 GiB, 614 MiB/s, 0:15 left");
    assertThat(
            ProgressLine.line(
                "Caching", Progress.Unit.MODELS, 1, 12_000, Duration.ofSeconds(2), 79))
        .isEqualTo(
            "Caching   0% [>                   ] 1 of 12,000 models, 1 model/s, 6:39:58 left");
  }

  private static String error(String text, int columns) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(
            OutputStream.nullOutputStream(),
            err,
            new StandardStreams(false, false, columns > 0, columns),
            Map.of());
    new Messages(terminal, false, Colour.NEVER, words -> words).error(text);
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void endsTheLinesOfMessagesBetweenWords() {
    String text = "/models/a/very/long/path.safetensors: no such file; scan its folder";

    assertThat(error(text, 0)).isEqualTo("tsr: " + text + "\n");
    assertThat(error(text, 80)).isEqualTo("tsr: " + text + "\n");
    assertThat(error(text, 30))
        .isEqualTo("tsr: /models/a/very/long/path.safetensors:\nno such file; scan its folder\n");
    assertThat(error(text, 20))
        .isEqualTo("tsr: /models/a/very/long/path.safetensors:\nno such file; scan\nits folder\n");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "7", "30", "65535"})
  void showsProgressAtAnyWidth(String columns) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(
            OutputStream.nullOutputStream(),
            err,
            new StandardStreams(false, false, true, 0),
            Map.of("COLUMNS", columns));
    try (Progress progress = Progress.of(terminal, "Reading", Progress.Unit.BYTES)) {
      progress.grow(100);
      progress.advance(50);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("\r");
    for (String line : err.toString(StandardCharsets.UTF_8).split("\r", -1)) {
      assertThat(TerminalText.width(line.replace("\033[K", "")))
          .isLessThan(Math.max(2, Integer.parseInt(columns)));
    }
  }
}
