package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * A model that an image was made with. Each can be null, but not all are.
 *
 * @param type such as model or lora
 * @param hash as the tool that made the image wrote it, often shortened and in lower case
 * @param weight how strong it was; 1 is usual
 * @param modelVersionId CivitAI's id
 */
public record ImageResource(
    String name, String type, String hash, Double weight, Long modelVersionId) {

  private static final int SHORTEST_HASH = 8;

  /** The resources in their order, with what several places tell of the same one put together. */
  static List<ImageResource> joined(List<ImageResource> told) {
    List<ImageResource> joined = new ArrayList<>();
    for (ImageResource one : told) {
      int known = 0;
      while (known < joined.size() && !joined.get(known).isSame(one)) {
        known++;
      }
      if (known == joined.size()) {
        joined.add(one);
      } else {
        joined.set(known, joined.get(known).or(one));
      }
    }
    return joined;
  }

  /** By the surest that both are known by. */
  private boolean isSame(ImageResource other) {
    if (modelVersionId != null && other.modelVersionId != null) {
      return modelVersionId.equals(other.modelVersionId);
    }
    if (hash != null && other.hash != null) {
      int digits = Math.min(hash.length(), other.hash.length());
      return digits >= SHORTEST_HASH && hash.regionMatches(true, 0, other.hash, 0, digits);
    }
    return name != null && name.equalsIgnoreCase(other.name) && isSameType(other);
  }

  private boolean isSameType(ImageResource other) {
    return type == null || other.type == null || type.equalsIgnoreCase(other.type);
  }

  private ImageResource or(ImageResource other) {
    return new ImageResource(
        or(name, other.name),
        or(type, other.type),
        or(hash, other.hash),
        or(weight, other.weight),
        or(modelVersionId, other.modelVersionId));
  }

  private static <T> T or(T one, T other) {
    return one == null ? other : one;
  }
}
