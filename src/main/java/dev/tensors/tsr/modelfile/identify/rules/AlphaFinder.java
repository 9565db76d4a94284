package dev.tensors.tsr.modelfile.identify.rules;

import org.jspecify.annotations.Nullable;

/**
 * Finds the alpha of the module with the largest rank. A module's tensors stand together in a
 * header, so that only the last module need be kept; else the first alpha is taken.
 */
public final class AlphaFinder {

  static final String ALPHA = ".alpha";

  private String module = "";
  private long rank;
  private @Nullable AlphaTensor alpha;
  private long bestRank = -1;
  private @Nullable AlphaTensor best;

  /** Adds a tensor; {@code begin} is where its data begins, in bytes from the header's end. */
  public void add(String name, NameTraits traits, String dtype, long[] shape, long begin) {
    if (traits.alpha()) {
      enter(name, ALPHA);
      if (SaturatingMath.elements(shape) == 1) {
        alpha = AlphaTensor.of(begin, dtype);
      }
    } else if (traits.ending() != null && traits.ending().tellsRank()) {
      enter(name, traits.ending().text());
      rank = Math.max(rank, shape.length >= 2 ? shape[0] : 0);
    } else {
      return;
    }
    if (alpha != null && rank > bestRank) {
      bestRank = rank;
      best = alpha;
    }
  }

  private void enter(String name, String ending) {
    int length = name.length() - ending.length();
    if (length != module.length() || !name.startsWith(module)) {
      module = name.substring(0, length);
      rank = 0;
      alpha = null;
    }
  }

  /** The tensor that holds the alpha; null where there is none. */
  public @Nullable AlphaTensor found() {
    return best;
  }
}
