package dev.tensors.tsr.modelfile.identify.matching;

import dev.tensors.tsr.text.SaturatingMath;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The tensors of a file by the {@link Form} of their names. A file of thousands of tensors has some
 * dozens of forms, so that rules are quick to ask, whatever its size.
 */
public final class Forms {

  /** Real models have some hundreds. More show that the names follow no architecture. */
  public static final int MOST = 4096;

  private final Map<String, Form> all;
  private final boolean whole;

  /** What patterns were found to mean, for many rules ask for the same. */
  private final Map<String, List<Form>> found = new HashMap<>();

  private final Forms file;

  public Forms(Map<String, Form> all, boolean whole) {
    this.all = all;
    this.whole = whole;
    this.file = this;
  }

  private Forms(Map<String, Form> all, Forms file) {
    this.all = all;
    this.whole = file.whole;
    this.file = file;
  }

  /** The forms by their names. */
  public Map<String, Form> all() {
    return all;
  }

  /** Whether all tensors are in it, which is not so where their names have too many forms. */
  public boolean whole() {
    return whole;
  }

  /** The forms of the whole file, of which these may be a part. */
  Forms file() {
    return file;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public long tensors() {
    return all.values().stream().mapToLong(Form::count).sum();
  }

  /** The number of tensors that a pattern means. */
  long tensors(FormPattern pattern) {
    return of(pattern).stream().mapToLong(Form::count).sum();
  }

  /** The number of elements of all tensors. */
  public long elements() {
    return all.values().stream().mapToLong(Form::elements).reduce(0, SaturatingMath::sum);
  }

  /** The forms whose names begin so, without that beginning and its indices. */
  public Forms below(String prefix) {
    return below(prefix, "");
  }

  /** The forms whose names begin so, with another beginning that has no indices. */
  Forms below(String prefix, String instead) {
    int indices = (int) prefix.chars().filter(c -> c == '#').count();
    Map<String, Form> below = new LinkedHashMap<>();
    all.forEach(
        (name, form) -> {
          if (name.startsWith(prefix)) {
            below.put(
                instead + name.substring(prefix.length()),
                indices == 0 ? form : form.withoutIndices(indices));
          }
        });
    return new Forms(below, file);
  }

  /** The forms whose names meet a condition, under their whole names. */
  public Forms named(Predicate<String> condition) {
    Map<String, Form> named = new LinkedHashMap<>();
    all.forEach(
        (name, form) -> {
          if (condition.test(name)) {
            named.put(name, form);
          }
        });
    return new Forms(named, file);
  }

  /** The forms that a pattern means. */
  public List<Form> of(FormPattern pattern) {
    List<Form> forms = found.get(pattern.text());
    if (forms == null) {
      forms = pattern.in(all);
      found.put(pattern.text(), forms);
    }
    return forms;
  }

  public boolean has(FormPattern pattern) {
    return !of(pattern).isEmpty();
  }
}
