package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.model.Air;
import dev.tensors.tsr.model.HashKind;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * A model that a picture was made with, as the picture's text names it. At least one of name, hash,
 * versionId, modelId and air is not null.
 *
 * @param name as it was written: a file's name with or without folder and extension, an alias, or a
 *     model's title at CivitAI; null if none was
 * @param hash 8 to 64 digits in upper case; null if none was written
 * @param hashKind null: not written
 * @param weight the strength, usually 1; null: not written
 * @param versionId CivitAI's id; null: not written
 * @param modelId CivitAI's id; null: not written
 * @param air such as {@code urn:air:sdxl:lora:civitai:82098@87153}; null if none was written
 * @param url the address of the file in a workflow, foreign text; null: none
 * @param directory ComfyUI's folder for the file in a workflow, such as {@code loras}; null: none
 */
public record ModelUse(
    ModelKind kind,
    @Nullable String name,
    @Nullable String hash,
    @Nullable HashKind hashKind,
    @Nullable Double weight,
    @Nullable Long versionId,
    @Nullable Long modelId,
    @Nullable String air,
    @Nullable String url,
    @Nullable String directory) {

  public static ModelUse named(ModelKind kind, @Nullable String name) {
    return new ModelUse(kind, name, null, null, null, null, null, null, null, null);
  }

  /** The model that an AIR names. */
  public static ModelUse of(Air air) {
    return new ModelUse(
        air.kind(), null, null, null, null, air.versionId(), air.modelId(), air.text(), null, null);
  }

  public ModelUse withKind(ModelKind other) {
    return new ModelUse(
        other, name, hash, hashKind, weight, versionId, modelId, air, url, directory);
  }

  ModelUse withName(@Nullable String other) {
    return new ModelUse(
        kind, other, hash, hashKind, weight, versionId, modelId, air, url, directory);
  }

  /** This model with a hash as it was written; unchanged if the text is no hash. */
  public ModelUse withHash(@Nullable String written, @Nullable HashKind ofKind) {
    String digits = ModelHash.digits(written);
    return digits == null
        ? this
        : new ModelUse(kind, name, digits, ofKind, weight, versionId, modelId, air, url, directory);
  }

  public ModelUse withWeight(@Nullable Double other) {
    return new ModelUse(kind, name, hash, hashKind, other, versionId, modelId, air, url, directory);
  }

  ModelUse withIds(@Nullable Long version, @Nullable Long model) {
    return new ModelUse(kind, name, hash, hashKind, weight, version, model, air, url, directory);
  }

  public ModelUse withSource(@Nullable String atUrl, @Nullable String inDirectory) {
    return new ModelUse(
        kind, name, hash, hashKind, weight, versionId, modelId, air, atUrl, inDirectory);
  }

  /** Whether its weight was 0, so that it had no effect. */
  public boolean isUnused() {
    return weight != null && weight == 0;
  }

  public boolean isNothing() {
    return name == null && hash == null && versionId == null && modelId == null && air == null;
  }

  /** This model, with the values that only another mention of the same model has. */
  ModelUse or(ModelUse other) {
    boolean otherHash = hash == null;
    return new ModelUse(
        kind == ModelKind.OTHER ? other.kind : kind,
        betterName(other),
        otherHash ? other.hash : hash,
        otherHash ? other.hashKind : hashKind,
        weight == null || isUnused() && other.weight != null ? other.weight : weight,
        or(versionId, other.versionId),
        or(modelId, other.modelId),
        or(air, other.air),
        or(url, other.url),
        or(directory, other.directory));
  }

  /** Prefers the whole name of a file to its stem. */
  private @Nullable String betterName(ModelUse other) {
    return name == null || !ModelName.hasExtension(name) && ModelName.hasExtension(other.name)
        ? or(other.name, name)
        : name;
  }

  private static <T> @Nullable T or(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }
}
