package dev.tensors.tsr.sidecars.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.reading.FileStamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarWriterTest {

  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private String[] names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toArray(String[]::new);
    }
  }

  @Test
  void leavesAFileThatChangedSinceItWasRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");
    FileStamp before = FileStamps.of(file);
    Files.writeString(file, "by another program");

    assertThat(SidecarWriter.replace(file, before, NEW)).isFalse();

    assertThat(file).hasContent("by another program");
    assertThat(names()).containsExactly("a.json");
    assertThat(SidecarWriter.replace(file, FileStamps.of(file), NEW)).isTrue();
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("a.json");
  }

  @Test
  void keepsTheOwnerAndTheGroupOfAReplacedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root gives files to others");
    Files.setAttribute(file, "unix:uid", 4321);
    Files.setAttribute(file, "unix:gid", 1234);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(SidecarWriter.replace(file, FileStamps.of(file), NEW)).isTrue();

    assertThat(file).hasContent("new");
    assertThat(Files.readAttributes(file, "unix:uid,gid"))
        .containsEntry("uid", 4321)
        .containsEntry("gid", 1234);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void replacesNothingThatCameInBetween() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");

    assertThatThrownBy(() -> SidecarWriter.create(file, NEW))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.json");
  }

  @Test
  void writesThroughNoSymlink() throws IOException {
    Path target = folder.resolve("target");
    Path link = Files.createSymbolicLink(folder.resolve("a.json"), target);

    assertThatThrownBy(() -> SidecarWriter.create(link, NEW))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(target).doesNotExist();
    assertThat(names()).containsExactly("a.json");
  }
}
