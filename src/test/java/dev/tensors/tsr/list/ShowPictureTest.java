package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview that show draws on terminals that can. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ShowPictureTest extends CommandTest {

  private static final String NOT_HERE =
      "No picture is drawn: this terminal shows none, or tmux or screen is in between. Those that"
          + " do: kitty, Ghostty, Konsole, iTerm2, WezTerm, mintty.";

  private static final Pattern ITERM2 =
      Pattern.compile(
          "\\n\\n\\033]1337;File=inline=1;size=(\\d+);height=14;preserveAspectRatio=1:(\\S+)\\007\\n\\n");

  private static final Pattern KITTY = Pattern.compile("\\033_G([^;]*);([^\\033]*)\\033\\\\");

  @BeforeEach
  void fog() {
    library.model("fog.safetensors", 1);
    workplace.scan();
    tsr.on(new StandardStreams(true, true, true, 80)).with("TERM", "xterm-256color");
  }

  private Result show(String... options) {
    return tsr.db("show fog --picture", (Object) options).exits(0);
  }

  private static byte[] png(int width, int height, boolean noise) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; noise && at < width * height; at++) {
      image.setRGB(at % width, at / width, at * 0x9E3779B1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static BufferedImage decoded(String base64) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  @Test
  void isDrawnAnewByItermsProtocol() throws IOException {
    library.file("fog.png", png(960, 480, false));
    tsr.with("TERM_PROGRAM", "iTerm.app");

    Result result = show();

    Matcher drawn = ITERM2.matcher(result.out());
    assertThat(drawn.find()).isTrue();
    assertThat(result.out())
        .startsWith("\033[1mfog.safetensors [")
        .contains("\n\033[2mtype\033[0m");
    assertThat(Base64.getDecoder().decode(drawn.group(2)))
        .hasSize(Integer.parseInt(drawn.group(1)));
    assertThat(decoded(drawn.group(2)).getWidth()).isEqualTo(480);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void isCutIntoPiecesByKittysProtocol() throws IOException {
    library.file("fog.png", png(400, 300, true));
    tsr.with("TERM", "xterm-kitty");

    Matcher pieces = KITTY.matcher(show().out());

    StringBuilder base64 = new StringBuilder();
    List<String> keys = pieces.results().map(piece -> piece.group(1)).toList();
    pieces.reset().results().forEach(piece -> base64.append(piece.group(2)));
    assertThat(keys.size()).isGreaterThan(2);
    assertThat(keys.getFirst()).isEqualTo("a=T,f=100,q=2,r=14,m=1");
    assertThat(keys.subList(1, keys.size() - 1)).containsOnly("m=1");
    assertThat(keys.getLast()).isEqualTo("m=0");
    assertThat(pieces.reset().results().map(piece -> piece.group(2).length()))
        .allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(4096));
    assertThat(decoded(base64.toString()).getHeight()).isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({
    "TERM, xterm-ghostty, _G",
    "TERM_PROGRAM, ghostty, _G",
    "KITTY_WINDOW_ID, 1, _G",
    "KONSOLE_VERSION, 230800, _G",
    "TERM_PROGRAM, WezTerm, ]1337;",
    "TERM_PROGRAM, mintty, ]1337;",
    "LC_TERMINAL, iTerm2, ]1337;",
  })
  void theEnvironmentNamesTheTerminal(String variable, String value, String start)
      throws IOException {
    library.file("fog.png", png(40, 30, false));
    tsr.with(variable, value);

    assertThat(show().out()).contains("\033" + start);
    assertThat(tsr.db("show fog").out()).doesNotContain("\033" + start);
    for (String inside : new String[] {"TMUX", "STY"}) {
      assertThat(tsr.with(inside, "x").db("show fog --picture").err()).contains("No picture is");
      tsr.with(inside, "");
    }
    assertThat(show("-q").err()).isEmpty();
    tsr.on(new StandardStreams(true, false, true, 80));
    assertThat(show("--format", "table").out()).doesNotContain("\033");
    show().says("No picture is drawn: the output does not go to a terminal.\n");
    assertThat(tsr.with("TERM", "dumb").db("show fog --picture").out()).doesNotContain("\033");
  }

  @Test
  void isNotDrawnElsewhere() throws IOException {
    library.file("fog.png", png(40, 30, false));

    assertThat(show().err().replace('\n', ' ')).isEqualTo(NOT_HERE + " ");
    assertThat(tsr.db("show fog --picture --json").exits(2).err())
        .contains("--picture draws beside the card; leave out --json and other formats\n");
    tsr.db("show fog --picture --web").exits(2);
  }

  @Test
  void takesTheFirstThatCanBeDrawn() throws IOException {
    tsr.with("TERM", "xterm-kitty");
    show()
        .says(
            "No picture of fog.safetensors is here; tsr db cache --linked --previews keeps\nsome of CivitAI's.\n");

    byte[] huge = png(40, 30, false);
    huge[18] = 0x7F; // a width of half a million pixels and more
    library.file("fog.preview.png", huge);
    assertThat(show().out()).doesNotContain("\033_G");
    assertThat(show().err()).startsWith(library.path("fog.preview.png") + " cannot be drawn:");
    library.file("fog.webp", "RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII));
    library.file("fog.png", png(40, 30, false));
    assertThat(show().out()).contains("\033_G");
    show().says("");
  }
}
