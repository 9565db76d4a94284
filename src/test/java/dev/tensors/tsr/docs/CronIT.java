package dev.tensors.tsr.docs;

import static org.assertj.core.api.Assertions.assertThat;

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

    session.run("tsr db scan -q ~/models").exits(0);
    session.run(line).prints("");
    Path copy = Files.copy(boats, models.resolve("copy.safetensors"));
    session.run(line).prints(copy + "\t37749029\t1\tnew\n");
    session.run(line).prints("");
    Files.delete(boats);
    session.run(line).prints(boats + "\t37749029\t1\tmissing\n");
    session.run(line).prints("");
    Path bad = Files.writeString(models.resolve("bad.safetensors"), "<html></html>");
    assertThat(session.run(line))
        .satisfies(told -> assertThat(told.out()).isEqualTo(bad + "\t\t\tfailed\n"))
        .satisfies(told -> assertThat(told.err()).startsWith("tsr: " + bad + ": looks like "));
    session.run(line).prints("");
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
