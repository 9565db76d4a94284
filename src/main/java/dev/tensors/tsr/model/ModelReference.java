package dev.tensors.tsr.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model or a version as a user names it: by CivitAI's id, by the address of a page or a download
 * at civitai.com or civitai.red, or by its AIR, such as {@code
 * urn:air:sdxl:lora:civitai:101055@128078}.
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

  /** Ecosystem and type tell nothing that CivitAI's ids do not, and may be left out. */
  private static final Pattern AIR =
      Pattern.compile(
          "(?:(?:urn:)?(?:air:)?(?:[\\w.-]*:){0,2}civitai:(?<model>\\d{1,10})(?:@(?<version>\\d{1,10}))?"
              + "|(?<shortModel>\\d{1,10})@(?<shortVersion>\\d{1,10}))"
              + "(?:\\+\\d+)?(?:\\.\\w+)?",
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
    return ID.matcher(stripped).matches()
        ? id(stripped).map(id -> numberIsModel ? model(id) : version(id))
        : ofAddress(stripped);
  }

  /** Reads an address or an AIR; empty if the word is neither, as a number. */
  public static Optional<ModelReference> ofAddress(String word) {
    String stripped = word.strip();
    Matcher address = ADDRESS.matcher(stripped);
    if (!address.matches()) {
      return ofAir(stripped);
    }
    boolean namesVersion = address.group("version") != null || address.group("download") != null;
    return id(address.group("id"))
        .map(id -> namesVersion ? version(id) : new ModelReference(id, versionInQuery(stripped)));
  }

  private static Optional<ModelReference> ofAir(String word) {
    Matcher air = AIR.matcher(word);
    if (!air.matches()) {
      return Optional.empty();
    }
    boolean isShort = air.group("model") == null;
    String version = air.group(isShort ? "shortVersion" : "version");
    Optional<Long> versionId = version == null ? Optional.empty() : id(version);
    return version != null && versionId.isEmpty()
        ? Optional.empty()
        : id(air.group(isShort ? "shortModel" : "model"))
            .map(model -> new ModelReference(model, versionId.orElse(null)));
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
