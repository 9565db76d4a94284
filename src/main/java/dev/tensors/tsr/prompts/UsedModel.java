package dev.tensors.tsr.prompts;

import java.util.Set;

/**
 * A model that an image was made with, put together from all places that tell of it.
 *
 * @param told what these places tell
 * @param names all names that it goes by there, in lower case
 * @param modelName the model's name at CivitAI; null if the catalogue does not know its version
 * @param versionName the version's name at CivitAI; null if the catalogue does not know it
 * @param filePath the file that is here; null if it is not known to be here
 */
public record UsedModel(
    ImageResource told, Set<String> names, String modelName, String versionName, String filePath) {

  UsedModel(ImageResource told, Set<String> names) {
    this(told, names, null, null, null);
  }

  /** This model with what the catalogue knows of its version. */
  public UsedModel withVersion(String modelName, String versionName) {
    return new UsedModel(told, names, modelName, versionName, filePath);
  }

  /** This model with the file that is here. */
  public UsedModel withFile(String path) {
    return new UsedModel(told, names, modelName, versionName, path);
  }

  /** The name that it was told under, else the one that the catalogue knows; null if none. */
  public String name() {
    return told.name() != null ? told.name() : cachedName();
  }

  /** The model's and the version's names; null if the catalogue does not know the version. */
  String cachedName() {
    return versionName == null ? null : modelName + " " + versionName;
  }
}
