package dev.tensors.tsr.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's id at CivitAI, or its page there. */
final class ModelReference {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:https?://[^/]+(?:/\\w+)?/models/)?(\\d{1,10})(?:[/?#].*)?");

  private static final Pattern VERSION = Pattern.compile("[?&]modelVersionId=(\\d{1,10})(?!\\d)");

  private ModelReference() {}

  /** The id that a user means; empty if it is none. */
  static Optional<Long> id(String word) {
    Matcher reference = REFERENCE.matcher(word.strip());
    return Optional.of(reference)
        .filter(Matcher::matches)
        .map(match -> Long.valueOf(match.group(1)))
        .filter(id -> id >= 1 && id <= Integer.MAX_VALUE);
  }

  /** The id of the version that the address of a page names; empty if it names none. */
  static Optional<Long> versionId(String word) {
    Matcher version = VERSION.matcher(word);
    return version.find() ? Optional.of(Long.valueOf(version.group(1))) : Optional.empty();
  }
}
