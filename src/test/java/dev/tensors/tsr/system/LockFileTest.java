package dev.tensors.tsr.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {

  @TempDir private Path folder;

  @Test
  void isHeldByOneAtATime() throws IOException {
    Path file = folder.resolve("lock");
    try (LockFile first = LockFile.take(file).orElseThrow()) {
      assertThat(first.channel().isOpen()).isTrue();
      assertThat(LockFile.take(file)).isEmpty();
    }
    LockFile second = LockFile.take(file).orElseThrow();
    second.close();
    assertThat(Files.size(file)).isZero();
  }

  @Test
  void canBeRemovedByTheOneWhoHasIt() throws IOException {
    Path file = folder.resolve("lock");
    LockFile first = LockFile.take(file).orElseThrow();
    Files.delete(file); // on Windows, too: Java opens files so that they can be deleted
    first.close();
    LockFile.take(file).orElseThrow().close();
    assertThat(file).exists();
  }

  @Test
  void waitsForTheNamesInAFolderWhereTheSystemCan() {
    FolderSync.wait(folder);
    FolderSync.wait(folder.resolve("absent"));
    FolderSync.wait(null);
    assertThat(folder).isEmptyDirectory();
  }
}
