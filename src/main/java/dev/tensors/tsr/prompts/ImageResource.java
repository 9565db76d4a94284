package dev.tensors.tsr.prompts;

import java.util.Locale;

/**
 * A model that an image was made with, as one place tells it. Each can be null, but not all are.
 *
 * @param type such as model or lora
 * @param hash as the tool that made the image wrote it, often shortened and in lower case
 * @param weight how strong it was; 1 is usual
 * @param modelVersionId CivitAI's id
 */
public record ImageResource(
    String name, String type, String hash, Double weight, Long modelVersionId) {

  private static final int SHORTEST_HASH = 8;

  /** What a tag of a prompt tells. */
  static ImageResource of(LoraTag tag) {
    return new ImageResource(tag.name(), "lora", null, tag.weight(), null);
  }

  /** This resource under another name. */
  ImageResource called(String otherName) {
    return new ImageResource(otherName, type, hash, weight, modelVersionId);
  }

  /** Whether both are the same model with the same weight, by the surest that both tell. */
  boolean isSame(ImageResource other) {
    return isSameWeight(other) && isSameModel(other);
  }

  /** ComfyUI computes with numbers of 32 bits. */
  private boolean isSameWeight(ImageResource other) {
    return weight == null
        || other.weight == null
        || weight.floatValue() == other.weight.floatValue();
  }

  private boolean isSameModel(ImageResource other) {
    if (modelVersionId != null && other.modelVersionId != null) {
      return modelVersionId.equals(other.modelVersionId);
    }
    if (hash != null && other.hash != null) {
      String digits = hashDigits();
      String others = other.hashDigits();
      int common = Math.min(digits.length(), others.length());
      return common >= SHORTEST_HASH && digits.regionMatches(0, others, 0, common);
    }
    return name != null && name.equalsIgnoreCase(other.name) && isSameType(other);
  }

  private boolean isSameType(ImageResource other) {
    return type == null || other.type == null || type.equalsIgnoreCase(other.type);
  }

  /** This with what only the other tells. */
  ImageResource or(ImageResource other) {
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

  /** The hash in upper case, without the 0x that some tools write before it; null if unknown. */
  public String hashDigits() {
    if (hash == null) {
      return null;
    }
    String digits = hash.strip().toUpperCase(Locale.ROOT);
    return digits.startsWith("0X") ? digits.substring(2) : digits;
  }

  /** The first digits of the hash; null if it has too few to tell models apart. */
  String hashStart() {
    String digits = hashDigits();
    return digits == null || digits.length() < SHORTEST_HASH
        ? null
        : digits.substring(0, SHORTEST_HASH);
  }
}
