package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private final Ledger ledger;
  private final Workers<Candidate, Reading> readers;
  private final Memory memory = new Memory();

  /** Files that are being read, with what is recorded of them, and their other names. */
  private final Map<Path, LocalFile> known = new HashMap<>();

  /** A model file, good or bad, of each folder that holds any. */
  private final Map<Path, Path> found = new HashMap<>();

  private final Map<Stamp, List<Candidate>> hardLinks = new HashMap<>();

  private Scan(LocalFiles files, ScanRequest request, ScanListener listener) {
    this.files = files;
    this.request = request;
    this.listener = listener;
    // What is not read anyway cannot be found changed.
    this.recognition = new Recognition(files, request.rehash() && !request.dryRun());
    this.ledger = new Ledger(files, request, listener, recognition);
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
      ledger.commit();
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
    ledger.commit();
    new Disappearance(files, recognition, listener)
        .find(walk.roots(), found.values(), ledger::missing);
    ledger.commit();
  }

  private final class Finder implements Walk.Visitor {

    @Override
    public void found(Candidate file) throws InterruptedException {
      while (readers.underway() >= MAX_UNDERWAY) {
        receiveNext();
      }
      found.putIfAbsent(file.path().getParent(), file.path());
      Scan.this.found(file);
      step();
    }

    @Override
    public void failed(Path path, String reason) {
      Path absolute = path.toAbsolutePath();
      found.putIfAbsent(absolute.getParent(), absolute);
      ledger.failed(path, files.byPath(path.toString()).orElse(null), reason);
    }

    @Override
    public void step() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      readers.receiveFinished();
      ledger.commitIfOld();
    }
  }

  private void receiveNext() throws InterruptedException {
    readers.receiveNext(PATIENCE_MS);
    ledger.commitIfOld();
  }

  private void found(Candidate file) {
    if (file.stamp().fileKey() != null) {
      List<Candidate> others = hardLinks.get(file.stamp());
      if (others != null) {
        others.add(file);
        return;
      }
      if (ledger.holds(file.stamp())) {
        ledger.commit();
      }
    }
    switch (recognition.match(file)) {
      case Match.Same(LocalFile same) -> ledger.unchanged(file, same);
      case Match.Moved(LocalFile old) when request.rehash() && !request.dryRun() -> read(file, old);
      case Match.Moved(LocalFile old) -> ledger.moved(file, old);
      case Match.HardLink(LocalFile original, LocalFile recorded) ->
          ledger.record(file, recorded, files.fingerprint(original));
      case Match.Unread(LocalFile recorded) -> read(file, recorded);
    }
  }

  private void read(Candidate file, LocalFile recorded) {
    if (request.dryRun()) {
      ledger.unread(file, recorded);
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
    memory.tidy();
  }

  private void conclude(Candidate file, LocalFile recorded, Reading reading) {
    switch (reading) {
      case Reading.Read(Fingerprint read) -> ledger.record(file, recorded, read);
      case Reading.Unreadable(String reason) -> ledger.failed(file.path(), recorded, reason);
    }
  }
}
