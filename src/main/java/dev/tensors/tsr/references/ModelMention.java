package dev.tensors.tsr.references;

import dev.tensors.tsr.model.Air;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import org.jspecify.annotations.Nullable;

/**
 * A model as a picture, a workflow or a prompt names it. At least one of name, hash, versionId,
 * modelId and air is there, or nothing matches it.
 *
 * @param name as it was written: a file's name with or without folder and extension, an alias, or a
 *     model's title at CivitAI; null if there is none
 * @param hash 8 to 64 digits, upper case hex; null if there is none
 * @param hashKind {@link ModelMatch#SHA256}, {@link ModelMatch#WEIGHTS}, {@link ModelMatch#AUTOV1}
 *     or {@link ModelMatch#BLAKE3}; null where the text leaves doubt
 * @param weight 1 is usual; null if it is not known
 * @param versionId CivitAI's id; null if it is not known
 * @param modelId CivitAI's id; null if it is not known
 * @param air a URN such as {@code urn:air:sdxl:lora:civitai:82098@87153}; null if there is none
 * @param url where a workflow says that the file can be downloaded: its author chose the address;
 *     null if it says none
 */
public record ModelMention(
    ModelKind kind,
    @Nullable String name,
    @Nullable String hash,
    @Nullable ModelMatch hashKind,
    @Nullable Double weight,
    @Nullable Long versionId,
    @Nullable Long modelId,
    @Nullable String air,
    @Nullable String url) {

  public static ModelMention named(ModelKind kind, @Nullable String name) {
    return new ModelMention(kind, name, null, null, null, null, null, null, null);
  }

  /** The model that an AIR names. */
  public static ModelMention of(Air air) {
    return new ModelMention(
        air.kind(), null, null, null, null, air.versionId(), air.modelId(), air.text(), null);
  }

  public ModelMention withKind(ModelKind other) {
    return new ModelMention(other, name, hash, hashKind, weight, versionId, modelId, air, url);
  }

  public ModelMention withName(@Nullable String other) {
    return new ModelMention(kind, other, hash, hashKind, weight, versionId, modelId, air, url);
  }

  /** This mention with a hash as it was written; unchanged if the text is no hash. */
  public ModelMention withHash(@Nullable String written, @Nullable ModelMatch ofKind) {
    String digits = ModelHash.digits(written);
    return digits == null
        ? this
        : new ModelMention(kind, name, digits, ofKind, weight, versionId, modelId, air, url);
  }

  public ModelMention withWeight(@Nullable Double other) {
    return new ModelMention(kind, name, hash, hashKind, other, versionId, modelId, air, url);
  }

  public ModelMention withIds(@Nullable Long version, @Nullable Long model) {
    return new ModelMention(kind, name, hash, hashKind, weight, version, model, air, url);
  }

  public ModelMention withUrl(@Nullable String other) {
    return new ModelMention(kind, name, hash, hashKind, weight, versionId, modelId, air, other);
  }

  /** What files are matched with: equal for all pictures that name the model in the same words. */
  public ModelMention withoutUse() {
    return new ModelMention(kind, name, hash, hashKind, null, versionId, modelId, null, null);
  }

  /** Whether its weight was 0, so that it had no effect. */
  public boolean isUnused() {
    return weight != null && weight == 0;
  }

  public boolean isNothing() {
    return name == null && hash == null && versionId == null && modelId == null && air == null;
  }

  /** This mention, with the values that only another mention of the same model has. */
  public ModelMention or(ModelMention other) {
    return new ModelMention(
        kind == ModelKind.OTHER ? other.kind : kind,
        or(name, other.name),
        or(hash, other.hash),
        hash == null ? other.hashKind : hashKind,
        isUnused() ? or(other.weight, weight) : or(weight, other.weight),
        or(versionId, other.versionId),
        or(modelId, other.modelId),
        or(air, other.air),
        or(url, other.url));
  }

  private static <T> @Nullable T or(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }
}
