package dev.tensors.tsr.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which forms a rule asks for: a form's name, where a star at its start or end stands for any text;
 * several stand between bars.
 */
final class FormPattern {

  /** One of the names between the bars. */
  private record Name(String text, boolean openStart, boolean openEnd) {

    static Name of(String text) {
      boolean openStart = text.startsWith("*");
      boolean openEnd = text.endsWith("*");
      int end = text.length() - (openEnd ? 1 : 0);
      return new Name(text.substring(openStart ? 1 : 0, end), openStart, openEnd);
    }

    boolean isExact() {
      return !openStart && !openEnd;
    }

    boolean matches(String name) {
      if (openStart) {
        return openEnd ? name.contains(text) : name.endsWith(text);
      }
      return openEnd ? name.startsWith(text) : name.equals(text);
    }
  }

  private final List<Name> names = new ArrayList<>();

  private FormPattern(String text) {
    for (String name : text.split("\\|")) {
      names.add(Name.of(name));
    }
  }

  static FormPattern of(String text) {
    return new FormPattern(text);
  }

  /** The names of which one must be there; null where they have stars. */
  List<String> exactNames() {
    return names.stream().allMatch(Name::isExact) ? names.stream().map(Name::text).toList() : null;
  }

  /** The forms that it means. */
  List<Form> in(Map<String, Form> forms) {
    List<Form> found = new ArrayList<>();
    for (Name name : names) {
      if (name.isExact()) {
        Form form = forms.get(name.text());
        if (form != null) {
          found.add(form);
        }
      } else {
        forms.forEach(
            (other, form) -> {
              if (name.matches(other)) {
                found.add(form);
              }
            });
      }
    }
    return found;
  }
}
