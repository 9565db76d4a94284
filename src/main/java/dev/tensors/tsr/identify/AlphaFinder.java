package dev.tensors.tsr.identify;

import java.util.List;

/**
 * Finds the alpha of the module with the largest rank. A module's tensors stand together in a
 * header, so that only the last module need be kept; else the first alpha is taken.
 */
final class AlphaFinder {

  private static final String ALPHA = ".alpha";

  private static final List<String> RANKED =
      List.of(
          ".lora_down.weight",
          ".lora_A.weight",
          ".lora_A.default.weight",
          ".hada_w1_b",
          ".lokr_w2_b");

  private String module = "";
  private long rank;
  private AlphaTensor alpha;
  private long bestRank = -1;
  private AlphaTensor best;

  void add(String name, String dtype, long[] shape, long begin) {
    if (name.endsWith(ALPHA)) {
      enter(name, ALPHA);
      if (elements(shape) == 1) {
        alpha = AlphaTensor.of(begin, dtype);
      }
    } else {
      for (String ending : RANKED) {
        if (name.endsWith(ending)) {
          enter(name, ending);
          rank = shape.length >= 2 ? shape[0] : 0;
        }
      }
    }
    if (alpha != null && rank > bestRank) {
      bestRank = rank;
      best = alpha;
    }
  }

  private void enter(String name, String ending) {
    String entered = name.substring(0, name.length() - ending.length());
    if (!entered.equals(module)) {
      module = entered;
      rank = 0;
      alpha = null;
    }
  }

  private static long elements(long[] shape) {
    long elements = 1;
    for (long length : shape) {
      elements *= length;
    }
    return elements;
  }

  /** The tensor that holds the alpha; null where there is none. */
  AlphaTensor found() {
    return best;
  }
}
