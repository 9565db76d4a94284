package dev.tensors.tsr.model.examples;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that an image was made with: its resources in the prompt and the parameters, merged.
 *
 * @param resource the merged resource
 * @param names all names of the merged resources, in lower case
 * @param modelName the model's name at CivitAI; null if the version is not in the catalogue
 * @param versionName the version's name at CivitAI; null if the version is not in the catalogue
 * @param path the path of a local file with the model; null if there is none in the catalogue
 */
public record ImageModel(
    ImageResource resource,
    Set<String> names,
    @Nullable String modelName,
    @Nullable String versionName,
    @Nullable String path) {

  public ImageModel(ImageResource resource, Set<String> names) {
    this(resource, names, null, null, null);
  }

  /** This model with the names that the catalogue has of it and its version. */
  public ImageModel withVersion(@Nullable String modelName, @Nullable String versionName) {
    return new ImageModel(resource, names, modelName, versionName, path);
  }

  /** This model with the path of a local file. */
  public ImageModel withFile(@Nullable String path) {
    return new ImageModel(resource, names, modelName, versionName, path);
  }

  /** The resource's name, or else the catalogue's. */
  public @Nullable String name() {
    return resource.name() != null ? resource.name() : cachedName();
  }

  /** The names of the model and of the version in the catalogue. */
  public @Nullable String cachedName() {
    return versionName == null ? null : modelName + " " + versionName;
  }
}
