package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.ImportedSidecar;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.Sidecars;
import dev.tensors.tsr.catalog.WeightHashes;
import dev.tensors.tsr.civitai.JsonDocument;
import dev.tensors.tsr.link.WeightsSource;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads sidecars, and records a batch of them in one transaction. */
final class ImportBatch {

  private static final int MOST_FILES = 500;
  private static final long MOST_BYTES = 4 << 20;
  private static final long NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

  /** The sidecars of one file. */
  record Work(LocalFile file, List<ReadSidecar> sidecars) {}

  private final Sidecars records;
  private final WeightHashes weightHashes;
  private final WeightsSource weights;
  private final ImportListener listener;
  private final SidecarRecorder recorder;
  private final List<Work> works = new ArrayList<>();
  private final List<ImportedSidecar> gone = new ArrayList<>();
  private long bytes;
  private long lastCommit = System.nanoTime();

  ImportBatch(Database database, WeightsSource weights, ImportListener listener) {
    this.records = new Sidecars(database);
    this.weightHashes = new WeightHashes(database);
    this.weights = weights;
    this.listener = listener;
    this.recorder = new SidecarRecorder(database);
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
    return new ReadSidecar(found, Sidecar.nothing(found.file().naming().manager()), refused);
  }

  /** Records what was read, and reports it. */
  void commit() throws InterruptedException {
    Map<Long, String> hashes = new LinkedHashMap<>();
    Set<Long> unhashed = new HashSet<>();
    hashWeights(hashes, unhashed);
    List<ImportOutcome> outcomes = new ArrayList<>();
    if (!works.isEmpty() || !gone.isEmpty()) {
      records.together(
          () -> {
            gone.forEach(records::forget);
            works.forEach(
                work ->
                    outcomes.addAll(
                        recorder.record(
                            work,
                            hashes.getOrDefault(work.file().id(), work.file().weightsSha256()),
                            unhashed.contains(work.file().id()))));
          });
    }
    works.clear();
    gone.clear();
    bytes = 0;
    lastCommit = System.nanoTime();
    outcomes.forEach(listener::done);
  }

  /** The contents whose sidecars are to be read again, after a commit. */
  Set<String> again() {
    return recorder.again();
  }

  /** Hashes the weights of files whose sidecar names a version that no SHA-256 proves. */
  private void hashWeights(Map<Long, String> hashes, Set<Long> unhashed)
      throws InterruptedException {
    List<LocalFile> toRead = new ArrayList<>();
    for (Work work : works) {
      LocalFile file = work.file();
      if (file.weightsSha256() == null
          && work.sidecars().stream().anyMatch(sidecar -> sidecar.needsWeights(file.sha256()))) {
        weightHashes.withWeights(file.id(), file.sha256()).ifPresent(toRead::add);
      }
    }
    if (toRead.isEmpty()) {
      return;
    }
    weights.toRead(toRead.stream().mapToLong(LocalFile::weightsBytes).sum());
    weights.read(
        toRead,
        new WeightsSource.Receiver() {
          @Override
          public void hashed(LocalFile file, String sha256) {
            hashes.put(file.id(), sha256);
          }

          @Override
          public void failed(LocalFile file, String reason) {
            unhashed.add(file.id());
            listener.unhashed(file, reason);
          }
        });
  }
}
