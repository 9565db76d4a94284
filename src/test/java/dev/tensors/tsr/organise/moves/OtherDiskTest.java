package dev.tensors.tsr.organise.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves to another disk: that of /dev/shm, where there is one. */
class OtherDiskTest extends CommandTest {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private Library other;

  @BeforeEach
  void makeFolderOnOtherDisk() throws IOException {
    assumeTrue(
        Files.isWritable(SHARED_MEMORY)
            && !Files.getFileStore(SHARED_MEMORY).equals(Files.getFileStore(folder)),
        "/dev/shm is another disk");
    other = new Library(Files.createTempDirectory(SHARED_MEMORY, "tsr-"));
  }

  @AfterEach
  void deleteIt() {
    if (other != null) {
      other.delete("");
    }
  }

  private Path lora(String name) {
    Path file = library.model(name, 1 << 20, 7, "{}");
    workplace.scan();
    catalogue.execute("UPDATE local_files SET type = 'LORA'");
    return file;
  }

  private Object[] into() {
    return new Object[] {"--layout", "comfyui", "--into", other.path("")};
  }

  @Test
  void copiesComparesAndDeletesAndTakesItBack() throws IOException {
    Path file = lora("a/x.safetensors");
    library.sidecar("a/x.json", "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Instant time = Files.getLastModifiedTime(file).toInstant();
    String content = Library.sha256(file);
    Path moved = other.path("models/loras/x.safetensors");

    tsr.db("organise", into())
        .says(
            "1 to move (1.0 MiB, 1.0 MiB copied to another disk)\n"
                + "Nothing was changed: --do does it.\n");
    tsr.db("organise --do", into())
        .says(
            "1 moved (1.0 MiB, 1.0 MiB copied to another disk)\n"
                + "This was run 1; tsr db organise --undo takes it back.\n");

    assertThat(library.path("a")).doesNotExist();
    assertThat(Library.sha256(moved)).isEqualTo(content);
    assertThat(Files.getLastModifiedTime(moved)).isEqualTo(FileTime.from(time));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(moved)))
        .isEqualTo("rw-------");
    assertThat(other.path("models/loras/x.json")).hasContent("{}");
    assertThat(other.path("models/loras")).isDirectoryNotContaining("glob:**.tmp");
    assertThat(tsr.db("scan --json -q").out()).contains("unchanged").doesNotContain("missing");

    tsr.db("organise --undo --dry-run")
        .says(
            "1 to move (1.0 MiB, 1.0 MiB copied to another disk)\n"
                + "Nothing was moved: without --dry-run it is.\n");
    tsr.db("organise --undo -q").exits(0);
    assertThat(Library.sha256(file)).isEqualTo(content);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(time));
    assertThat(other.path("models")).doesNotExist();
  }

  @Test
  void refusesAFileWithSeveralNames() throws IOException {
    Path file = lora("x.safetensors");
    Files.createLink(folder.resolve("another name"), file);

    assertThat(tsr.db("organise --do -q", into()).exits(3).err())
        .isEqualTo(
            "tsr: %s: it has another name (a hard link); on another disk it would be two files\n"
                .formatted(file));
    assertThat(file).exists();
    assertThat(other.path("models")).doesNotExist();
  }

  /** Other disks keep times of other ranges, or of 2 s: that of 1800 is not for all. */
  @Test
  void takesBackWhereTheOtherDiskRoundsTimes() throws IOException {
    Path file = other.model("x.safetensors", 1 << 20, 7, "{}");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1800-01-01T00:00:00Z")));
    tsr.db("scan -q", other.path("")).exits(0);
    catalogue.execute("UPDATE local_files SET type = 'LORA'");
    Path comfy = Files.createDirectory(folder.resolve("ComfyUI"));
    FileTime time = Files.getLastModifiedTime(file);

    tsr.db("organise --do -q --layout comfyui --into", comfy).exits(0);

    assumeTrue(
        !Files.getLastModifiedTime(comfy.resolve("models/loras/x.safetensors")).equals(time),
        "the disks round times differently");
    assertThat(tsr.db("scan", comfy).exits(0).err())
        .isEqualTo("0 new, 1 unchanged; nothing to read\n");
    tsr.db("organise --undo -q").exits(0).says("");
    assertThat(file).exists();
    tsr.db("organise --undo").says("No run of tsr db organise is left to take back.\n");
  }

  /**
   * @param told gets what is said of each unit
   * @param copied gets the number of bytes of each part that is copied
   */
  private static MoveRun run(Database database, List<String> told, LongConsumer copied) {
    return new MoveRun(
        database,
        null,
        List.of(),
        _ -> false,
        _ -> Optional.empty(),
        new MoveRun.Listener() {
          @Override
          public void moved(MoveRun.Unit unit, String refusal) {
            told.add(refusal);
          }

          @Override
          public void copied(long bytes) {
            copied.accept(bytes);
          }
        });
  }

  /** The first file of a unit goes back, although the thread was interrupted in the second one. */
  @Test
  void givesBackWhatBelongsToAFileInWhichItIsInterrupted() throws Exception {
    Path file = lora("x.safetensors");
    Path beside = library.sidecar("x.png", "some bytes");
    Path to = other.path("loras/x.safetensors");
    List<String> told = new ArrayList<>();
    AtomicLong copied = new AtomicLong();
    LongConsumer interrupting =
        bytes -> {
          if (copied.addAndGet(bytes) > 1 << 20) {
            Thread.currentThread().interrupt();
          }
        };
    try (Database opened = CatalogueDatabase.open(database)) {
      MoveRun run = run(opened, told, interrupting);
      MoveRun.Unit unit =
          new MoveRun.Unit(
              1,
              List.of(
                  new MoveRun.Item(file, to, false),
                  new MoveRun.Item(beside, other.path("loras/x.png"), true)),
              Arrays.asList(new LocalFiles(opened).byPath(file.toString()).orElseThrow(), null),
              Arrays.asList(null, null));

      assertThatThrownBy(() -> run.through(() -> run.move(List.of(unit))))
          .isInstanceOf(InterruptedException.class);
    }

    assertThat(file).exists();
    assertThat(beside).exists();
    assertThat(other.path("loras")).doesNotExist();
    assertThat(told).isEmpty();
    catalogue.has("SELECT count(*) FROM moves", "0");
    catalogue.has("SELECT ended_at IS NULL FROM move_runs", "0");
  }

  /** Another program may have put a file there meanwhile, and tsr db scan have found it. */
  @Test
  void saysWhereAFileIsOfWhichTheCatalogueHasAnotherThere() throws Exception {
    Path file = lora("x.safetensors");
    Path to = other.path("loras/x.safetensors");
    List<String> told = new ArrayList<>();
    String another =
        "INSERT INTO local_files (file_path, sha256) VALUES ('%s', 'AB')".formatted(to);
    try (Database opened = CatalogueDatabase.open(database)) {
      MoveRun run = run(opened, told, _ -> catalogue.execute(another));
      LocalFile row = new LocalFiles(opened).byPath(file.toString()).orElseThrow();
      run.move(
          List.of(
              new MoveRun.Unit(
                  1,
                  List.of(new MoveRun.Item(file, to, false)),
                  List.of(row),
                  List.of(row.stamp()))));
    }
    assertThat(told)
        .containsExactly(
            "it is at %s now, but the catalogue has another file there; run tsr db scan"
                .formatted(to));
  }

  /** What was killed while it copied, before and after the copy got its name. */
  @Test
  void goesOnAfterAKill() throws IOException {
    Path file = lora("x.safetensors");
    long mtime = Files.getLastModifiedTime(file).to(java.util.concurrent.TimeUnit.NANOSECONDS);
    Path moved = other.path("models/loras/x.safetensors");
    Files.createDirectories(moved.getParent());
    Path copy = Files.write(moved.resolveSibling(".tsr-0.tmp"), new byte[5]);
    String begun =
        """
        INSERT INTO move_runs (run) VALUES (%1$d);
        INSERT INTO move_folders (run, change, path) VALUES (%1$d, 'remembered', '%8$s');
        INSERT INTO moves (run, part, from_path, to_path, beside, local_file_id, size_bytes, mtime_ns,
          copy_path, copy_key)
        VALUES (%1$d, 1, '%2$s', '%3$s', 0, 1, %4$d, %5$d, '%6$s', %7$s)
        """;
    catalogue.execute(
        begun.formatted(
            1, file, moved, Files.size(file), mtime, copy, "NULL", other.path("models")));

    tsr.db("organise --undo").says("No run of tsr db organise is left to take back.\n");
    assertThat(copy).doesNotExist();
    assertThat(file).exists();

    Files.copy(file, moved, StandardCopyOption.COPY_ATTRIBUTES);
    String key = Files.readAttributes(moved, BasicFileAttributes.class).fileKey().toString();
    catalogue.execute(
        begun.formatted(
            2, file, moved, Files.size(file), mtime, copy, "'" + key + "'", other.path("models")));

    tsr.db("organise --do", into())
        .says("An earlier run was killed: 1 file that it had in hand is now moved\n1 in place\n");
    assertThat(file).doesNotExist();
    assertThat(moved).exists();
    tsr.db("organise --undo -q").exits(0);
    assertThat(file).exists();
  }

  /** Nothing tells how far it came, until the disk is there again. */
  @Test
  void waitsForTheDiskOfWhatWasKilled() throws IOException {
    Path file = lora("x.safetensors");
    tsr.db("organise --do -q", into()).exits(0);
    catalogue.execute(
        """
        UPDATE moves SET moved_at = NULL;
        UPDATE move_runs SET ended_at = NULL;
        UPDATE local_files SET file_path = '%s';
        DELETE FROM scan_roots WHERE path LIKE '/dev/shm/%%'
        """
            .formatted(file));
    Path models = other.path("models");
    Path elsewhere = other.path("elsewhere");
    Files.move(models, elsewhere);
    String away =
        "tsr: %1$s is neither there nor at %2$s/loras/x.safetensors, where a run that was killed was moving it; connect its disk, or if it was deleted: tsr db prune %1$s\n"
            .formatted(file, models);

    tsr.db("organise --undo")
        .exits(3)
        .says(away + "No run of tsr db organise is left to take back.\n");
    catalogue.has("SELECT ended_at IS NULL FROM move_runs", "1");
    Files.move(elsewhere, models);
    tsr.db("organise --undo -q").exits(0).says("");
    assertThat(file).exists();

    catalogue.execute("UPDATE moves SET moved_at = NULL; UPDATE move_runs SET ended_at = NULL");
    library.delete("");
    assertThat(tsr.db("organise --undo -q").exits(3).err()).startsWith("tsr: ");
    tsr.db("prune -q", file).exits(0);
    tsr.db("organise --undo -q").exits(0).says("");
    catalogue.has("SELECT count(*) FROM moves", "0");
  }

  /** What was killed while a file was copied back, before and after the copy got its name. */
  @Test
  void removesWhatWasCopiedBackWhenItWasKilled() throws IOException {
    Path file = lora("x.safetensors");
    tsr.db("organise --do -q", into()).exits(0);
    Path moved = other.path("models/loras/x.safetensors");
    Path copy = library.file("../.tsr-0.tmp", new byte[5]);
    catalogue.execute(
        "UPDATE moves SET moved_at = NULL, copy_path = '%s'; UPDATE move_runs SET ended_at = NULL"
            .formatted(copy));

    tsr.db("organise --do -q", into()).exits(0);
    assertThat(copy).doesNotExist();
    assertThat(moved).exists();

    Files.copy(moved, file, StandardCopyOption.COPY_ATTRIBUTES);
    String key = Files.readAttributes(file, BasicFileAttributes.class).fileKey().toString();
    catalogue.execute(
        """
        UPDATE moves SET moved_at = NULL, copy_path = '%s', copy_key = '%s';
        UPDATE move_runs SET ended_at = NULL;
        UPDATE local_files SET file_path = '%s'
        """
            .formatted(copy, key, file));

    tsr.db("organise --undo").says("No run of tsr db organise is left to take back.\n");
    assertThat(moved).doesNotExist();
    assertThat(file).exists();
  }
}
