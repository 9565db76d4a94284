package dev.tensors.tsr.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;

/** What a text may have beside what JSON allows. */
public enum JsonForm {
  STRICT(100),

  /** NaN and Infinity, as Python writes them. */
  NON_FINITE(100, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS),

  /**
   * Also control characters in strings, and more levels: graphs nest a dozen levels, and a few more
   * with subgraphs.
   */
  LENIENT(
      200,
      JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
      JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS),

  /** Also strings as Python prints them in lists. */
  PYTHON(
      200,
      JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
      JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
      JsonReadFeature.ALLOW_SINGLE_QUOTES,
      JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER);

  private final int deepest;
  private final JsonFactory factory;

  /** JsonValueReader checks the limits, so that an entry that exceeds one can be skipped. */
  JsonForm(int deepest, JsonReadFeature... features) {
    this.deepest = deepest;
    JsonFactoryBuilder builder =
        JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build());
    for (JsonReadFeature feature : features) {
      builder.enable(feature);
    }
    this.factory = builder.build();
  }

  /** The most levels of a value. */
  int deepest() {
    return deepest;
  }

  /**
   * Whether such texts are read only, and nothing of them is stored or written again: strings may
   * be as long as the text, and names may have halves of surrogate pairs.
   */
  boolean isOnlyRead() {
    return this == LENIENT || this == PYTHON;
  }

  JsonFactory factory() {
    return factory;
  }
}
