package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.link.LinkedWeights;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.files.SidecarFolder.SidecarFile;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading;
import dev.tensors.tsr.sidecars.files.Sidecars;
import dev.tensors.tsr.sidecars.files.Sidecars.ImportedSidecar;
import dev.tensors.tsr.sidecars.formats.Claim;
import dev.tensors.tsr.sidecars.formats.ManagerName;
import dev.tensors.tsr.sidecars.formats.Sidecar;
import dev.tensors.tsr.sidecars.formats.SidecarParser;
import dev.tensors.tsr.sidecars.imports.ImportBatch.FoundSidecar;
import dev.tensors.tsr.sidecars.imports.SidecarImport.ImportOutcome;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads sidecars, and records a batch of them in one transaction. */
final class ImportBatch {

  /**
   * A sidecar that was read.
   *
   * @param refused why it cannot be used; null: it can
   */
  record ReadSidecar(
      FoundSidecar found, Sidecar content, SidecarReading.@Nullable Refused refused) {

    /** Whether only the hash of the weights can still prove the named version. */
    boolean needsWeights(String fileSha256) {
      Claim claim = content.claim();
      return claim != null && claim.namesWeights() && !claim.check(fileSha256, null).proves();
    }
  }

  /** A sidecar to be read. */
  record FoundSidecar(SidecarFile file, SidecarReader.Place place) {}

  private static final int MOST_FILES = 500;
  private static final long MOST_BYTES = 4 << 20;
  private static final long NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

  /** The sidecars of one file. */
  record Work(LocalFile file, List<ReadSidecar> sidecars) {}

  private final Sidecars records;
  private final WeightHashes weightHashes;
  private final LinkedWeights weights;
  private final Consumer<ImportOutcome> listener;
  private final SidecarRecorder recorder;
  private final List<Work> works = new ArrayList<>();
  private final Map<ImportedSidecar, String> renamed = new LinkedHashMap<>();
  private final List<ImportedSidecar> gone = new ArrayList<>();
  private long bytes;
  private long lastCommit = System.nanoTime();

  ImportBatch(Database database, LinkedWeights weights, Consumer<ImportOutcome> listener) {
    this.records = new Sidecars(database);
    this.weightHashes = new WeightHashes(database);
    this.weights = weights;
    this.listener = listener;
    this.recorder = new SidecarRecorder(database);
  }

  /** Lets a sidecar keep its values where only the case of its name was changed. */
  void rename(ImportedSidecar sidecar, String path) {
    renamed.put(sidecar, path);
  }

  void forget(ImportedSidecar sidecar) {
    gone.add(sidecar);
  }

  void add(LocalFile file, List<FoundSidecar> found) throws InterruptedException {
    List<ReadSidecar> read = new ArrayList<>();
    for (FoundSidecar sidecar : found) {
      bytes += sidecar.place().stamp().sizeBytes();
      read.add(read(sidecar));
    }
    works.add(new Work(file, read));
    if (works.size() >= MOST_FILES
        || bytes >= MOST_BYTES
        || System.nanoTime() - lastCommit > NANOSECONDS) {
      commit();
    }
  }

  private static ReadSidecar read(FoundSidecar found) {
    SidecarNaming naming = found.file().naming();
    return switch (SidecarReader.read(found.place(), naming == SidecarNaming.CIVITAI_INFO)) {
      case SidecarReading.Refused refused -> refused(found, refused);
      case SidecarReading.Failed(String reason) ->
          refused(found, new SidecarReading.Refused(reason, false));
      case SidecarReading.Text(String text) ->
          switch (JsonDocument.of(text)) {
            case JsonDocument.Refused(String reason) ->
                refused(found, new SidecarReading.Refused(reason, true));
            case JsonDocument.Read(var root) ->
                new ReadSidecar(found, SidecarParser.parse(naming, root), null);
          };
    };
  }

  private static ReadSidecar refused(FoundSidecar found, SidecarReading.Refused refused) {
    return new ReadSidecar(found, Sidecar.nothing(ManagerName.of(found.file().naming())), refused);
  }

  /** Records what was read, and reports it. */
  void commit() throws InterruptedException {
    Map<String, String> hashes = new HashMap<>();
    Set<String> unhashed = new HashSet<>();
    hashWeights(hashes, unhashed);
    List<ImportOutcome> outcomes = new ArrayList<>();
    if (!works.isEmpty() || !renamed.isEmpty() || !gone.isEmpty()) {
      records.together(
          () -> {
            renamed.forEach(records::rename);
            gone.forEach(recorder::forget);
            works.forEach(
                work ->
                    outcomes.addAll(
                        recorder.record(
                            work,
                            hashes.getOrDefault(work.file().sha256(), work.file().weightsSha256()),
                            unhashed.contains(work.file().sha256()))));
          });
    }
    works.clear();
    renamed.clear();
    gone.clear();
    bytes = 0;
    lastCommit = System.nanoTime();
    outcomes.forEach(listener);
  }

  /** Removes and returns the contents whose sidecars are to be read again, after a commit. */
  Set<String> takeToReread() {
    return recorder.takeToReread();
  }

  /** Hashes the weights of files whose sidecar names a version that no SHA-256 proves. */
  private void hashWeights(Map<String, String> hashes, Set<String> unhashed)
      throws InterruptedException {
    Map<String, List<LocalFile>> toRead = new LinkedHashMap<>();
    for (Work work : works) {
      LocalFile file = work.file();
      if (file.weightsSha256() == null
          && work.sidecars().stream().anyMatch(sidecar -> sidecar.needsWeights(file.sha256()))) {
        weightHashes
            .withWeights(file.id(), file.sha256())
            .ifPresent(
                now -> {
                  String known = now.weightsSha256();
                  if (known == null) {
                    toRead.computeIfAbsent(now.sha256(), of -> new ArrayList<>()).add(now);
                  } else {
                    hashes.put(now.sha256(), known); // an earlier batch read a copy
                  }
                });
      }
    }
    if (toRead.isEmpty()) {
      return;
    }
    weights.toRead(
        toRead.values().stream().mapToLong(files -> files.getFirst().weightsBytes()).sum());
    weights.read(
        toRead.values(),
        (file, sha256) -> hashes.put(file.sha256(), sha256),
        (file, reason) -> {
          unhashed.add(file.sha256());
          listener.accept(new ImportOutcome.Unhashed(file, reason));
        });
    unhashed.removeAll(hashes.keySet());
  }
}
