package dev.tensors.tsr.model.examples;

import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.ModelHash;
import org.jspecify.annotations.Nullable;

/**
 * A model that an image was made with, as a tag of its prompt or an entry of its parameters names
 * it.
 *
 * @param type such as model or lora
 * @param hash as the tool that made the image wrote it, often shortened and in lower case
 * @param weight the strength; 1 is usual
 * @param modelVersionId CivitAI's id
 */
public record ImageResource(
    @Nullable String name,
    @Nullable String type,
    @Nullable String hash,
    @Nullable Double weight,
    @Nullable Long modelVersionId) {

  /** The resource that a tag of a prompt names. */
  public static ImageResource of(LoraTag tag) {
    return new ImageResource(tag.name(), "lora", null, tag.weight(), null);
  }

  /** This resource under another name. */
  ImageResource withName(@Nullable String otherName) {
    return new ImageResource(otherName, type, hash, weight, modelVersionId);
  }

  /**
   * Whether both are the same model with the same weight. Of the version id, the hash and the name,
   * the first that both have decides.
   */
  boolean isSame(ImageResource other) {
    return isSameWeight(other) && isSameModel(other);
  }

  /** Compares as 32-bit floats, since ComfyUI computes with them. */
  private boolean isSameWeight(ImageResource other) {
    return weight == null
        || other.weight == null
        || weight.floatValue() == other.weight.floatValue();
  }

  private boolean isSameModel(ImageResource other) {
    if (modelVersionId != null && other.modelVersionId != null) {
      return modelVersionId.equals(other.modelVersionId);
    }
    String digits = hashDigits();
    String others = other.hashDigits();
    if (digits != null && others != null) {
      int common = Math.min(digits.length(), others.length());
      return common >= ModelHash.FEWEST_DIGITS && digits.regionMatches(0, others, 0, common);
    }
    return name != null && name.equalsIgnoreCase(other.name) && isSameType(other);
  }

  private boolean isSameType(ImageResource other) {
    return type == null || other.type == null || type.equalsIgnoreCase(other.type);
  }

  /** This resource, with values that it lacks taken from the other. */
  ImageResource or(ImageResource other) {
    return new ImageResource(
        or(name, other.name),
        or(type, other.type),
        or(hash, other.hash),
        or(weight, other.weight),
        or(modelVersionId, other.modelVersionId));
  }

  private static <T> @Nullable T or(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  /** The hash in upper case, without the 0x that some tools write before it. */
  public @Nullable String hashDigits() {
    return hash == null ? null : ModelHash.plain(hash);
  }

  /** The first digits of the hash; null if it has too few to distinguish models. */
  @Nullable String hashStart() {
    String digits = hashDigits();
    return digits == null || digits.length() < ModelHash.FEWEST_DIGITS
        ? null
        : digits.substring(0, ModelHash.FEWEST_DIGITS);
  }
}
