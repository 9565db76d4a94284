package dev.tensors.tsr.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.sqlite.DatabaseCopy;
import dev.tensors.tsr.sqlite.Interrupted;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class BackupTest extends CommandTest {

  private static final String WHOLE = "The copy was read again and is whole.\n";

  private Path copy;

  @BeforeEach
  void catalogue() throws IOException {
    copy = Files.createDirectory(folder.resolve("disk")).resolve("copy.db");
    library.model("fog.safetensors", 1);
    library.model("rain.safetensors", 2);
    workplace.scan();
    catalogue.model(100, "Harbour").version(101, "v1").linked(library.path("fog.safetensors"));
    tsr.db("note -q fog --text", "low-light");
  }

  private String json(Path file, int files) throws IOException {
    return "{\"path\":\"%s\",\"bytes\":%d,\"files\":%d,\"models\":1}\n"
        .formatted(file, Files.size(file), files);
  }

  @Test
  void copiesAllThatTheCatalogueHas() throws IOException {
    tsr.db("backup --json", copy).exits(0).says(WHOLE).shows(json(copy, 2));

    List<String> of = tsr.db("list --json").out().lines().toList();
    assertThat(tsr.db("list --json --db", copy).out().lines().toList()).isEqualTo(of);
    assertThat(new Catalogue(copy).rows("SELECT text FROM notes")).containsExactly("low-light");
    assertThat(beside()).containsExactly("copy.db");
  }

  @Test
  void replacesAnEarlierCopyOnlyWhenForced() throws IOException {
    tsr.db("backup", copy).exits(0);
    byte[] before = Files.readAllBytes(copy);
    library.model("mist.safetensors", 3);
    workplace.scan();

    tsr.db("backup", copy)
        .fails(
            2,
            "tsr: %s is there already; name another file, or replace it with --force\n"
                    .formatted(copy)
                + "Usage: tsr db backup [OPTIONS] FILE\n");
    assertThat(copy).hasBinaryContent(before);
    tsr.db("backup --json --force", copy).exits(0).shows(json(copy, 3));
    assertThat(beside()).containsExactly("copy.db");
  }

  @Test
  void neverReplacesTheCatalogueInUseOrAnotherProgramsFile() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link.db"), database);
    Path text = Files.writeString(home.resolve("notes.txt"), "my own words, and some more of them");
    Path log = home.resolve("models.db-wal");

    for (Path own : List.of(database, link, log)) {
      tsr.db("backup --force", own)
          .fails(
              2,
              "tsr: %s is the catalogue in use; name another file\n"
                      .formatted(own.equals(log) ? log : database)
                  + "Usage: tsr db backup [OPTIONS] FILE\n");
    }
    tsr.db("backup --force", text)
        .fails(6, "tsr: %s: not an SQLite database; name another file\n".formatted(text));
    assertThat(text).hasContent("my own words, and some more of them");
    tsr.db("backup", home)
        .fails(
            2,
            "tsr: %s: a folder; name a file in it\n".formatted(home)
                + "Usage: tsr db backup [OPTIONS] FILE\n");
  }

  /** SQLite would apply such a log to the copy. */
  @Test
  void doesNotWriteBesideTheLogOfAnotherDatabase() throws IOException {
    Files.writeString(copy.resolveSibling("copy.db-wal"), "changes");

    tsr.db("backup", copy)
        .fails(
            6,
            "tsr: %s: a log beside it has changes of another database; name another file\n"
                .formatted(copy));
    assertThat(copy).doesNotExist();
  }

  @Test
  void needsAFolderAndACatalogue() {
    Path away = folder.resolve("away/copy.db");
    tsr.db("backup", away)
        .fails(
            4,
            "tsr: %s: its folder does not exist; create it, or check the path\n".formatted(away));
    new Program(folder)
        .db("backup --json", copy)
        .ends(
            4,
            "{}\n",
            "There is no catalogue at %1$s yet; run tsr db scan FOLDER.\ntsr: nothing to copy: there is no catalogue at %1$s\n"
                .formatted(folder.resolve(".local/share/tensors/models.db")));
    tsr.db("backup --check", copy)
        .fails(4, "tsr: %s: no such file; check the path\n".formatted(copy));
    tsr.db("backup --check --force", copy)
        .fails(
            2,
            "tsr: --check and --force exclude each other: a check writes nothing\n"
                + "Usage: tsr db backup [OPTIONS] FILE\n");
  }

  @Test
  void givesTheCopyThePermissionsOfTheCatalogueOrOfTheCopyBefore() throws IOException {
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
    tsr.db("backup -q", copy).exits(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r-----"));
    tsr.db("backup -q --force", copy).exits(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void checksAnEarlierCopy() throws IOException {
    tsr.db("backup -q", copy).exits(0);
    byte[] before = Files.readAllBytes(copy);

    tsr.db("backup --check --json", copy).prints(json(copy, 2), "The copy is whole.\n");
    assertThat(copy).hasBinaryContent(before);
    assertThat(beside()).containsExactly("copy.db");
  }

  @Test
  void findsDamage() throws IOException {
    tsr.db("backup -q", copy).exits(0);
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      file.setLength(file.length() - 4096);
    }
    assertThat(tsr.db("backup --check", copy).exits(6).err())
        .startsWith("tsr: " + copy + ": damaged (");
  }

  @Test
  void anInterruptionLeavesNoCopy() {
    try {
      assertThatThrownBy(
              () ->
                  DatabaseCopy.write(
                      database,
                      copy,
                      false,
                      _ -> {
                        Thread.currentThread().interrupt();
                        return "whole";
                      }))
          .isInstanceOf(Interrupted.class);
    } finally {
      Thread.interrupted();
    }
    assertThat(beside()).isEmpty();
  }

  /** Rows without their parents are what someone's SQL leaves; they can be copied. */
  @Test
  void copiesWhatSomeonesOwnStatementsLeft() {
    catalogue.execute("PRAGMA foreign_keys = OFF; DELETE FROM models");

    tsr.db("backup -q", copy).exits(0);
    assertThat(new Catalogue(copy).rows("SELECT civitai_id FROM model_versions"))
        .containsExactly("101");
  }

  @Test
  void doesNotKeepACopyOfADamagedCatalogue() throws IOException {
    tsr.db("stats -q").exits(0); // which empties the log
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.setLength(file.length() - 4096);
    }

    assertThat(tsr.db("backup", copy).exits(6).err()).contains("damaged (");
    assertThat(beside()).isEmpty();
  }

  @Tag("long")
  @Test
  void isWholeWhileFourOthersWrite() throws Exception {
    try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> notes =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(writer -> writers.submit(() -> write(writer)))
              .toList();
      int copies = 0;
      while (copies < 5 || !notes.stream().allMatch(Future::isDone)) {
        tsr.db("backup -q --force", copy).exits(0);
        tsr.db("backup -q --check", copy).exits(0);
        copies++;
      }
      for (Future<?> note : notes) {
        note.get();
      }
    }
    assertThat(beside()).containsExactly("copy.db");
  }

  private void write(int writer) {
    Program other = new Program(home).with("TENSORS_DB", database.toString());
    for (int i = 0; i < 50; i++) {
      other.db("note -q rain --tag", "t" + writer + "-" + i).exits(0);
    }
  }

  private List<String> beside() {
    try (Stream<Path> files = Files.list(copy.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
