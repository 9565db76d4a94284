package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.pictures.OwnImages;
import dev.tensors.tsr.library.pictures.OwnImages.OwnImage;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and forgets recorded pictures that are gone. */
public final class AbsentPictures {

  private final OwnImages images;
  private final ScannedFolders folders;
  private final boolean dryRun;

  /**
   * @param dryRun whether only to find, and to forget nothing
   */
  public AbsentPictures(Database database, boolean dryRun) {
    this.images = new OwnImages(database);
    this.folders = ScannedFolders.ofImages(database);
    this.dryRun = dryRun;
  }

  /**
   * Forgets pictures that are marked missing.
   *
   * @param before ISO 8601, UTC: only those that have been missing since before then; null: all
   * @return the pictures
   */
  public List<OwnImage> forget(@Nullable String before) {
    return forget(images.missing(before));
  }

  /** Whether anything is recorded at a path or below it: a picture, or a folder of pictures. */
  public boolean knows(Path path) {
    return RequestedPaths.spellings(path).stream().map(Path::toString).anyMatch(this::isRecorded);
  }

  private boolean isRecorded(String place) {
    return !folders.at(place).isEmpty() || !images.below(place).isEmpty() || at(place).isPresent();
  }

  private Optional<OwnImage> at(String place) {
    return images.from(place, 1).stream().filter(image -> image.path().equals(place)).findFirst();
  }

  /**
   * Forgets the pictures at the paths and below them that are not on the disk, marked missing or
   * not, and the remembered folders there that are gone.
   *
   * @return the pictures
   * @throws InterruptedException if the calling thread was interrupted
   */
  public List<OwnImage> forget(Collection<Path> paths, @Nullable String before)
      throws InterruptedException {
    List<OwnImage> gone = new ArrayList<>();
    for (Path path : paths) {
      for (Path spelling : RequestedPaths.spellings(path)) {
        String place = spelling.toString();
        at(place)
            .filter(image -> isGone(image, before))
            .ifPresent(image -> gone.addAll(forget(List.of(image))));
        Pages.each(
            images.below(place),
            page ->
                gone.addAll(forget(page.stream().filter(image -> isGone(image, before)).toList())));
        if (!dryRun) {
          folders.forget(
              folders.at(place).stream()
                  .filter(folder -> RecordedPath.of(folder).filter(Files::isDirectory).isEmpty())
                  .toList());
        }
      }
    }
    return gone.stream().distinct().toList();
  }

  private static boolean isGone(OwnImage image, @Nullable String before) {
    String since = image.missingSince();
    boolean longEnough = before == null || since != null && since.compareTo(before) < 0;
    return longEnough
        && (image.isNeverRead()
            ? AbsentFiles.isGone(image.path())
            : FileRecognizer.isGone(image.path()));
  }

  private List<OwnImage> forget(List<OwnImage> gone) {
    if (!dryRun) {
      images.forget(gone);
    }
    return gone;
  }
}
