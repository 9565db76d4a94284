package dev.tensors.tsr.page;

import dev.tensors.tsr.prompts.ExampleImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the pictures of a file or model, and copies them. */
final class EntryPictures {

  private final PictureCopies copies;
  private final boolean mature;
  private final PicturesBeside beside = new PicturesBeside();

  /**
   * @param mature whether pictures are shown that CivitAI does not rate PG
   */
  EntryPictures(PictureCopies copies, boolean mature) {
    this.copies = copies;
    this.mature = mature;
  }

  /**
   * The pictures of a file or model.
   *
   * @param first the one that stands for it; null: none
   * @param examples its example images, by the names that details.js has
   */
  record Chosen(@Nullable ShownPicture first, List<Map<String, @Nullable Object>> examples) {}

  Chosen of(Entry entry) throws IOException {
    Map<Long, ShownPicture> kept = new HashMap<>();
    ShownPicture first = beside(entry);
    List<Map<String, @Nullable Object>> examples = new ArrayList<>();
    for (ExampleImage image : entry.examples()) {
      Map<String, @Nullable Object> fields = ExampleFields.of(image, kept.get(image.imageId()));
      if (fields != null) {
        examples.add(fields);
      }
    }
    return new Chosen(first, examples);
  }

  /** Nothing rates a picture beside a file: it counts as mature where the model does. */
  private @Nullable ShownPicture beside(Entry entry) throws IOException {
    Path file = entry.file();
    if (file == null || (entry.isMature() && !mature)) {
      return null;
    }
    for (Path picture : beside.of(file)) {
      String name = copies.of(picture);
      if (name != null) {
        return new ShownPicture(name, entry.isMature());
      }
    }
    return null;
  }
}
