package dev.tensors.tsr.sidecars.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarReaderTest {

  @Test
  void refusesForNowWhatChangesWhileItIsRead(@TempDir Path folder) throws IOException {
    Path sidecar = Files.writeString(folder.toRealPath().resolve("a.json"), "{}");
    SidecarReader.Place found = new SidecarReader(List.of()).find(sidecar);
    Files.writeString(sidecar, "{\"notes\":");

    assertThat(SidecarReader.read(found, false))
        .isEqualTo(new SidecarReading.Refused("is being written; run the command again", false));
  }

  @Test
  void refusesForNowWhatIsDeletedBeforeItIsRead(@TempDir Path folder) throws IOException {
    Path sidecar = Files.writeString(folder.toRealPath().resolve("a.json"), "{}");
    SidecarReader.Place found = new SidecarReader(List.of()).find(sidecar);
    Files.delete(sidecar);

    assertThat(SidecarReader.read(found, false))
        .isEqualTo(new SidecarReading.Refused("was deleted", false));
  }
}
