package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.duplicates.RemovableCopies;
import dev.tensors.tsr.duplicates.RemovableCopies.RemovalOutcome;
import dev.tensors.tsr.library.ClaimedHashes;
import dev.tensors.tsr.library.Duplicates;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.VerificationLog;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that change during a scan. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class UnsteadyFilesTest {

  /** A change that another program makes to the files. */
  @FunctionalInterface
  private interface Change {
    void happen() throws IOException;
  }

  /** Makes a change once a file to be read was found, and another once bytes were read. */
  private static final class Witness implements FolderListener<ScanOutcome> {

    private final Change whenFound;
    private final Change whenRead;
    private final List<ScanOutcome> outcomes = new ArrayList<>();
    private final List<String> emptied = new ArrayList<>();

    Witness(Change whenFound, Change whenRead) {
      this.whenFound = whenFound;
      this.whenRead = whenRead;
    }

    @Override
    public void toRead(long bytes) {
      happen(whenFound);
    }

    @Override
    public void read(long bytes) {
      happen(whenRead);
    }

    private static void happen(Change change) {
      try {
        change.happen();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void done(ScanOutcome outcome) {
      outcomes.add(outcome);
    }

    @Override
    public void folder(FolderOutcome outcome) {
      if (outcome instanceof FolderOutcome.Emptied(Path folder, long recorded)) {
        emptied.add(folder + " " + recorded);
      }
    }
  }

  private static final byte[] MODEL = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

  private Path disk;
  private Path away;
  private Database database;
  private LocalFiles files;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    disk = Files.createDirectory(folder.toRealPath().resolve("disk"));
    away = disk.resolveSibling("away");
    database = CatalogueDatabase.open(folder.resolve("models.db"));
    files = new LocalFiles(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Path model(String name) throws IOException {
    Path file = disk.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, MODEL);
  }

  private Witness scan() throws InterruptedException {
    return scan(() -> {}, () -> {});
  }

  private Witness scan(Change whenFound, Change whenRead) throws InterruptedException {
    Witness witness = new Witness(whenFound, whenRead);
    Scan.run(database, request(), witness);
    return witness;
  }

  private Scan.Request request() {
    return new Scan.Request(List.of(disk), false, false, false, false, ClaimedHashes.NONE, 1);
  }

  @Test
  void doesNotRecordAFileThatChangesWhileItIsRead() throws Exception {
    Path file = model("a.safetensors");

    Witness witness =
        scan(() -> {}, () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));

    assertThat(witness.outcomes)
        .containsExactly(
            new ScanOutcome.Failed(
                file.toString(), null, "is being written; scan again when it is complete", false));
    assertThat(files.byPath(file.toString())).isEmpty();
  }

  @Test
  void goesOnWhenAFileVanishesBeforeItIsRead() throws Exception {
    Path first = model("a.safetensors");
    Path gone = model("b.safetensors");
    Path last = model("c.safetensors");

    AtomicInteger found = new AtomicInteger();

    Witness witness =
        scan(
            () -> {
              if (found.incrementAndGet() == 2) {
                Files.delete(gone);
              }
            },
            () -> {});

    assertThat(witness.outcomes)
        .contains(
            new ScanOutcome.Failed(gone.toString(), null, "was deleted during the scan", false))
        .hasSize(3);
    assertThat(files.byPath(first.toString())).isPresent();
    assertThat(files.byPath(gone.toString())).isEmpty();
    assertThat(files.byPath(last.toString())).isPresent();
  }

  @Test
  void marksNothingMissingWhenTheDiskDisappearsInTheMiddle() throws Exception {
    model("a/1.safetensors");
    model("b/2.safetensors");
    scan();
    Path added = model("a/3.safetensors");
    Path unread = model("c/4.safetensors"); // and not even found

    // The place where it was mounted stays, and is empty.
    Witness witness =
        scan(
            () -> {
              Files.move(disk, away);
              Files.createDirectory(disk);
            },
            () -> {});

    assertThat(witness.outcomes)
        .noneMatch(ScanOutcome.Missing.class::isInstance)
        .contains(
            new ScanOutcome.Failed(disk + "/b", null, "was deleted during the scan", false),
            new ScanOutcome.Failed(added.toString(), null, "was deleted during the scan", false));
    assertThat(witness.emptied).containsExactly(disk + " 2");
    assertThat(recorded()).noneMatch(LocalFile::missing).hasSize(2);

    Files.delete(disk);
    Files.move(away, disk);
    assertThat(scan().outcomes)
        .filteredOn(ScanOutcome.Added.class::isInstance)
        .extracting(ScanOutcome::path)
        .containsExactlyInAnyOrder(added.toString(), unread.toString());
  }

  @Test
  void marksMissingWhatVanishesFromADiskThatStays() throws Exception {
    Path gone = model("a/1.safetensors");
    model("b/2.safetensors");
    scan();
    Files.write(disk.resolve("a/0.safetensors"), new byte[0]);
    Files.delete(gone);

    Witness witness = scan();

    assertThat(witness.emptied).isEmpty();
    assertThat(recorded())
        .filteredOn(LocalFile::missing)
        .extracting(LocalFile::path)
        .containsExactly(gone.toString());
  }

  /** Another scan records the same moved files after this scan has recognized them. */
  @Test
  void goesOnWhenAnotherScanIsQuicker() throws Exception {
    for (int i = 0; i < 5; i++) {
      model("a/" + i + ".safetensors");
    }
    scan();
    Files.move(disk.resolve("a"), disk.resolve("b"));
    Files.write(disk.resolve("c.safetensors"), new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' '});
    List<ScanOutcome> others = new ArrayList<>();

    Witness witness =
        scan(
            () -> {
              try (Database another = CatalogueDatabase.open(database.file())) {
                Witness quick = new Witness(() -> {}, () -> {});
                Scan.run(another, request(), quick);
                others.addAll(quick.outcomes);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            () -> {});

    assertThat(others).hasSize(6).filteredOn(ScanOutcome.Moved.class::isInstance).hasSize(5);
    assertThat(witness.outcomes).hasSize(6).allMatch(ScanOutcome.Unchanged.class::isInstance);
    assertThat(recorded()).noneMatch(LocalFile::missing).hasSize(6);
  }

  /** A move is detected by content when the file was read, and recorded later. */
  @Test
  void letsOnlyOneCopyTakeThePlaceOfAFileThatIsGone() throws Exception {
    Path old = model("a/0.safetensors");
    scan();
    Files.delete(old);
    Path copy = model("b/1.safetensors");
    AtomicInteger scans = new AtomicInteger();

    Witness witness =
        scan(
            () -> {},
            () -> {
              if (scans.getAndIncrement() == 0) {
                try (Database another = CatalogueDatabase.open(database.file())) {
                  Scan.run(another, request(), new Witness(() -> {}, () -> {}));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            });

    assertThat(witness.outcomes).singleElement().isInstanceOf(ScanOutcome.Unchanged.class);
    assertThat(recorded()).singleElement().extracting(LocalFile::path).isEqualTo(copy.toString());
  }

  /** Reports what can be deleted; makes a change once bytes were read. */
  private static final class RemovalWitness implements ReadListener<RemovalOutcome> {

    private final Change whenRead;
    private final List<String> removable = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private boolean read;

    RemovalWitness(Change whenRead) {
      this.whenRead = whenRead;
    }

    @Override
    public void read(long bytes) {
      if (!read) {
        read = true;
        Witness.happen(whenRead);
      }
    }

    @Override
    public void toRead(long bytes) {}

    @Override
    public void done(RemovalOutcome outcome) {
      switch (outcome) {
        case RemovalOutcome.Removable(List<LocalFile> names) ->
            names.forEach(name -> removable.add(name.path()));
        case RemovalOutcome.Changed(LocalFile file) -> changed.add(file.path());
        default -> {}
      }
    }
  }

  private RemovalWitness duplicates(Change whenRead) throws InterruptedException {
    RemovalWitness witness = new RemovalWitness(whenRead);
    new RemovableCopies(
            new Duplicates(database, new Conditions()),
            SelectedFiles.ALL,
            new VerificationLog(database),
            InstantSource.system(),
            Comparator.comparing(LocalFile::path),
            witness)
        .run();
    return witness;
  }

  /** Both have the size and the time of the file before, as archives and some programs set them. */
  @Test
  void offersNoCopyOfAFileThatIsReplacedOrWrittenWhileItIsCompared() throws Exception {
    Path kept = model("a.safetensors");
    Path copy = model("b.safetensors");
    scan();
    FileTime time = Files.getLastModifiedTime(kept);
    Path other = Files.write(disk.resolve("other"), new byte[MODEL.length]);
    Files.setLastModifiedTime(other, time);

    assertThat(duplicates(() -> {}).removable).containsExactly(copy.toString());

    RemovalWitness replaced =
        duplicates(() -> Files.move(other, kept, StandardCopyOption.REPLACE_EXISTING));
    assertThat(replaced.removable).isEmpty();
    assertThat(replaced.changed).containsExactly(kept.toString());

    Files.write(kept, MODEL);
    Files.setLastModifiedTime(kept, time);
    RemovalWitness written =
        duplicates(
            () -> {
              Files.write(kept, new byte[MODEL.length]);
              Files.setLastModifiedTime(kept, time);
            });
    assertThat(written.removable).isEmpty();
  }

  private Stream<LocalFile> recorded() {
    return files.below(disk.toString()).after(null, 100).stream();
  }
}
