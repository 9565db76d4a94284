package dev.tensors.tsr.identify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors of a file by the {@link Form} of their names. A file of thousands of tensors has some
 * dozens of forms, so that rules are quick to ask, whatever its size.
 *
 * @param all the forms by their names
 * @param whole whether all tensors are in it, which is not so where their names have too many forms
 */
record Forms(Map<String, Form> all, boolean whole) {

  /** Real models have some hundreds. More tell that the names follow no architecture. */
  static final int MOST = 4096;

  boolean isEmpty() {
    return all.isEmpty();
  }

  long tensors() {
    return all.values().stream().mapToLong(Form::count).sum();
  }

  /** The forms whose names begin so, without that beginning. */
  Forms below(String prefix) {
    Map<String, Form> below = new LinkedHashMap<>();
    all.forEach(
        (name, form) -> {
          if (name.startsWith(prefix)) {
            below.put(name.substring(prefix.length()), form);
          }
        });
    return new Forms(below, whole);
  }

  boolean has(FormPattern pattern) {
    return !pattern.in(all).isEmpty();
  }
}
