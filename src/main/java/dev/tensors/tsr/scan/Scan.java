package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the catalogue up to date with the files below some paths. One thread finds and recognises
 * them and is the only one that writes; others read what has to be read.
 */
public final class Scan {

  /** Enough to know early how much there is to read, without keeping a whole library in mind. */
  private static final int MAX_UNDERWAY = 10_000;

  private static final long PATIENCE_MS = 200;

  private final LocalFiles files;
  private final ScanRequest request;
  private final ScanListener listener;
  private final Recognition recognition;
  private final Batch batch;
  private final Workers<Candidate, Reading> readers;

  /** Files that are being read, with what is recorded of them, and their other names. */
  private final Map<Path, LocalFile> known = new HashMap<>();

  /** The folders in which there was a model file, good or bad. */
  private final Set<Path> found = new HashSet<>();

  private final Map<Stamp, List<Candidate>> hardLinks = new HashMap<>();

  private Scan(LocalFiles files, ScanRequest request, ScanListener listener) {
    this.files = files;
    this.request = request;
    this.listener = listener;
    // What is not read anyway cannot be found changed.
    this.recognition = new Recognition(files, request.rehash() && !request.dryRun());
    this.batch = new Batch(request.dryRun() ? Runnable::run : files::together, listener::done);
    ModelReader reader = new ModelReader(listener::read);
    this.readers = new Workers<>(request.jobs(), reader::read, this::received);
  }

  /**
   * Scans. What was done is committed as it goes, also when the scan is interrupted.
   *
   * @throws InterruptedException if the calling thread was interrupted
   * @throws dev.tensors.tsr.catalog.DatabaseUnusable if the catalogue could not be written
   */
  public static void run(LocalFiles files, ScanRequest request, ScanListener listener)
      throws InterruptedException {
    Scan scan = new Scan(files, request, listener);
    try (scan.readers) {
      scan.runOrCommit();
    }
  }

  /**
   * Has the reader compiled, which runs ten times as fast then. Another thread may do it while
   * there is still something else to do before {@link #run}.
   */
  public static void preload() {
    ModelReader.preload();
  }

  private void runOrCommit() throws InterruptedException {
    try {
      run();
    } catch (InterruptedException e) {
      readers.receiveFinished();
      batch.commit();
      throw e;
    }
  }

  private void run() throws InterruptedException {
    Walk walk = new Walk(new Finder());
    for (Path path : request.paths()) {
      if (!walk.from(path)) {
        listener.absent(path);
      }
    }
    walk.end();
    while (readers.underway() > 0) {
      receiveNext();
    }
    batch.commit();
    new Disappearance(files, recognition, listener).find(walk.roots(), found, this::missing);
    batch.commit();
  }

  private final class Finder implements Walk.Visitor {

    @Override
    public void found(Candidate file) throws InterruptedException {
      while (readers.underway() >= MAX_UNDERWAY) {
        receiveNext();
      }
      found.add(file.path().getParent());
      Scan.this.found(file);
      step();
    }

    @Override
    public void failed(Path path, String reason) {
      found.add(path.toAbsolutePath().getParent());
      Scan.this.failed(path, files.byPath(path.toString()).orElse(null), reason);
    }

    @Override
    public void step() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      readers.receiveFinished();
      batch.commitIfOld();
    }
  }

  private void receiveNext() throws InterruptedException {
    readers.receiveNext(PATIENCE_MS);
    batch.commitIfOld();
  }

  private void found(Candidate file) {
    if (file.stamp().fileKey() != null) {
      List<Candidate> others = hardLinks.get(file.stamp());
      if (others != null) {
        others.add(file);
        return;
      }
      if (batch.holds(file.stamp())) {
        batch.commit();
      }
    }
    switch (recognition.match(file)) {
      case Match.Same(LocalFile same) -> unchanged(file, same);
      case Match.Moved(LocalFile old) when request.rehash() && !request.dryRun() -> read(file, old);
      case Match.Moved(LocalFile old) -> moved(file, old);
      case Match.HardLink(LocalFile original, LocalFile recorded) ->
          record(file, recorded, files.fingerprint(original));
      case Match.Unread(LocalFile recorded) -> read(file, recorded);
    }
  }

  private void unchanged(Candidate file, LocalFile same) {
    ScanOutcome outcome = new ScanOutcome.Unchanged(same.path(), same);
    if (same.missing()) {
      change(file, () -> files.markFound(same.id()), outcome);
    } else {
      listener.done(outcome);
    }
  }

  private void moved(Candidate file, LocalFile old) {
    String path = file.path().toString();
    change(file, () -> files.move(old.id(), path), new ScanOutcome.Moved(path, old));
  }

  private void missing(LocalFile file) {
    ScanOutcome outcome = new ScanOutcome.Missing(file.path(), file);
    if (file.missing()) {
      listener.done(outcome);
    } else {
      change(
          new Candidate(Path.of(file.path()), file.stamp()),
          () -> files.markMissing(file.id()),
          outcome);
    }
  }

  private void change(Candidate file, Runnable change, ScanOutcome outcome) {
    batch.add(
        file.stamp(),
        0,
        () -> {
          if (!request.dryRun()) {
            change.run();
          }
          return outcome;
        });
  }

  private void read(Candidate file, LocalFile recorded) {
    if (request.dryRun()) {
      String path = file.path().toString();
      long size = file.stamp().sizeBytes();
      listener.done(
          recorded == null
              ? new ScanOutcome.Added(path, size, null, null)
              : new ScanOutcome.Changed(path, size, recorded.id(), null));
      return;
    }
    known.put(file.path(), recorded);
    if (file.stamp().fileKey() != null) {
      hardLinks.put(file.stamp(), new ArrayList<>());
    }
    listener.toRead(file.stamp().sizeBytes());
    readers.submit(file);
  }

  private void received(Candidate file, Reading reading) {
    conclude(file, known.remove(file.path()), reading);
    List<Candidate> others = hardLinks.remove(file.stamp());
    if (others != null) {
      for (Candidate other : others) {
        LocalFile recorded = files.byPath(other.path().toString()).orElse(null);
        conclude(other, recorded, reading);
      }
    }
  }

  private void conclude(Candidate file, LocalFile recorded, Reading reading) {
    switch (reading) {
      case Reading.Read(Fingerprint read) -> record(file, recorded, read);
      case Reading.Unreadable(String reason) -> failed(file.path(), recorded, reason);
    }
  }

  private void failed(Path path, LocalFile recorded, String reason) {
    Long id = recorded == null ? null : recorded.id();
    listener.done(new ScanOutcome.Failed(path.toString(), id, reason));
  }

  private void record(Candidate file, LocalFile recorded, Fingerprint read) {
    batch.add(
        file.stamp(),
        size(read),
        () -> {
          String path = file.path().toString();
          long size = file.stamp().sizeBytes();
          if (request.dryRun()) {
            return outcome(path, size, recorded, null, read);
          }
          if (recorded != null && !recorded.path().equals(path)) {
            files.move(recorded.id(), path);
          }
          long id = files.record(path, file.stamp(), read);
          recognition.confirm(id);
          return outcome(path, size, recorded, id, read);
        });
  }

  private ScanOutcome outcome(
      String path, long size, LocalFile recorded, Long id, Fingerprint read) {
    if (recorded == null) {
      return new ScanOutcome.Added(path, size, id, read);
    }
    boolean same = request.rehash() && recorded.sha256().equals(read.sha256());
    if (!same) {
      return new ScanOutcome.Changed(path, size, recorded.id(), read);
    }
    return recorded.path().equals(path)
        ? new ScanOutcome.Unchanged(path, recorded)
        : new ScanOutcome.Moved(path, recorded);
  }

  private static long size(Fingerprint read) {
    long characters = 0;
    for (Map.Entry<String, String> entry : read.metadata().entrySet()) {
      characters += entry.getKey().length();
      characters += entry.getValue() == null ? 0 : entry.getValue().length();
    }
    return characters;
  }
}
