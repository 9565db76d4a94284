package dev.tensors.tsr.modelfile.identify.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells how wide the modules of a LoKr adapter are: a Kronecker product is as wide as its two
 * factors' widths multiplied. The factors of a module stand together in a header, so that only the
 * last module need be kept; widths of factors that stand apart stay unknown.
 */
public final class KroneckerWidths {

  private final Map<String, Form> modules = new HashMap<>();
  private String stem = "";
  private String module = "";
  private final long[] given = new long[2];
  private final long[] taken = new long[2];

  /** Adds a tensor; only factors of Kronecker products, and parts of them, count. */
  public void add(String name, NameTraits traits, long[] shape) {
    AdapterEnding ending = traits.ending();
    if (ending == null || ending.part() != AdapterEnding.Part.FACTOR) {
      return;
    }
    String text = ending.text();
    int length = name.length() - text.length();
    if (length != stem.length() || !name.startsWith(stem)) {
      close();
      stem = name.substring(0, length);
      module = traits.stem();
    }
    int factor = text.startsWith(".lokr_w1") ? 0 : 1;
    boolean both = text.equals(".lokr_w1") || text.equals(".lokr_w2");
    if (shape.length < 2 || text.equals(".lokr_t2")) {
      return;
    }
    if (both || text.endsWith("_a")) {
      given[factor] = shape[0];
    }
    if (both || text.endsWith("_b")) {
      taken[factor] = shape[1];
    }
  }

  private void close() {
    long gives = Math.multiplyHigh(given[0], given[1]) == 0 ? given[0] * given[1] : 0;
    long takes = Math.multiplyHigh(taken[0], taken[1]) == 0 ? taken[0] * taken[1] : 0;
    if (gives > 0 && takes > 0) {
      Form widths = modules.computeIfAbsent(module, name -> new Form(NameTraits.of(name)));
      widths.addLength(0, gives);
      widths.addLength(1, takes);
    }
    given[0] = given[1] = taken[0] = taken[1] = 0;
  }

  /**
   * The widths by the names of modules, with {@code #} for indices: what a module gives is along
   * axis 0, what it takes along axis 1.
   */
  public Map<String, Form> modules() {
    close();
    stem = "";
    return modules;
  }
}
