package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.HeaderIdentity;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.identify.Identifier;
import dev.tensors.tsr.sqlite.Database;
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
  private final FailedFiles failures;
  private final ScanRequest request;
  private final ScanListener listener;
  private final FolderWalk walk;
  private final FileRecognizer recognition;
  private final RecordedRows<FailedFile> failed;
  private final ScanRecorder ledger;
  private final ReaderPool<ReadJob, FileReading> readers;
  private final HeapTrimmer memory = new HeapTrimmer();

  /** Files that are being read, with what is recorded of them, and their other names. */
  private final Map<Path, LocalFile> known = new HashMap<>();

  /** A model file, good or bad, of each folder that holds any. */
  private final Map<Path, Path> found = new HashMap<>();

  private final Map<FileStamp, List<FoundFile>> hardLinks = new HashMap<>();

  /** Refused files that cannot be found again by the text of their paths. */
  private final Set<String> unnameable = new HashSet<>();

  /** Whether files are read that are as recorded: in a dry run none is read. */
  private final boolean rehash;

  private Scan(Database database, ScanRequest request, ScanListener listener) {
    this.files = new LocalFiles(database);
    this.failures = new FailedFiles(database);
    this.request = request;
    this.listener = listener;
    this.walk = new FolderWalk(new Finder(), request.pickles());
    this.rehash = request.rehash() && !request.dryRun();
    this.recognition = new FileRecognizer(files, rehash);
    this.failed = new RecordedRows<>(failures::from, FailedFile::path);
    RequestedPaths named = new RequestedPaths(request.paths());
    CopyFinder copies =
        new CopyFinder(files, recognition, file -> named.covers(file) || walk.covers(file));
    this.ledger = new ScanRecorder(database, request, listener, recognition, copies);
    ModelReader reader = new ModelReader(listener::read);
    this.readers = new ReaderPool<>(request.jobs(), job -> job.read(reader), this::received);
  }

  /**
   * Scans. What was done is committed as it goes, also when the scan is interrupted.
   *
   * @throws InterruptedException if the calling thread was interrupted
   * @throws dev.tensors.tsr.sqlite.DatabaseUnusable if the catalogue could not be written
   */
  public static void run(Database database, ScanRequest request, ScanListener listener)
      throws InterruptedException {
    Scan scan = new Scan(database, request, listener);
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

  /** Whether a path's name is one that a scan looks for. */
  public static boolean isModel(Path path) {
    return ModelFormat.of(path) != null;
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
    List<Path> absent = new ArrayList<>();
    for (Path path : request.paths()) {
      if (!walk.from(path)) {
        absent.add(path);
      }
    }
    walk.end();
    finish();
    for (Path path : absent) {
      listener.absent(path, files.countAt(RequestedPaths.absolute(path).toString()));
    }
    new MissingFileDetector(files, failures, unnameable, recognition, listener)
        .find(
            walk.roots(), found.values(), ledger::missing, ledger::leftOut, ledger::failedNoLonger);
    ledger.commit();
  }

  /**
   * Has all files read that were found, and recognises those anew that others changed meanwhile.
   */
  private void finish() throws InterruptedException {
    List<FoundFile> overtaken;
    do {
      while (readers.underway() > 0) {
        receiveNext();
      }
      ledger.commit();
      recognition.lookAnew();
      overtaken = ledger.overtaken();
      overtaken.forEach(this::found);
    } while (!overtaken.isEmpty());
  }

  private final class Finder implements FolderWalk.Visitor {

    @Override
    public void found(FoundFile file) throws InterruptedException {
      while (readers.underway() >= MAX_UNDERWAY) {
        receiveNext();
      }
      found.putIfAbsent(file.path().getParent(), file.path());
      Scan.this.found(withFailure(file));
      step();
    }

    private FoundFile withFailure(FoundFile file) {
      return failed.byPath(file.path().toString()).map(file::with).orElse(file);
    }

    @Override
    public void refused(FoundFile link, String reason) {
      FoundFile file = withFailure(link);
      if (walk.isModel(file.path())) {
        found.putIfAbsent(file.path().getParent(), file.path());
      }
      if (!FolderWalk.hasWholeText(file.path().toString())) {
        unnameable.add(file.path().toString());
      }
      boolean known = file.failedBefore() != null && file.failedBefore().reason().equals(reason);
      ledger.refused(file, recorded(file.path()), reason, known);
    }

    @Override
    public void failed(Path path, String reason) {
      found.putIfAbsent(path.getParent(), path);
      ledger.failed(path, recorded(path), reason);
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

  private void found(FoundFile file) {
    if (file.stamp().fileKey() != null) {
      List<FoundFile> others = hardLinks.get(file.stamp());
      if (others != null) {
        others.add(file);
        return;
      }
      if (ledger.holds(file.stamp())) {
        ledger.commit();
      }
    }
    switch (recognition.match(file)) {
      case Recognized.Same(LocalFile same) -> {
        ledger.unchanged(file, same);
        identifyIfOutdated(file, same);
      }
      case Recognized.Moved(LocalFile old) when rehash -> read(file, old);
      case Recognized.Moved(LocalFile old) -> {
        ledger.moved(file, old);
        identifyIfOutdated(file, old);
      }
      case Recognized.HardLink(LocalFile original, LocalFile recorded) ->
          ledger.record(file, recorded, files.fingerprint(original));
      case Recognized.Unread(LocalFile recorded) when file.isKnownToFail() && !rehash ->
          ledger.refused(file, recorded, file.failedBefore().reason(), true);
      case Recognized.Unread(LocalFile recorded) -> read(file, recorded);
    }
  }

  private LocalFile recorded(Path path) {
    return files.byPath(path.toString()).orElse(null);
  }

  private void read(FoundFile file, LocalFile recorded) {
    if (request.dryRun()) {
      ledger.unread(file, recorded);
      return;
    }
    known.put(file.path(), recorded);
    if (file.stamp().fileKey() != null) {
      hardLinks.put(file.stamp(), new ArrayList<>());
    }
    listener.toRead(file.stamp().sizeBytes());
    readers.submit(new ReadJob.Whole(file));
  }

  /** Has the header read of a file that an older tsr recorded, which knew fewer kinds of models. */
  private void identifyIfOutdated(FoundFile file, LocalFile recorded) {
    if (!request.dryRun() && recorded.identifiedVersion() < Identifier.VERSION) {
      readers.submit(new ReadJob.HeaderOnly(file, recorded));
    }
  }

  private void received(ReadJob job, FileReading reading) {
    if (job instanceof ReadJob.HeaderOnly(FoundFile file, LocalFile recorded)) {
      if (reading instanceof FileReading.Identified(HeaderIdentity identity)) {
        ledger.identified(file, recorded, identity);
      }
    } else {
      received(job.file(), reading);
    }
  }

  private void received(FoundFile file, FileReading reading) {
    conclude(file, known.remove(file.path()), reading);
    List<FoundFile> others = hardLinks.remove(file.stamp());
    if (others != null) {
      for (FoundFile other : others) {
        conclude(other, recorded(other.path()), reading);
      }
    }
    memory.tidy();
  }

  private void conclude(FoundFile file, LocalFile recorded, FileReading reading) {
    switch (reading) {
      case FileReading.Read(Fingerprint read) -> ledger.record(file, recorded, read);
      case FileReading.Identified _ -> throw new IllegalStateException("only the header was read");
      case FileReading.Refused(String reason) ->
          ledger.refused(file, recorded, reason, isKnown(file, reason));
      case FileReading.Unreadable(String reason) -> ledger.failed(file.path(), recorded, reason);
    }
  }

  private static boolean isKnown(FoundFile file, String reason) {
    return file.isKnownToFail() && file.failedBefore().reason().equals(reason);
  }
}
