package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds to the answer on a model what the versions' own answers say. */
final class VersionDetails {

  private VersionDetails() {}

  /**
   * A model with the details of its versions.
   *
   * @param details the versions' own answers by their ids; some can be missing
   */
  static WireModel added(WireModel model, Map<Long, WireVersion> details) {
    List<WireVersion> versions = new ArrayList<>();
    for (WireVersion version : model.versions()) {
      WireVersion detail = details.get(version.id());
      versions.add(detail == null ? version : added(version, detail));
    }
    return new WireModel(model.row(), model.creator(), model.tags(), versions);
  }

  private static WireVersion added(WireVersion version, WireVersion detail) {
    ColumnValues row = version.row().copy().orElse(detail.row());
    return new WireVersion(
        row.and(detail.access().withoutNulls()),
        version.modelId(),
        version.model(),
        version.trainedWords(),
        version.files(),
        images(version, detail));
  }

  /**
   * Merges the images of the model's answer, which lists more, and of the version's own, which has
   * their parameters. An image is identified by its id, since its address differs.
   */
  private static List<WireImage> images(WireVersion version, WireVersion detail) {
    Map<@Nullable Object, WireImage> detailed = new LinkedHashMap<>();
    detail.images().forEach(image -> detailed.put(key(image), image));
    List<WireImage> images = new ArrayList<>();
    for (WireImage image : version.images()) {
      WireImage other = detailed.remove(key(image));
      images.add(
          other == null || other.parameters().isEmpty() ? image : image.withParametersOf(other));
    }
    images.addAll(detailed.values());
    return images;
  }

  private static @Nullable Object key(WireImage image) {
    Long id = image.get(WireImage.ID);
    return id != null ? id : image.get(WireImage.URL);
  }
}
