package dev.tensors.tsr.modelfile.identify.matching;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the forms of a file's tensors, one tensor after the other. A number that stands between
 * separators is an index and becomes {@code #}: {@code blocks.12.attn.to_q.weight} and {@code
 * lora_unet_blocks_12_attn} do, {@code linear1} and {@code clip_l} stay.
 */
public final class FormCollector {

  /** Names of real tensors have some 100 characters. */
  private static final int LONGEST_NAME = 512;

  private static final int MOST_INDICES = 8;

  private final Map<String, Form> forms = new LinkedHashMap<>();
  private final StringBuilder name = new StringBuilder();
  private final long[] indices = new long[MOST_INDICES];
  private boolean whole = true;

  /**
   * Adds a tensor.
   *
   * @return its form; null for a tensor that is not collected, because its name is too long or the
   *     file has too many forms
   */
  public @Nullable Form add(String tensor, long[] shape, long elements) {
    if (tensor.length() > LONGEST_NAME) {
      whole = false;
      return null;
    }
    int found = canonicalise(tensor);
    String key = name.toString();
    Form form = forms.get(key);
    if (form == null) {
      if (forms.size() == Forms.MOST) {
        whole = false;
        return null;
      }
      form = new Form(NameTraits.of(key));
      forms.put(key, form);
    }
    form.add(indices, found, shape, elements);
    return form;
  }

  /** Makes the form's name of a tensor's; returns how many indices there were. */
  private int canonicalise(String tensor) {
    name.setLength(0);
    int found = 0;
    int i = 0;
    while (i < tensor.length()) {
      int end = i;
      while (end < tensor.length() && isDigit(tensor.charAt(end))) {
        end++;
      }
      boolean isIndex =
          end > i
              && (i == 0 || isSeparator(tensor.charAt(i - 1)))
              && (end == tensor.length() || isSeparator(tensor.charAt(end)));
      if (isIndex) {
        name.append('#');
        if (found < MOST_INDICES) {
          indices[found++] = index(tensor, i, end);
        }
        i = end;
      } else {
        int next = Math.max(end, i + 1);
        name.append(tensor, i, next);
        i = next;
      }
    }
    return found;
  }

  private static long index(String tensor, int from, int to) {
    return to - from > 9 ? Integer.MAX_VALUE : Long.parseLong(tensor, from, to, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '_';
  }

  public Forms forms() {
    return new Forms(forms, whole);
  }
}
