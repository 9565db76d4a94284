package dev.tensors.tsr.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CivitaiStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The picture in README.md shows what the program prints. If that has changed, the new picture is
 * left in target/docs, to be looked at and copied.
 */
@DisabledOnOs(OS.WINDOWS)
class PictureIT {

  private static final Path PICTURE = Path.of("docs/session.svg");

  private static final String COMMANDS =
      """
      $ tsr db scan ~/models
      $ tsr db link
      $ tsr db triggers harbour
      $ tsr db prompts harbour -n 1
      $ tsr db outdated
      """;

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  @Test
  void showsWhatTheProgramPrints(@TempDir Path folder) throws IOException, InterruptedException {
    Session session = new Session(folder, CIVITAI.url());
    SampleLibrary.describe(session.home().resolve("models"), CIVITAI);

    String picture = Picture.of(session.coloured().replay(COMMANDS));

    Path copy = Path.of("target").resolve(PICTURE);
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, picture);
    assertThat(Session.steady(picture))
        .as("see %s", copy)
        .isEqualTo(Session.steady(Files.readString(PICTURE)));
  }
}
