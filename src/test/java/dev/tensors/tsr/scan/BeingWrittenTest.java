package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class BeingWrittenTest {

  /** Appends to the file as soon as some of it was read. */
  private static final class Writer implements ScanListener {

    private final Path file;
    private final List<ScanOutcome> outcomes = new ArrayList<>();

    Writer(Path file) {
      this.file = file;
    }

    @Override
    public void toRead(long bytes) {}

    @Override
    public void read(long bytes) {
      try {
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void done(ScanOutcome outcome) {
      outcomes.add(outcome);
    }

    @Override
    public void absent(Path path) {}

    @Override
    public void emptied(Path folder, long recorded) {}
  }

  @Test
  void doesNotRecordAFileThatChangesWhileItIsRead(@TempDir Path folder) throws Exception {
    Path file = folder.toRealPath().resolve("a.safetensors");
    Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    Writer writer = new Writer(file);

    try (Database database = Database.open(folder.resolve("models.db"))) {
      LocalFiles files = new LocalFiles(database);
      Scan.run(files, new ScanRequest(List.of(file), false, false, 1), writer);

      assertThat(writer.outcomes)
          .containsExactly(
              new ScanOutcome.Failed(
                  file.toString(), null, "being written; scan again when that is done"));
      assertThat(files.byPath(file.toString())).isEmpty();
    }
  }
}
