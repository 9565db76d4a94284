package dev.tensors.tsr.references;

import org.jspecify.annotations.Nullable;

/**
 * A model as a picture, a workflow or a prompt names it. At least one of name, hash, versionId and
 * modelId is there, or nothing matches it.
 *
 * @param type such as checkpoint, lora or embedding; {@link #OTHER}: not known
 * @param name a file's name with or without folder and extension, an alias, or a model's title at
 *     CivitAI; null if there is none
 * @param hash 8 to 64 digits, upper case hex; null if there is none
 * @param hashKind {@link ModelMatch#SHA256}, {@link ModelMatch#WEIGHTS}, {@link ModelMatch#AUTOV1}
 *     or {@link ModelMatch#BLAKE3}; null if it is not known
 * @param weight 1 is usual; null if it is not known
 * @param versionId CivitAI's id; null if it is not known
 * @param modelId CivitAI's id; null if it is not known
 * @param air a URN such as {@code urn:air:sdxl:lora:civitai:82098@87153}; null if there is none
 * @param url where a workflow says that the file can be downloaded: its author chose the address;
 *     null if it says none
 */
public record ModelMention(
    String type,
    @Nullable String name,
    @Nullable String hash,
    @Nullable ModelMatch hashKind,
    @Nullable Double weight,
    @Nullable Long versionId,
    @Nullable Long modelId,
    @Nullable String air,
    @Nullable String url) {

  /** A model without an address. */
  public ModelMention(
      String type,
      @Nullable String name,
      @Nullable String hash,
      @Nullable ModelMatch hashKind,
      @Nullable Double weight,
      @Nullable Long versionId,
      @Nullable Long modelId,
      @Nullable String air) {
    this(type, name, hash, hashKind, weight, versionId, modelId, air, null);
  }

  /** The type of a model whose type is not known. */
  public static final String OTHER = "other";

  /** The type of an embedding, also called textual inversion. */
  public static final String EMBEDDING = "embedding";

  /** An embedding whose name stands in a prompt. */
  public static ModelMention embedding(String name) {
    return new ModelMention(EMBEDDING, name, null, null, null, null, null, null);
  }

  /** This mention with ids and hash of the version that CivitAI has for it. */
  public ModelMention withVersion(long version, @Nullable Long model) {
    return new ModelMention(type, name, hash, hashKind, weight, version, model, air, url);
  }

  /** What is recorded of the mention in a picture. */
  public ModelMention withoutUrl() {
    return new ModelMention(type, name, hash, hashKind, weight, versionId, modelId, air);
  }

  /** What files are matched with: equal for all pictures that name the model in the same words. */
  public ModelMention withoutUse() {
    return new ModelMention(type, name, hash, hashKind, null, versionId, modelId, null);
  }

  /** This mention, with the values that only another mention of the same model has. */
  public ModelMention or(ModelMention other) {
    return new ModelMention(
        type.equals(OTHER) ? other.type : type,
        name == null ? other.name : name,
        hash == null ? other.hash : hash,
        hash == null ? other.hashKind : hashKind,
        weight == null ? other.weight : weight,
        versionId == null ? other.versionId : versionId,
        modelId == null ? other.modelId : modelId,
        air == null ? other.air : air,
        url == null ? other.url : url);
  }
}
