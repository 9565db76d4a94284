package dev.tensors.tsr.modelfile.identify.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules by the forms without which they cannot match, so that a file is asked only those that it
 * may meet.
 */
public final class RuleSet {

  private final Map<String, List<Rule>> byKey = new HashMap<>();
  private final List<Rule> withoutKey = new ArrayList<>();

  public RuleSet(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.key() == null) {
        withoutKey.add(rule);
      } else {
        rule.key().forEach(key -> byKey.computeIfAbsent(key, all -> new ArrayList<>()).add(rule));
      }
    }
  }

  /** The rules that a file's forms meet. */
  public Set<Rule> matching(Forms forms) {
    Set<Rule> candidates = new LinkedHashSet<>(withoutKey);
    for (String name : forms.all().keySet()) {
      candidates.addAll(byKey.getOrDefault(name, List.of()));
    }
    candidates.removeIf(rule -> !rule.matches(forms));
    return candidates;
  }
}
