package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.matching.Form;
import dev.tensors.tsr.modelfile.identify.matching.Forms;
import dev.tensors.tsr.modelfile.identify.matching.KroneckerWidths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the tensors of the latest files were recognised, since many adapters in a library
 * have the same tensors, and applying all rules takes as long as reading a small file's header.
 * Several threads may use it.
 */
public final class Recognitions {

  private static final int MOST = 64;

  /** A file with more forms is large, so that asking the rules takes little of its time. */
  private static final int MOST_FORMS = 256;

  private final Map<Map<String, Form>, Recognition> latest =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, Form>, Recognition> eldest) {
          return size() > MOST;
        }
      };

  /** Tells what a file with these forms is. The forms do not change any more. */
  public Recognition of(Forms forms, KroneckerWidths kronecker) {
    if (!forms.whole() || forms.all().size() > MOST_FORMS || !kronecker.modules().isEmpty()) {
      return Recognition.of(forms, kronecker);
    }
    Recognition known = known(forms);
    if (known == null) {
      known = Recognition.of(forms, kronecker);
      remember(forms, known);
    }
    return known;
  }

  private synchronized @Nullable Recognition known(Forms forms) {
    return latest.get(forms.all());
  }

  private synchronized void remember(Forms forms, Recognition found) {
    latest.put(forms.all(), found);
  }
}
