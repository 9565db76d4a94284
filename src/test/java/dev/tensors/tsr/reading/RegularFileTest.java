package dev.tensors.tsr.reading;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes among its files")
class RegularFileTest {

  @TempDir private Path folder;

  @Test
  void doesNotWaitForAPipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("a.safetensors");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertIsRefused(pipe));
    assertIsRefused(Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere")));
    assertIsRefused(folder);
    assertThatThrownBy(() -> RegularFile.open(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static void assertIsRefused(Path path) {
    assertThatThrownBy(() -> RegularFile.open(path))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no longer a regular file; scan its folder");
  }
}
