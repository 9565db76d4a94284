package dev.tensors.tsr.images;

import dev.tensors.tsr.library.pictures.OwnImages;
import dev.tensors.tsr.library.pictures.OwnImages.OwnImage;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.SeenRows;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.reading.folders.FolderListener.FolderOutcome;
import dev.tensors.tsr.reading.folders.FoundPaths;
import dev.tensors.tsr.sqlite.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Marks recorded pictures that images did not find. */
final class MissingPictures {

  private final OwnImages images;
  private final SeenRows seen;
  private final FolderListener<PictureOutcome> listener;

  MissingPictures(OwnImages images, SeenRows seen, FolderListener<PictureOutcome> listener) {
    this.images = images;
    this.seen = seen;
    this.listener = listener;
  }

  /**
   * Marks the pictures below a folder that are gone; none where the folder holds no picture at all.
   *
   * @param foldersWithPictures those that hold one
   */
  void find(Path folder, FoundPaths foldersWithPictures) throws InterruptedException {
    String place = folder.toString();
    if (!foldersWithPictures.anyAt(folder, other -> true)) {
      long there = images.presentAt(place);
      if (there > 0) {
        listener.folder(new FolderOutcome.Emptied(folder, there));
        return;
      }
    }
    Pages.each(images.below(place), this::mark);
  }

  private void mark(List<OwnImage> page) {
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
}
