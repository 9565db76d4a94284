package dev.tensors.tsr.civitai;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model or a version as a user names it: by CivitAI's id, or by the address of a page or a
 * download at civitai.com or civitai.red.
 *
 * @param modelId CivitAI's id; null where only a version is named
 * @param versionId CivitAI's id; null where only a model is named
 */
public record ModelReference(@Nullable Long modelId, @Nullable Long versionId) {

  private static final Pattern ID = Pattern.compile("\\d{1,10}");

  /** A page, which can begin with a language, an address of the API, or a download. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?://)?(?:www\\.)?civitai\\.(?:com|red)(?::\\d{1,5})?"
              + "(?:/[a-z]{2}(?:-[a-z]{2,4})?|/api/v1|(?<download>/api/download))?"
              + "/(?:models|(?<version>model-versions))/(?<id>\\d{1,10})(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern VERSION_IN_QUERY =
      Pattern.compile("[?&]modelVersionId=(\\d{1,10})(?:[&#].*)?$", Pattern.CASE_INSENSITIVE);

  /** Reads a reference in which a number is a model's id; empty if the word is not a reference. */
  public static Optional<ModelReference> ofModel(String word) {
    return of(word, true);
  }

  /**
   * Reads a reference in which a number is a version's id; empty if the word is not a reference.
   * The address of a model's page has no version's id.
   */
  public static Optional<ModelReference> ofVersion(String word) {
    return of(word, false);
  }

  private static Optional<ModelReference> of(String word, boolean numberIsModel) {
    String stripped = word.strip();
    if (ID.matcher(stripped).matches()) {
      return id(stripped).map(id -> numberIsModel ? model(id) : version(id));
    }
    Matcher address = ADDRESS.matcher(stripped);
    if (!address.matches()) {
      return Optional.empty();
    }
    boolean namesVersion = address.group("version") != null || address.group("download") != null;
    return id(address.group("id"))
        .map(id -> namesVersion ? version(id) : new ModelReference(id, versionInQuery(stripped)));
  }

  private static @Nullable Long versionInQuery(String address) {
    Matcher query = VERSION_IN_QUERY.matcher(address.replaceFirst("#.*", ""));
    return query.find() ? id(query.group(1)).orElse(null) : null;
  }

  private static ModelReference model(long id) {
    return new ModelReference(id, null);
  }

  private static ModelReference version(long id) {
    return new ModelReference(null, id);
  }

  private static Optional<Long> id(String digits) {
    return Optional.of(Long.valueOf(digits)).filter(id -> id >= 1 && id <= Integer.MAX_VALUE);
  }
}
