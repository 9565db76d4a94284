package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built program, twice at once, on files that have moved since they were recorded. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class TwoScansIT {

  private static final int ROUNDS = Integer.getInteger("tsr.rounds", 8);
  private static final int FILES = 100;

  @Test
  void followTheSameMovedFiles(@TempDir Path folder) throws Exception {
    Workplace workplace = Workplace.in(folder);
    Library library = workplace.library();
    for (int i = 0; i < FILES; i++) {
      library.model("0/m" + i + ".safetensors", i / 2);
    }
    workplace.scan();
    List<String> before = workplace.catalogue().rows("SELECT id, sha256 FROM local_files");

    for (int round = 0; round < ROUNDS; round++) {
      move(library.path(String.valueOf(round)), library.path(String.valueOf(round + 1)), round);
      Process one = start(workplace, "one");
      Process other = start(workplace, "other");
      assertThat(one.waitFor()).as(said(workplace, "one")).isZero();
      assertThat(other.waitFor()).as(said(workplace, "other")).isZero();
      assertThat(workplace.catalogue().rows("SELECT id, sha256 FROM local_files"))
          .containsExactlyInAnyOrderElementsOf(before);
    }
  }

  /** Within one disk, or as if to another one. */
  private static void move(Path from, Path to, int round) throws IOException {
    if (round % 2 == 0) {
      Files.move(from, to);
      return;
    }
    Files.createDirectory(to);
    for (int i = 0; i < FILES; i++) {
      Path file = from.resolve("m" + i + ".safetensors");
      Files.copy(file, to.resolve(file.getFileName()));
      Files.delete(file);
    }
    Files.delete(from);
  }

  private static Process start(Workplace workplace, String name) throws IOException {
    Path folder = workplace.home();
    String models = workplace.library().path("").toString();
    return workplace
        .tsr()
        .start(folder.resolve(name), folder.resolve(name + ".err"), "db", "scan", models);
  }

  private static String said(Workplace workplace, String name) throws IOException {
    return Files.readString(workplace.home().resolve(name + ".err"));
  }
}
