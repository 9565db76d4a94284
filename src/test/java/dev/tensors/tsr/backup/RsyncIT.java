package dev.tensors.tsr.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.Shell;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two folders as two machines. */
@Tag("long")
@DisabledOnOs(OS.WINDOWS)
class RsyncIT {

  @Test
  void fetchesWhatIsLackingHereAndNothingElse(@TempDir Path folder)
      throws IOException, InterruptedException {
    Shell shell = new Shell(folder);
    assumeTrue(shell.run("command -v rsync").exitCode() == 0, "no rsync");
    Library desktop = new Library(shell.home().resolve("desktop"));
    Library nas = new Library(shell.home().resolve("nas"));
    desktop.model("fog.safetensors", 1);
    nas.model("loras/fog-renamed.safetensors", 1);
    nas.model("loras/a b\n'麦橘'.safetensors", 2);
    nas.model("-x.safetensors", 3);
    nas.model("#comment.safetensors", 4);
    nas.model(";comment.safetensors", 5);

    assertThat(
            shell.run(
                """
                    tsr -q scan desktop >/dev/null && tsr -q scan --db nas.db nas >/dev/null
                    tsr -q diff --print0 nas.db | rsync -a --from0 --files-from=- nas/ desktop/
                    tsr -q scan >/dev/null && tsr diff --exit-code nas.db"""))
        .satisfies(
            result ->
                assertThat(result.err())
                    .isEqualTo("0 files only here, 0 files only there, 5 files in both (485 B)\n"))
        .satisfies(result -> assertThat(result.exitCode()).isZero());
    assertThat(shell.run("cd desktop && find . -type f | wc -l").out().strip())
        .isEqualTo("6"); // one name has a line feed
    assertThat(desktop.path("loras/fog-renamed.safetensors")).doesNotExist();
  }
}
