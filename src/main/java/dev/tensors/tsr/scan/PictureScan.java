package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.OwnImages;
import dev.tensors.tsr.catalog.OwnImages.OwnImage;
import dev.tensors.tsr.catalog.ScannedFolders;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records the user's own pictures below some paths, and the models that they name. Only new and
 * changed pictures are read.
 */
public final class PictureScan {

  private static final WantedFiles PICTURES = new WantedFiles.Pictures();
  private static final int MAX_UNDERWAY = 1000;
  private static final int BATCH = 500;
  private static final long BATCH_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);
  private static final long WAIT_MILLISECONDS = 200;
  private static final int PAGE = 1000;

  /** A picture that was read, with what is recorded of it. */
  private record Pending(OwnImages.Read read, @Nullable OwnImage before) {}

  private final OwnImages images;
  private final ScannedFolders folders;
  private final Collection<Path> paths;
  private final PictureScanListener listener;
  private final FolderWalk walk;
  private final RecordedRows<OwnImage> recorded;
  private final ReaderPool<PictureJob, OwnImages.Read> pool;
  private final RowIds seen = new RowIds();
  private final Set<Path> foldersWithPictures = new HashSet<>();
  private final List<Pending> pending = new ArrayList<>();
  private long lastCommit = System.nanoTime();

  private PictureScan(
      Database database, Collection<Path> paths, int jobs, PictureScanListener listener) {
    this.images = new OwnImages(database);
    this.folders = ScannedFolders.ofImages(database);
    this.paths = paths;
    this.listener = listener;
    this.walk = new FolderWalk(new Finder(), PICTURES);
    this.recorded = new RecordedRows<>(images::from, OwnImage::path);
    this.pool =
        new ReaderPool<>(
            jobs, PictureJob::read, (job, read) -> pending.add(new Pending(read, job.before())));
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
      Database database, Collection<Path> paths, int jobs, PictureScanListener listener)
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
    RequestedFolders.remember(folders, paths);
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
    for (Path path : absent) {
      long there = 0;
      for (Path spelling : RequestedPaths.spellings(path)) {
        there = Math.max(there, images.presentAt(spelling.toString()));
      }
      listener.absent(path, there);
    }
    for (Path folder : walk.roots()) {
      findMissing(folder);
    }
  }

  private final class Finder implements FolderWalk.Visitor {

    @Override
    public void found(FoundFile file) throws InterruptedException {
      foldersWithPictures.add(file.path().getParent());
      OwnImage before = recorded.byPath(file.path().toString()).orElse(null);
      if (before != null && isUnchanged(before, file.stamp())) {
        unchanged(before);
      } else {
        while (pool.underway() >= MAX_UNDERWAY) {
          receiveNext();
        }
        listener.toRead();
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

    /** A symlink that leads nowhere is no picture. */
    @Override
    public void refused(FoundFile link, String reason) {
      if (PICTURES.includes(link.path())) {
        failed(link.path(), reason);
      }
    }

    @Override
    public void step() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      pool.receiveFinished();
      commitIfFull();
    }
  }

  private static boolean isUnchanged(OwnImage before, FileStamp now) {
    return before.sizeBytes() == now.sizeBytes() && before.mtimeNs() == now.mtimeNs();
  }

  private void unchanged(OwnImage image) {
    seen.add(image.id());
    if (image.missingSince() != null) {
      images.markFound(List.of(image));
    }
    boolean failed = image.failure() != null;
    listener.done(
        new PictureOutcome(
            image.path(),
            failed ? PictureOutcome.Status.FAILED : PictureOutcome.Status.UNCHANGED,
            image.tool(),
            image.models(),
            image.failure(),
            true));
  }

  private void receiveNext() throws InterruptedException {
    pool.receiveNext(WAIT_MILLISECONDS);
    commitIfFull();
  }

  private void commitIfFull() {
    if (pending.size() >= BATCH || System.nanoTime() - lastCommit > BATCH_NANOSECONDS) {
      commit();
    }
  }

  private void commit() {
    if (!pending.isEmpty()) {
      images.write(pending.stream().map(Pending::read).toList(), seen::add);
      pending.forEach(picture -> listener.done(outcome(picture)));
      pending.clear();
    }
    lastCommit = System.nanoTime();
  }

  private static PictureOutcome outcome(Pending picture) {
    OwnImages.Read read = picture.read();
    OwnImage before = picture.before();
    if (read.failure() != null) {
      return new PictureOutcome(
          read.path(),
          PictureOutcome.Status.FAILED,
          null,
          0,
          read.failure(),
          before != null && read.failure().equals(before.failure()));
    }
    return new PictureOutcome(
        read.path(),
        before == null ? PictureOutcome.Status.NEW : PictureOutcome.Status.CHANGED,
        read.tool(),
        read.models().size(),
        read.problem(),
        false);
  }

  private void findMissing(Path folder) throws InterruptedException {
    String place = folder.toString();
    if (foldersWithPictures.stream().noneMatch(other -> other.startsWith(folder))) {
      long there = images.presentAt(place);
      if (there > 0) {
        listener.emptied(folder, there);
        return;
      }
    }
    List<OwnImage> page = images.below(place, null, PAGE);
    while (!page.isEmpty()) {
      List<OwnImage> gone =
          page.stream()
              .filter(image -> !seen.contains(image.id()) && FileRecognizer.isGone(image.path()))
              .toList();
      images.markMissing(gone.stream().filter(image -> image.missingSince() == null).toList());
      for (OwnImage image : gone) {
        seen.add(image.id()); // a folder can lie below another one
        listener.done(
            new PictureOutcome(
                image.path(),
                PictureOutcome.Status.MISSING,
                image.tool(),
                image.models(),
                null,
                image.missingSince() != null));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      page = images.below(place, page.getLast().path(), PAGE);
    }
  }
}
