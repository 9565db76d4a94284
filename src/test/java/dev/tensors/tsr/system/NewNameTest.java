package dev.tensors.tsr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewNameTest {

  /** The ways for different file systems. */
  enum Way {
    ONE_STEP {
      @Override
      void give(Path file, Path name) throws IOException {
        NewName.give(file, name);
      }
    },
    TWO_STEPS {
      @Override
      void give(Path file, Path name) throws IOException {
        NewName.inTwoSteps(file, name, () -> {});
      }
    },
    OVER_EMPTY_FILE {
      @Override
      void give(Path file, Path name) throws IOException {
        NewName.overEmptyFile(file, name, () -> {});
      }
    };

    abstract void give(Path file, Path name) throws IOException;
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void renames(Way way) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "whole");
    Object key = Files.readAttributes(file, "fileKey").get("fileKey");
    Path name = Files.createDirectory(folder.resolve("日本 b")).resolve("ü");

    way.give(file, name);

    assertThat(file).doesNotExist();
    assertThat(name).hasContent("whole");
    assertThat(Files.readAttributes(name, "fileKey")).containsEntry("fileKey", key);
  }

  @ParameterizedTest
  @EnumSource
  void replacesNothing(Way way) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "whole");
    Path name = Files.writeString(folder.resolve("b"), "another");

    assertThatThrownBy(() -> way.give(file, name)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("whole");
    assertThat(name).hasContent("another");
  }

  @Test
  void tellsBeforeAnEmptyFileTakesTheName() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "whole");
    Path name = folder.resolve("b");
    List<Boolean> told = new ArrayList<>();

    NewName.overEmptyFile(file, name, () -> told.add(Files.exists(name)));
    Files.createFile(file);
    assertThatThrownBy(() -> NewName.overEmptyFile(file, name, () -> told.add(true)))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(told).containsExactly(false);
  }

  /** To rename a file to its other name would delete one of them, or do nothing. */
  @ParameterizedTest
  @EnumSource
  void refusesAnotherNameOfTheFile(Way way) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "whole");
    Path name = Files.createLink(folder.resolve("b"), file);

    assertThatThrownBy(() -> way.give(file, name)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("whole");
    assertThat(name).hasContent("whole");
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingWhereTheFileIsGone(Way way) {
    Path name = folder.resolve("b");

    assertThatThrownBy(() -> way.give(folder.resolve("a"), name))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(name).doesNotExist();
  }

  @Test
  void leavesASymlinkInPlaceOfWhichItIsAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "whole");
    Path link = Files.createSymbolicLink(folder.resolve("b"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> NewName.give(file, link))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void leavesNoSecondNameWhereTheFirstCannotGo() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Path file = Files.writeString(source.resolve("a"), "whole");
    Path name = folder.resolve("b");
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeTrue(!Files.isWritable(source), "the user is not root");

      assertThatThrownBy(() -> NewName.inTwoSteps(file, name, () -> {}))
          .isInstanceOf(AccessDeniedException.class);
      assertThat(file).hasContent("whole");
      assertThat(name).doesNotExist();
    } finally {
      Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesAFileThatHasToGoToAnotherDisk(Way way) throws IOException {
    Path other = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(folder)),
        "/dev/shm is another disk");
    Path file = Files.writeString(folder.resolve("a"), "whole");
    Path name = other.resolve("tsr-" + System.nanoTime());

    assertThatThrownBy(() -> way.give(file, name)).isInstanceOf(NewName.OnOtherDisk.class);
    assertThat(file).hasContent("whole");
    assertThat(name).doesNotExist();
  }
}
