package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.ClaimedHashes;
import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.FileRead.ClaimedHash;
import dev.tensors.tsr.library.FileRead.HashSource;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.modelfile.identify.Identifier;
import dev.tensors.tsr.reading.FileReading;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FileRecognizer.Recognized;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.HubFile;
import dev.tensors.tsr.reading.ModelReader;
import dev.tensors.tsr.reading.ReadJob.Comparison.Candidate;
import dev.tensors.tsr.reading.RecordedRows;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.reading.folders.AbsentFiles;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.reading.folders.FolderWalk;
import dev.tensors.tsr.reading.folders.RequestedFolders;
import dev.tensors.tsr.reading.folders.RequestedPaths;
import dev.tensors.tsr.reading.folders.WantedFiles;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.text.PathText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Updates the catalogue from the files below some paths. One thread walks the folders, recognizes
 * known files and writes to the catalogue; others read new and changed files.
 */
public final class Scan {

  /**
   * The paths and options of a scan.
   *
   * @param paths folders and files
   * @param rehash whether to read unchanged files again
   * @param dryRun whether to report only, without reading or recording a file
   * @param pickles whether to record pickles (.ckpt, .pt, .pth, .bin), too
   * @param weights whether to hash the weights of .safetensors files, also of unchanged ones whose
   *     weights were not hashed yet
   * @param claims hashes that are taken in place of reading files
   * @param jobs the number of files to read at once, at least 1
   */
  public record Request(
      List<Path> paths,
      boolean rehash,
      boolean dryRun,
      boolean pickles,
      boolean weights,
      ClaimedHashes claims,
      int jobs) {

    /** Whether an unchanged file has to be read, since its weights were not hashed yet. */
    boolean lacksWeights(LocalFile file) {
      return !dryRun && areWeightsLacking(file);
    }

    /** Whether without {@code dryRun} an unchanged file would be read. */
    boolean wouldRead(LocalFile file) {
      return dryRun && (rehash || areWeightsLacking(file));
    }

    private boolean areWeightsLacking(LocalFile file) {
      return weights && WeightsReader.canRead(file) && file.weightsSha256() == null;
    }
  }

  /** Of a blob that are looked up. */
  private static final int MOST_NAMES = 16;

  /** Many, so that the size of all files to read is soon known; limited, to save memory. */
  private static final int MAX_UNDERWAY = 10_000;

  private final LocalFiles files;
  private final FailedFiles failures;
  private final AbsentFiles absences;
  private final RequestedFolders folders;
  private final Request request;
  private final FolderListener<ScanOutcome> listener;
  private final WantedFiles wanted;
  private final FolderWalk walk;
  private final FileRecognizer recognizer;
  private final RecordedRows<FailedFile> failed;
  private final ScanRecorder recorder;
  private final SharedReads reads;
  private final LaterFiles changed = new LaterFiles();
  private final HubDownload downloads = new HubDownload();

  /** One model file of each folder that has some, valid or refused. */
  private final Map<Path, Path> found = new HashMap<>();

  /** Refused files whose paths cannot be opened again by their text. */
  private final Set<String> unnameable = new HashSet<>();

  /** Whether unchanged files are read again; a dry run reads no files. */
  private final boolean rehash;

  private Scan(Database database, Request request, FolderListener<ScanOutcome> listener) {
    this.files = new LocalFiles(database);
    this.failures = new FailedFiles(database);
    this.absences = new AbsentFiles(database, SelectedFiles.ALL, request.dryRun());
    this.folders =
        new RequestedFolders(new ScannedFolders(database), this::holdsRecorded, request.dryRun());
    this.request = request;
    this.listener = listener;
    this.wanted = new WantedFiles.Models(request.pickles());
    this.walk = new FolderWalk(new Finder(), wanted);
    this.rehash = request.rehash() && !request.dryRun();
    this.recognizer = new FileRecognizer(files, rehash);
    this.failed = new RecordedRows<>(failures::from, FailedFile::path);
    RequestedPaths named = new RequestedPaths(request.paths());
    CopyFinder copies =
        new CopyFinder(files, recognizer, file -> named.covers(file) || walk.covers(file));
    this.recorder = new ScanRecorder(database, request, listener, recognizer, copies);
    ModelReader reader = new ModelReader(request.weights(), listener::read);
    this.reads = new SharedReads(request.jobs(), reader, this::recorded, new Results());
  }

  /**
   * Scans. Changes are committed in batches, and also when the scan is interrupted.
   *
   * @throws InterruptedException if the calling thread is interrupted
   * @throws dev.tensors.tsr.sqlite.DatabaseUnusable if the catalogue cannot be written
   */
  public static void run(Database database, Request request, FolderListener<ScanOutcome> listener)
      throws InterruptedException {
    Scan scan = new Scan(database, request, listener);
    try (scan.reads) {
      scan.runOrCommit();
    }
  }

  /**
   * Runs the reader until the JIT compiler has compiled it, which makes it ten times as fast.
   * Another thread can do so before {@link #run}.
   */
  public static void preload() {
    ModelReader.preload();
  }

  private void runOrCommit() throws InterruptedException {
    try {
      run();
    } catch (InterruptedException e) {
      reads.receiveFinished();
      recorder.commit();
      throw e;
    }
  }

  private void run() throws InterruptedException {
    // At the start: the next scan goes on after an interruption.
    folders.remember(request.paths());
    List<Path> absent = new ArrayList<>();
    for (Path path : request.paths()) {
      if (!walk.from(path)) {
        absent.add(path);
      }
    }
    walk.end();
    finish();
    List<Path> left = folders.left();
    absences.forget(left, null);
    folders.report(left, absent, files::countAt, listener::folder);
    new MissingFileDetector(
            files, failures, folders, unnameable, recognizer, listener::folder, request.dryRun())
        .find(
            walk.roots(),
            found.values(),
            recorder::missing,
            recorder::leftOut,
            recorder::failedNoLonger);
    recorder.commit();
  }

  /** Whether a file is recorded below a folder; a dry run has not recorded those that moved. */
  private boolean holdsRecorded(String folder) {
    if (!request.dryRun()) {
      return !files.below(folder).isEmpty();
    }
    boolean[] any = {false};
    files.idsBelow(folder, id -> any[0] |= !recognizer.isPresent(id));
    return any[0];
  }

  /** Waits until all are read, then processes those that wait, or whose rows others changed. */
  private void finish() throws InterruptedException {
    List<FoundFile> next;
    do {
      while (reads.underway() > 0) {
        receiveNext();
      }
      recorder.commit();
      recognizer.refresh();
      next = changed.take(recorder.overtaken());
      next.forEach(this::found);
    } while (!next.isEmpty());
  }

  private final class Finder implements FolderWalk.Visitor {

    @Override
    public void found(FoundFile file) throws InterruptedException {
      while (reads.underway() >= MAX_UNDERWAY) {
        receiveNext();
      }
      addFound(file.path());
      Scan.this.found(withFailure(file));
      step();
    }

    private FoundFile withFailure(FoundFile file) {
      return failed.byPath(file.path().toString()).map(file::with).orElse(file);
    }

    @Override
    public void refused(FoundFile link, String reason) {
      FoundFile file = withFailure(link);
      if (wanted.includes(file.path())) {
        addFound(file.path());
      }
      if (!PathText.hasWholeText(file.path().toString())) {
        unnameable.add(file.path().toString());
      }
      recorder.refused(file, recorded(file.path()), reason, file.failedBefore(reason));
    }

    @Override
    public void failed(Path path, String reason) {
      addFound(path);
      recorder.failed(path, recorded(path), reason);
    }

    @Override
    public boolean knows(Path real) {
      return ModelFormat.isPickle(real) && recorded(real) != null;
    }

    @Override
    public void step() throws InterruptedException {
      Pages.goOnUnlessInterrupted();
      reads.receiveFinished();
      recorder.commitIfOld();
    }
  }

  /** Passes each result of reading a file on to the recorder. */
  private final class Results implements SharedReads.Receiver {

    @Override
    public void read(FoundFile file, @Nullable LocalFile recorded, FileReading reading) {
      // What is no longer at its path is another file, unless it has the same content.
      LocalFile here = at(file, recorded);
      switch (reading) {
        case FileReading.Read(FileRead read) -> {
          if (read.hashSource() != HashSource.READ) {
            listener.toRead(-file.stamp().sizeBytes());
          }
          boolean same = recorded != null && recorded.sha256().equals(read.sha256());
          recorder.record(file, same ? recorded : here, read);
        }
        case FileReading.Refused(String reason) ->
            recorder.refused(file, here, reason, reason.equals(file.knownRefusal()));
        case FileReading.Unreadable(String reason) -> recorder.failed(file.path(), here, reason);
        case FileReading.Completed _, FileReading.Compared _ ->
            throw new IllegalStateException("the whole file was to be read");
      }
    }

    @Override
    public void completed(FoundFile file, LocalFile recorded, FileReading.Completed reading) {
      recorder.completed(file, recorded, reading);
    }

    @Override
    public void compared(FoundFile file, List<LocalFile> same, List<FoundFile> links) {
      if (same.isEmpty()) {
        readUnlessRefused(file, null);
      } else if (!moved(file, same)) {
        found(file); // another file has taken their rows meanwhile
      }
      links.forEach(link -> found(link, same));
    }
  }

  private void addFound(Path path) {
    Path folder = path.getParent();
    found.putIfAbsent(folder == null ? path : folder, path);
  }

  private void receiveNext() throws InterruptedException {
    reads.receiveNext();
    recorder.commitIfOld();
  }

  private void found(FoundFile file) {
    found(file, List.of());
  }

  /**
   * Processes a file.
   *
   * @param proved recorded files that are known to have its content
   */
  private void found(FoundFile file, List<LocalFile> proved) {
    if (reads.join(file)) {
      return;
    }
    if (file.stamp().fileKey() != null && recorder.holds(file.stamp())) {
      recorder.commit();
      if (request.weights()) {
        recognizer.refresh(); // with the file, the weights of its hard links were recorded
      }
    }
    switch (recognizer.match(file)) {
      case Recognized match when !rehash && changed.add(file, match) -> {} // waits
      case Recognized.Same(LocalFile same) when request.lacksWeights(same) -> read(file, same);
      case Recognized.Same(LocalFile same) -> {
        countIfItWouldBeRead(file, same);
        recorder.unchanged(file, same);
        completeIfOutdated(file, same);
      }
      case Recognized.Moved(List<LocalFile> candidates) -> mayHaveMoved(file, candidates, proved);
      case Recognized.HardLink(LocalFile original, LocalFile recorded)
          when request.lacksWeights(original) ->
          read(file, recorded);
      case Recognized.HardLink(LocalFile original, LocalFile recorded) ->
          recorder.record(file, recorded, files.read(original));
      case Recognized.Unread(LocalFile recorded) when recorded == null && renamedInCache(file) -> {}
      case Recognized.Unread(LocalFile recorded) -> readUnlessRefused(file, recorded);
    }
  }

  /**
   * Whether a file in Hugging Face's cache is recorded under another name of its blob, such as one
   * in the snapshot of an older commit; it is then recorded under this one.
   */
  private boolean renamedInCache(FoundFile file) {
    HubFile hub = file.hub();
    if (hub == null || hub.isCopy() || rehash) {
      return false;
    }
    Path repository = hub.blob().resolve("../..").normalize();
    for (LocalFile other : files.byStamp(file.stamp(), Long.MIN_VALUE, MOST_NAMES)) {
      Path path = RecordedPath.of(other.path()).orElse(null);
      if (path != null && path.startsWith(repository) && !recognizer.isPresent(other.id())) {
        recognizer.dismiss(other.id());
        recorder.moved(file, other);
        return true;
      }
    }
    return false;
  }

  private void mayHaveMoved(FoundFile file, List<LocalFile> candidates, List<LocalFile> proved) {
    LocalFile first = candidates.getFirst();
    if (rehash || request.lacksWeights(first)) {
      read(file, first);
      return;
    }
    if (!proved.isEmpty()) {
      String sha256 = proved.getFirst().sha256();
      if (moved(file, candidates.stream().filter(old -> old.sha256().equals(sha256)).toList())) {
        return;
      }
    }
    List<Candidate> withFingerprint = new ArrayList<>();
    for (LocalFile old : candidates) {
      files.fingerprint(old).ifPresent(taken -> withFingerprint.add(new Candidate(old, taken)));
    }
    if (withFingerprint.isEmpty()) {
      readUnlessRefused(file, first);
    } else {
      reads.compare(file, withFingerprint);
    }
  }

  /** Records a file as one of those that are known to have its content; false: all are taken. */
  private boolean moved(FoundFile file, List<LocalFile> same) {
    for (LocalFile old : same) {
      if (!recognizer.isPresent(old.id())) {
        recognizer.dismiss(old.id());
        countIfItWouldBeRead(file, old);
        recorder.moved(file, old);
        completeIfOutdated(file, old);
        return true;
      }
    }
    return false;
  }

  private void countIfItWouldBeRead(FoundFile file, LocalFile known) {
    if (request.wouldRead(known)) {
      listener.toRead(file.stamp().sizeBytes());
    }
  }

  private @Nullable LocalFile recorded(Path path) {
    return files.byPath(path.toString()).orElse(null);
  }

  private void readUnlessRefused(FoundFile file, @Nullable LocalFile recorded) {
    if (!rehash && file.knownRefusal() instanceof String reason) {
      recorder.refused(file, at(file, recorded), reason, true);
    } else {
      read(file, recorded);
    }
  }

  /** A row if it has the path of a file; null: it has none, as one that may have moved. */
  private static @Nullable LocalFile at(FoundFile file, @Nullable LocalFile recorded) {
    return recorded != null && recorded.path().equals(file.path().toString()) ? recorded : null;
  }

  private void read(FoundFile file, @Nullable LocalFile recorded) {
    List<ClaimedHash> claims = request.rehash() ? List.of() : claims(file, at(file, recorded));
    if (!request.dryRun() || claims.isEmpty()) {
      listener.toRead(file.stamp().sizeBytes());
    }
    if (request.dryRun()) {
      recorder.unread(file, recorded);
    } else {
      reads.submit(file, recorded, claims);
    }
  }

  /**
   * The hashes that a file may have without being read.
   *
   * @param recorded the row of its path, whose size or time it no longer has; null: none
   */
  private List<ClaimedHash> claims(FoundFile file, @Nullable LocalFile recorded) {
    if (recorded != null && !recorded.claimed()) {
      return List.of(); // what was read is not replaced by what is only claimed
    }
    HubFile hub = file.hub();
    String sha256 = hub == null ? null : hub.sha256();
    ClaimedHash told =
        hub != null && sha256 != null
            ? ClaimedHash.of(sha256, hub.isCopy() ? HashSource.METADATA : HashSource.NAME)
            : downloads.hash(file.path(), file.stamp());
    if (told != null && recorded != null && told.sha256().equals(recorded.sha256())) {
      // The file changed, but its name did not: the fingerprint shows whether its content did.
      return files.fingerprint(recorded).map(told::with).stream().toList();
    }
    return told != null ? List.of(told) : request.claims().of(file.path(), file.stamp());
  }

  /** Reads what an older tsr, which knew fewer kinds of models, did not record of a file. */
  private void completeIfOutdated(FoundFile file, LocalFile recorded) {
    if (!request.dryRun()
        && (recorded.identifiedVersion() < Identifier.VERSION || !recorded.fingerprinted())) {
      reads.complete(file, recorded);
    }
  }
}
