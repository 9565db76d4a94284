package dev.tensors.tsr.images;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.pictures.OtherJson;
import dev.tensors.tsr.library.pictures.OtherJson.OtherFile;
import dev.tensors.tsr.library.pictures.OwnImages;
import dev.tensors.tsr.library.pictures.OwnImages.OwnImage;
import dev.tensors.tsr.library.pictures.PictureWriter;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.PictureMentions;
import dev.tensors.tsr.pictures.PictureReader;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.ReaderPool;
import dev.tensors.tsr.reading.RecordedRows;
import dev.tensors.tsr.reading.SeenRows;
import dev.tensors.tsr.reading.folders.AbsentPictures;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.reading.folders.FolderListener.FolderOutcome;
import dev.tensors.tsr.reading.folders.FolderWalk;
import dev.tensors.tsr.reading.folders.FoundPaths;
import dev.tensors.tsr.reading.folders.RequestedFolders;
import dev.tensors.tsr.reading.folders.WantedFiles;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records the user's own pictures below some paths, and the models that they name. Only new and
 * changed pictures are read.
 */
final class PictureScan {

  private static final WantedFiles PICTURES = new WantedFiles.Pictures();
  private static final int MAX_UNDERWAY = 1000;
  private static final int BATCH = 500;
  private static final long BATCH_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);
  private static final long WAIT_MILLISECONDS = 200;

  /**
   * A picture to read.
   *
   * @param before the picture as it is recorded; null: it is not
   */
  private record PictureJob(FoundFile file, @Nullable OwnImage before) {

    /** Reads the picture; a thread of the pool calls this. Empty for JSON that is no workflow. */
    Optional<PictureWriter.Read> read() {
      long besideNs = PictureReader.lastWrittenBeside(file.path());
      PictureReading reading = PictureReader.readPictureOrWorkflow(file.path());
      return reading == null ? Optional.empty() : Optional.of(read(reading, besideNs));
    }

    private PictureWriter.Read read(PictureReading reading, long besideNs) {
      Path path = file.path();
      FileStamp stamp = file.stamp();
      MediaKind named = PictureReader.kindByName(path);
      if (!isStill(path, stamp)) {
        return PictureWriter.Read.failed(
            path.toString(), FileStamp.UNKNOWN, named, "it is being written; try again later");
      }
      return switch (reading) {
        case PictureContents contents ->
            new PictureWriter.Read(
                path.toString(),
                stamp,
                contents.kind() == null ? named : contents.kind(),
                besideNs,
                contents.tool(),
                contents.prompt(),
                contents.negativePrompt(),
                contents.width(),
                contents.height(),
                contents.problem(),
                null,
                PictureMentions.of(contents));
        case PictureReading.Failed(String reason, boolean mayPass) ->
            PictureWriter.Read.failed(
                path.toString(), mayPass ? FileStamp.UNKNOWN : stamp, named, reason);
      };
    }

    private static boolean isStill(Path path, FileStamp stamp) {
      try {
        return FileStamps.of(path).hasSizeAndTimeOf(stamp);
      } catch (IOException e) {
        return false;
      }
    }
  }

  /**
   * A picture that was read.
   *
   * @param before the picture as it is recorded; null: it is not
   * @param origins recorded pictures that it may have been under another path
   */
  private record Pending(
      PictureWriter.Read read, @Nullable OwnImage before, List<OwnImage> origins) {}

  private final OwnImages images;
  private final PictureWriter writer;
  private final OtherJson others;
  private final RequestedFolders folders;
  private final AbsentPictures absences;
  private final Collection<Path> paths;
  private final FolderListener<PictureOutcome> listener;
  private final FolderWalk walk;
  private final RecordedRows<OwnImage> recorded;
  private final RecordedRows<OtherFile> recordedOthers;
  private final ReaderPool<PictureJob, Optional<PictureWriter.Read>> pool;
  private final SeenRows seen = new SeenRows();
  private final MovedPictures moves;
  private final OutsideLinks outside;
  private final Set<Path> foldersWithPictures = new HashSet<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<OtherFile> newOthers = new ArrayList<>();
  private final Map<OwnImage, String> moved = new LinkedHashMap<>();
  private long lastCommit = System.nanoTime();

  private PictureScan(
      Database database,
      Collection<Path> paths,
      int jobs,
      FolderListener<PictureOutcome> listener) {
    this.images = new OwnImages(database);
    this.writer = new PictureWriter(database);
    this.others = new OtherJson(database);
    this.folders =
        new RequestedFolders(
            ScannedFolders.ofImages(database), folder -> !images.below(folder).isEmpty(), false);
    this.absences = new AbsentPictures(database, false);
    this.paths = paths;
    this.listener = listener;
    this.walk = new FolderWalk(new Finder(), PICTURES);
    this.recorded = new RecordedRows<>(images::from, OwnImage::path);
    this.recordedOthers = new RecordedRows<>(others::from, OtherFile::path);
    this.moves = new MovedPictures(images, seen);
    this.outside = new OutsideLinks(paths, ScannedFolders.ofImages(database), images);
    this.pool =
        new ReaderPool<>(
            jobs,
            BATCH,
            PictureJob::read,
            (job, read) -> read.ifPresentOrElse(one -> add(job, one), () -> isNoWorkflow(job)));
  }

  /**
   * Reads and records pictures, a batch at a time; those that were read are recorded also when the
   * scan is interrupted.
   *
   * @param jobs the number of pictures to read at once
   * @throws InterruptedException if the calling thread is interrupted
   * @throws dev.tensors.tsr.sqlite.DatabaseUnusable if the catalogue cannot be written
   */
  public static void run(
      Database database, Collection<Path> paths, int jobs, FolderListener<PictureOutcome> listener)
      throws InterruptedException {
    PictureScan scan = new PictureScan(database, paths, jobs, listener);
    try (scan.pool) {
      scan.run();
    } catch (InterruptedException e) {
      scan.pool.receiveFinished();
      scan.commit();
      throw e;
    }
  }

  private void run() throws InterruptedException {
    folders.remember(paths);
    List<Path> absent = new ArrayList<>();
    for (Path path : paths) {
      if (!walk.from(path)) {
        absent.add(path);
      }
    }
    walk.end();
    while (pool.underway() > 0) {
      receiveNext();
    }
    commit();
    List<Path> left = folders.left();
    absences.forget(left, null);
    folders.report(left, absent, images::presentAt, listener::folder);
    outside.found().ifPresent(listener::folder);
    FoundPaths pictures = new FoundPaths(foldersWithPictures);
    for (Path folder : walk.roots()) {
      boolean holdsSome = pictures.anyAt(folder, any -> true);
      if (holdsSome) {
        folders.found(folder);
      }
      findMissing(folder, holdsSome);
    }
  }

  /** Marks the pictures below a folder that are gone; none where it holds no picture at all. */
  private void findMissing(Path folder, boolean holdsSome) throws InterruptedException {
    String place = folder.toString();
    long there = holdsSome ? 0 : images.presentAt(place);
    if (there > 0) {
      listener.folder(new FolderOutcome.Emptied(folder, there));
    } else {
      Pages.each(images.below(place), this::markMissing);
      Pages.each(
          others.below(place),
          page ->
              others.forget(
                  page.stream().filter(file -> FileRecognizer.isGone(file.path())).toList()));
    }
  }

  private void markMissing(List<OwnImage> page) {
    List<OwnImage> gone = new ArrayList<>();
    List<OwnImage> neverRead = new ArrayList<>();
    for (OwnImage image : page) {
      if (!seen.contains(image.id()) && FileRecognizer.isGone(image.path())) {
        seen.add(image.id()); // a folder can lie below another one
        (image.isNeverRead() ? neverRead : gone).add(image);
      }
    }
    images.forget(neverRead);
    images.markMissing(gone.stream().filter(image -> image.missingSince() == null).toList());
    gone.forEach(
        image ->
            listener.done(
                PictureOutcome.known(image, image.path(), PictureOutcome.Status.MISSING)));
  }

  private void add(PictureJob job, PictureWriter.Read read) {
    if (PictureReader.isNamedJson(job.file().path())) {
      listener.toRead(1);
      foldersWithPictures.add(job.file().path().getParent());
    }
    pending.add(new Pending(read, job.before(), origins(job.file(), job.before())));
  }

  /** Other JSON is nothing to report, unless the user named it. */
  private void isNoWorkflow(PictureJob job) {
    if (job.before() != null) {
      images.forget(List.of(job.before()));
    }
    Path path = job.file().path();
    FileStamp stamp = job.file().stamp();
    newOthers.add(new OtherFile(path.toString(), stamp.sizeBytes(), stamp.mtimeNs()));
    reportIfNamed(path);
  }

  private void reportIfNamed(Path path) {
    if (isNamed(path)) {
      new Finder().failed(path, "it is JSON, but no workflow that tsr knows");
    }
  }

  private boolean isNamed(Path real) {
    for (Path path : paths) {
      try {
        if (path.endsWith(real.getFileName()) && path.toRealPath().equals(real)) {
          return true;
        }
      } catch (IOException e) {
        // It is gone since.
      }
    }
    return false;
  }

  private final class Finder implements FolderWalk.Visitor {

    @Override
    public void found(FoundFile file) throws InterruptedException {
      OwnImage before = recorded.byPath(file.path().toString()).orElse(null);
      boolean isSure = before != null || !PictureReader.isNamedJson(file.path());
      if (isSure) {
        foldersWithPictures.add(file.path().getParent());
      }
      if (before != null && isUnchanged(before, file.stamp()) && !isToldSince(before, file)) {
        unchanged(before);
      } else if (!isSure && isKnownOther(file)) {
        reportIfNamed(file.path());
      } else {
        while (pool.underway() >= MAX_UNDERWAY) {
          receiveNext();
        }
        listener.toRead(PictureReader.isNamedJson(file.path()) ? 0 : 1);
        pool.submit(new PictureJob(file, before));
      }
      step();
    }

    @Override
    public void failed(Path path, String reason) {
      listener.done(
          new PictureOutcome(
              path.toString(), PictureOutcome.Status.FAILED, null, 0, reason, false));
    }

    /** A picture that is no regular file, such as a symlink that leads nowhere, fails. */
    @Override
    public void refused(FoundFile file, String reason) {
      if (!PictureReader.isNamedPicture(file.path())) {
        return;
      }
      String path = file.path().toString();
      OwnImage before = recorded.byPath(path).orElse(null);
      if (before != null && reason.equals(before.failure())) {
        unchanged(before);
      } else {
        listener.toRead(1);
        pending.add(
            new Pending(
                PictureWriter.Read.failed(
                    path, file.stamp(), PictureReader.kindByName(file.path()), reason),
                before,
                origins(file, before)));
      }
    }

    @Override
    public boolean knows(Path real) {
      return PictureReader.isPicture(real);
    }

    @Override
    public boolean follows(Path link, Path target) {
      return outside.isInside(link, target);
    }

    @Override
    public void step() throws InterruptedException {
      Pages.goOnUnlessInterrupted();
      pool.receiveFinished();
      commitIfFull();
    }
  }

  private List<OwnImage> origins(FoundFile file, @Nullable OwnImage before) {
    return before == null ? moves.find(file) : List.of();
  }

  /** Whether a picture is one of those that it may have been: it tells the same. */
  private boolean isMoved(Pending picture) {
    for (OwnImage old : picture.origins()) {
      if (!seen.contains(old.id()) && writer.hasRead(old, picture.read())) {
        seen.add(old.id());
        moved.put(old, picture.read().path());
        return true;
      }
    }
    return false;
  }

  /** Whether a file was read before, and was no workflow. */
  private boolean isKnownOther(FoundFile file) {
    return recordedOthers
        .byPath(file.path().toString())
        .filter(other -> other.is(file.stamp()))
        .isPresent();
  }

  private static boolean isUnchanged(OwnImage before, FileStamp now) {
    return before.sizeBytes() == now.sizeBytes() && before.mtimeNs() == now.mtimeNs();
  }

  /** Whether a file was written beside one that told nothing, as programs do after a video. */
  private static boolean isToldSince(OwnImage before, FoundFile file) {
    return before.models() == 0
        && before.tool() == null
        && before.besideNs() != PictureReader.lastWrittenBeside(file.path());
  }

  private void unchanged(OwnImage image) {
    seen.add(image.id());
    if (image.missingSince() != null) {
      images.markFound(List.of(image));
    }
    listener.done(PictureOutcome.known(image, image.path(), PictureOutcome.Status.UNCHANGED));
  }

  private void receiveNext() throws InterruptedException {
    pool.receiveNext(WAIT_MILLISECONDS);
    commitIfFull();
  }

  private void commitIfFull() {
    if (pending.size() + newOthers.size() >= BATCH
        || System.nanoTime() - lastCommit > BATCH_NANOSECONDS) {
      commit();
    }
  }

  private void commit() {
    pending.removeIf(this::isMoved);
    if (!moved.isEmpty()) {
      images.move(moved);
      moved.forEach(
          (image, path) ->
              listener.done(PictureOutcome.known(image, path, PictureOutcome.Status.MOVED)));
      moved.clear();
    }
    if (!pending.isEmpty()) {
      writer.write(pending.stream().map(Pending::read).toList(), seen::add);
      pending.forEach(
          picture -> listener.done(PictureOutcome.of(picture.read(), picture.before())));
      pending.clear();
    }
    if (!newOthers.isEmpty()) {
      others.write(newOthers);
      newOthers.clear();
    }
    lastCommit = System.nanoTime();
  }
}
