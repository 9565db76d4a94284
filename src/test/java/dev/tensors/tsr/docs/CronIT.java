package dev.tensors.tsr.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The line for cron that README and docs/scripts.md show prints something when there is news, and
 * only then.
 */
@DisabledOnOs(OS.WINDOWS)
class CronIT {

  @Test
  void speaksOnceWhenFilesAppearVanishOrFail(@TempDir Path folder)
      throws IOException, InterruptedException {
    Session session = new Session(folder, "http://localhost:9");
    String line = line("README.md");
    assertThat(line("docs/scripts.md")).isEqualTo(line);
    Path models = session.home().resolve("models");
    Path boats = models.resolve("Lora/paper-boats.safetensors");

    assertThat(session.run("tsr db scan -q ~/models").exitCode()).isZero();
    assertThat(session.run(line)).isEqualTo(new Shell.Result(0, "", ""));
    Path copy = Files.copy(boats, models.resolve("copy.safetensors"));
    assertThat(session.run(line)).isEqualTo(new Shell.Result(0, copy + "\t37749029\t1\tnew\n", ""));
    assertThat(session.run(line)).isEqualTo(new Shell.Result(0, "", ""));
    Files.delete(boats);
    assertThat(session.run(line))
        .isEqualTo(new Shell.Result(0, boats + "\t37749029\t1\tmissing\n", ""));
    assertThat(session.run(line)).isEqualTo(new Shell.Result(0, "", ""));
    Path bad = Files.writeString(models.resolve("bad.safetensors"), "<html></html>");
    assertThat(session.run(line))
        .satisfies(told -> assertThat(told.out()).isEqualTo(bad + "\t\t\tfailed\n"))
        .satisfies(told -> assertThat(told.err()).startsWith("tsr: " + bad + ": looks like "));
    assertThat(session.run(line)).isEqualTo(new Shell.Result(0, "", ""));
    Files.move(models, models.resolveSibling("away"));
    assertThat(session.run(line).err()).startsWith("tsr: " + models + ": no such folder or file, ");
  }

  private static String line(String page) throws IOException {
    return new Page(Path.of(page))
        .blocks().stream()
            .filter(block -> block.language().equals("cron"))
            .findFirst()
            .orElseThrow()
            .text()
            .replaceFirst("^(\\S+ ){5}", "");
  }
}
