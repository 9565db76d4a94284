package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.Example;
import dev.tensors.tsr.page.PictureCopies.Copied;
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
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the pictures of a file or model, and copies them into the page's folder. What it reads
 * from the catalogue it reads at once; the pictures are drawn by another thread.
 */
final class EntryPictures {

  private final PictureCopies copies;
  private final KeptPreviews previews;
  private final boolean mature;
  private final boolean paths;
  private final PicturesBeside beside = new PicturesBeside();

  /**
   * @param mature whether pictures are shown that CivitAI does not rate PG
   * @param paths whether the page tells where the pictures are of which it has thumbnails
   */
  EntryPictures(PictureCopies copies, KeptPreviews previews, boolean mature, boolean paths) {
    this.copies = copies;
    this.previews = previews;
    this.mature = mature;
    this.paths = paths;
  }

  /** A picture that is left out of the page, and why. */
  record LeftOut(Path picture, String reason) {}

  /**
   * The pictures of a file or model.
   *
   * @param first the picture of its card; null: none
   * @param examples its example images, by the keys that gallery.js reads
   */
  record Chosen(
      @Nullable ShownPicture first,
      List<Map<String, @Nullable Object>> examples,
      List<LeftOut> leftOut) {

    /** The number of pictures that the opened card shows. */
    long count() {
      List<String> shown = examples.stream().map(image -> (String) image.get("picture")).toList();
      long known = shown.stream().filter(Objects::nonNull).count();
      return first == null || shown.contains(first.name()) ? known : known + 1;
    }
  }

  /**
   * Finds the pictures of a file or model. CivitAI has not rated a picture beside a file or in its
   * header: it counts as mature if its model does.
   *
   * @return the task that copies them
   */
  Callable<Chosen> of(Entry entry) {
    Path file = entry.isMature() && !mature ? null : entry.file();
    Long version = entry.versionId();
    List<Path> candidates = file == null ? List.of() : beside.of(file);
    EmbeddedPicture embedded = file == null ? null : EmbeddedPicture.of(entry.metadata());
    List<KeptPreview> kept = version == null ? List.of() : previews.of(version);
    return () -> new Copying(entry).chosen(candidates, embedded, kept);
  }

  /** The copying of one entry's pictures. */
  private final class Copying {

    private final Entry entry;
    private final List<LeftOut> leftOut = new ArrayList<>();

    Copying(Entry entry) {
      this.entry = entry;
    }

    Chosen chosen(
        List<Path> candidates, @Nullable EmbeddedPicture embedded, List<KeptPreview> previews)
        throws IOException, InterruptedException {
      Map<@Nullable Long, ShownPicture> kept = kept(previews);
      ShownPicture own = own(candidates, embedded);
      List<Map<String, @Nullable Object>> examples = new ArrayList<>();
      for (Example example : entry.examples()) {
        Map<String, @Nullable Object> fields =
            ExampleFields.of(example, kept.get(example.image().imageId()));
        if (fields != null) {
          examples.add(fields);
        }
      }
      return new Chosen(own == null ? best(kept.values()) : own, examples, leftOut);
    }

    /** The kept pictures by CivitAI's ids of the images, in CivitAI's order. */
    private Map<@Nullable Long, ShownPicture> kept(List<KeptPreview> previews)
        throws IOException, InterruptedException {
      Map<@Nullable Long, ShownPicture> kept = new LinkedHashMap<>();
      for (KeptPreview preview : previews) {
        boolean isMature = !VersionImage.isPg(preview.nsfwLevel());
        ShownPicture picture = isMature && !mature ? null : shown(preview.file(), isMature);
        if (picture != null) {
          kept.putIfAbsent(preview.imageId(), picture);
        }
      }
      return kept;
    }

    /** The picture beside the file, or in its header. */
    private @Nullable ShownPicture own(List<Path> candidates, @Nullable EmbeddedPicture embedded)
        throws IOException, InterruptedException {
      for (Path picture : candidates) {
        ShownPicture shown = shown(picture, entry.isMature());
        if (shown != null) {
          return shown;
        }
      }
      String name = embedded == null ? null : name(copies.of(embedded), entry.file());
      return name == null ? null : new ShownPicture(name, entry.isMature(), null);
    }

    private @Nullable ShownPicture shown(Path picture, boolean isMature)
        throws IOException, InterruptedException {
      String name = name(copies.of(picture), picture);
      String original = paths ? picture.toUri().toString() : null;
      return name == null ? null : new ShownPicture(name, isMature, original);
    }

    private @Nullable String name(Copied copied, @Nullable Path picture) {
      if (copied.failure() != null && picture != null) {
        leftOut.add(new LeftOut(picture, copied.failure()));
      }
      return copied.name();
    }
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
}
