package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.previews.EmbeddedPicture;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.previews.KeptPreviews.KeptPreview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the pictures of a file or model, and copies them into the page's folder. */
final class EntryPictures {

  private final LocalFiles files;
  private final PictureCopies copies;
  private final KeptPreviews previews;
  private final boolean mature;
  private final boolean paths;
  private final PicturesBeside beside = new PicturesBeside();

  /**
   * @param mature whether pictures are shown that CivitAI does not rate PG
   * @param paths whether the page tells where the pictures are of which it has thumbnails
   */
  EntryPictures(
      LocalFiles files,
      PictureCopies copies,
      KeptPreviews previews,
      boolean mature,
      boolean paths) {
    this.files = files;
    this.copies = copies;
    this.previews = previews;
    this.mature = mature;
    this.paths = paths;
  }

  /**
   * The pictures of a file or model.
   *
   * @param first the picture of its card; null: none
   * @param examples its example images, by the keys that details.js reads
   */
  record Chosen(@Nullable ShownPicture first, List<Map<String, @Nullable Object>> examples) {}

  Chosen of(Entry entry) throws IOException {
    Map<@Nullable Long, ShownPicture> kept = kept(entry.versionId());
    ShownPicture first = beside(entry);
    if (first == null) {
      first = best(kept.values());
    }
    List<Map<String, @Nullable Object>> examples = new ArrayList<>();
    for (ExampleImage image : entry.examples()) {
      Map<String, @Nullable Object> fields = ExampleFields.of(image, kept.get(image.imageId()));
      if (fields != null) {
        examples.add(fields);
      }
    }
    return new Chosen(first, examples);
  }

  /**
   * Copies the kept pictures of a version, and returns them by CivitAI's ids of the images, in
   * CivitAI's order.
   */
  private Map<@Nullable Long, ShownPicture> kept(@Nullable Long version) throws IOException {
    Map<@Nullable Long, ShownPicture> kept = new LinkedHashMap<>();
    for (KeptPreview preview : version == null ? List.<KeptPreview>of() : previews.of(version)) {
      boolean isMature = !VersionImage.isPg(preview.nsfwLevel());
      ShownPicture picture = isMature && !mature ? null : shown(preview.file(), isMature);
      if (picture != null) {
        kept.putIfAbsent(preview.imageId(), picture);
      }
    }
    return kept;
  }

  /** The first picture that is not blurred; the first of all if each is. */
  private static @Nullable ShownPicture best(Collection<ShownPicture> pictures) {
    ShownPicture first = null;
    for (ShownPicture picture : pictures) {
      if (!picture.isMature()) {
        return picture;
      }
      first = first == null ? picture : first;
    }
    return first;
  }

  /**
   * A picture beside the file, or in its header. CivitAI has not rated them: they count as mature
   * if their model does.
   */
  private @Nullable ShownPicture beside(Entry entry) throws IOException {
    Path file = entry.file();
    if (file == null || (entry.isMature() && !mature)) {
      return null;
    }
    for (Path picture : beside.of(file)) {
      ShownPicture shown = shown(picture, entry.isMature());
      if (shown != null) {
        return shown;
      }
    }
    EmbeddedPicture embedded =
        EmbeddedPicture.of(files.metadata(file.toString(), EmbeddedPicture.KEYS));
    String name = embedded == null ? null : copies.of(file, embedded);
    return name == null ? null : new ShownPicture(name, entry.isMature(), null);
  }

  private @Nullable ShownPicture shown(Path picture, boolean isMature) throws IOException {
    String name = copies.of(picture);
    String original = paths ? picture.toUri().toString() : null;
    return name == null ? null : new ShownPicture(name, isMature, original);
  }
}
