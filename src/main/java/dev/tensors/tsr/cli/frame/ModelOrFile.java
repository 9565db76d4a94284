package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.civitai.ModelReference;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a word names that stands for a model at CivitAI or for a file in the catalogue. */
public sealed interface ModelOrFile {

  /** A model or version, which need not be cached. */
  record Model(ModelReference reference) implements ModelOrFile {}

  record File(LocalFile file) implements ModelOrFile {}

  int SHORTEST_SHA256 = 8;

  Pattern ADDRESS = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

  /**
   * Finds what a word names. A number is a model's id if that model is cached, or if it is neither
   * a path nor a SHA-256.
   *
   * @throws NotFound if the word matches no file, or files with different contents
   */
  static ModelOrFile of(String word, Database database) {
    Optional<ModelReference> named = ModelReference.ofModel(word);
    @Nullable Long modelId = named.map(ModelReference::modelId).orElse(null);
    if (named.isPresent()
        && (modelId == null || new CachedModels(database).has(modelId) || !mayBeFile(word))) {
      return new Model(named.get());
    }
    if (named.isEmpty() && ADDRESS.matcher(word).lookingAt()) {
      throw new NotFound("'" + word + "' is not the page address of a model at CivitAI");
    }
    try {
      return new File(new FileArguments(database).ofContents(List.of(word)).getFirst());
    } catch (NotFound e) {
      throw e.candidates().isEmpty() && modelId != null ? notCached(modelId) : e;
    }
  }

  /** The error about a model that is not cached. */
  static NotFound notCached(long modelId) {
    return new NotFound(
        "model " + modelId + " is not in the catalogue; tsr db cache " + modelId + " stores it");
  }

  /**
   * Requires that a version is cached.
   *
   * @param modelId CivitAI's id; null: of any model
   * @throws NotFound if it is not
   */
  static void requireVersion(@Nullable Long modelId, long versionId, CachedModels models) {
    if (!models.hasVersion(modelId, versionId)) {
      throw new NotFound(
          "%s %d in the catalogue; refresh the model with tsr db cache"
              .formatted(
                  modelId == null ? "there is no version" : "the model has no version", versionId));
    }
  }

  private static boolean mayBeFile(String word) {
    try {
      return word.matches("\\d{" + SHORTEST_SHA256 + ",}") || Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
