package dev.tensors.tsr.organise.moves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The built program beside another process that moves files, which is this one. */
class RunLockIT extends CommandTest {

  @Test
  void waitsForNoOtherProcess() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();

    try (RunLock lock = RunLock.take(database).orElseThrow()) {
      assertThat(lock).isNotNull();
      tsr.db("organise --undo")
          .fails(
              6,
              "tsr: %s: another tsr db organise is moving files; wait until it has ended\n"
                  .formatted(database));
    }
    tsr.db("organise --undo -q").exits(0);
    assertThat(home).isDirectoryNotContaining("glob:**-organise");
  }
}
