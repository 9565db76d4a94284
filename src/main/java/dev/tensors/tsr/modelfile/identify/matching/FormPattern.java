package dev.tensors.tsr.modelfile.identify.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which forms a rule asks for: a form's name, where one or two stars stand for any text; several
 * names stand between bars.
 */
public final class FormPattern {

  /**
   * One of the names between the bars.
   *
   * @param start what the form's name begins with
   * @param middle what it contains behind that; null where the name has fewer than two stars
   * @param end what it ends with; null where the name has no star
   */
  private record Name(String start, @Nullable String middle, @Nullable String end) {

    static Name of(String text) {
      int first = text.indexOf('*');
      if (first < 0) {
        return new Name(text, null, null);
      }
      int last = text.lastIndexOf('*');
      String middle = first == last ? null : text.substring(first + 1, last);
      return new Name(text.substring(0, first), middle, text.substring(last + 1));
    }

    boolean isExact() {
      return end == null;
    }

    boolean matches(String name) {
      if (end == null) {
        return start.equals(name);
      }
      int left = name.length() - start.length() - end.length();
      if (left < 0 || !name.startsWith(start) || !name.endsWith(end)) {
        return false;
      }
      int found = middle == null ? 0 : name.indexOf(middle, start.length());
      return middle == null
          || found >= 0 && found + middle.length() <= name.length() - end.length();
    }
  }

  private final String text;
  private final List<Name> names = new ArrayList<>();

  private FormPattern(String text) {
    this.text = text;
    for (String name : text.split("\\|")) {
      names.add(Name.of(name));
    }
  }

  public static FormPattern of(String text) {
    return new FormPattern(text);
  }

  /** The pattern as it is written. */
  String text() {
    return text;
  }

  /** The names of which one must be there; null where they have stars. */
  @Nullable List<String> exactNames() {
    return names.stream().allMatch(Name::isExact) ? names.stream().map(Name::start).toList() : null;
  }

  /** Whether the pattern means a form of this name. */
  boolean matches(String form) {
    for (Name name : names) {
      if (name.matches(form)) {
        return true;
      }
    }
    return false;
  }

  /** The forms that it means. */
  List<Form> in(Map<String, Form> forms) {
    List<Form> found = new ArrayList<>();
    for (Name name : names) {
      if (name.isExact()) {
        Form form = forms.get(name.start());
        if (form != null) {
          found.add(form);
        }
      } else {
        for (Map.Entry<String, Form> entry : forms.entrySet()) {
          if (name.matches(entry.getKey())) {
            found.add(entry.getValue());
          }
        }
      }
    }
    return found;
  }
}
