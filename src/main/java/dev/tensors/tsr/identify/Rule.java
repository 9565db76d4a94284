package dev.tensors.tsr.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind of model and the conditions on a file's forms that prove it, all of which must hold. See
 * {@link FormPattern} for the patterns.
 */
final class Rule {

  private final String type;
  private final Family family;
  private final String name;
  private final List<Predicate<Forms>> conditions = new ArrayList<>();

  /** Names of forms of which one must be there for the rule to match; null while unknown. */
  private List<String> key;

  private Rule(String type, Family family, String name) {
    this.type = type;
    this.family = family;
    this.name = name;
  }

  /**
   * Begins a rule.
   *
   * @param type CivitAI's name of the type, or ours where it has none
   * @param name of the architecture, for a reader
   */
  static Rule of(String type, Family family, String name) {
    return new Rule(type, family, name);
  }

  String type() {
    return type;
  }

  Family family() {
    return family;
  }

  String name() {
    return name;
  }

  /** The names of forms without one of which the rule cannot match; null if it has no such. */
  List<String> key() {
    return key;
  }

  /** Each pattern has a form. */
  Rule has(String... patterns) {
    for (String text : patterns) {
      FormPattern pattern = required(text);
      conditions.add(forms -> forms.has(pattern));
    }
    return this;
  }

  /** At least one of the patterns has a form. */
  Rule hasAny(String... patterns) {
    return has(String.join("|", patterns));
  }

  /** None of the patterns has a form. */
  Rule lacks(String... patterns) {
    for (FormPattern pattern : Stream.of(patterns).map(FormPattern::of).toList()) {
      conditions.add(forms -> !forms.has(pattern));
    }
    return this;
  }

  /** A tensor of the pattern has one of these lengths along an axis, counted from 0. */
  Rule length(String pattern, int axis, long... lengths) {
    return any(pattern, form -> form.hasLength(axis, lengths));
  }

  /** No tensor of the pattern has one of these lengths along an axis, counted from 0. */
  Rule noLength(String pattern, int axis, long... lengths) {
    return none(pattern, form -> form.hasLength(axis, lengths));
  }

  /** No tensor of the pattern tells its length along an axis, counted from 0. */
  Rule unknownLength(String pattern, int axis) {
    return none(pattern, form -> form.tellsLength(axis));
  }

  /** A tensor of the pattern has so many axes. */
  Rule axes(String pattern, int axes) {
    return any(pattern, form -> form.hasAxes(axes));
  }

  /** An index of the pattern goes at least so far; indices are counted from 0. */
  Rule reaches(String pattern, int index, long least) {
    return any(pattern, form -> form.highest(index) >= least);
  }

  /** No index of the pattern goes further; indices are counted from 0. */
  Rule endsAt(String pattern, int index, long most) {
    return none(pattern, form -> form.highest(index) > most);
  }

  /** The file has no more tensors. */
  Rule atMost(long tensors) {
    conditions.add(forms -> forms.tensors() <= tensors);
    return this;
  }

  private Rule any(String text, Predicate<Form> condition) {
    FormPattern pattern = required(text);
    conditions.add(forms -> pattern.in(forms.all()).stream().anyMatch(condition));
    return this;
  }

  private Rule none(String text, Predicate<Form> condition) {
    FormPattern pattern = FormPattern.of(text);
    conditions.add(forms -> pattern.in(forms.all()).stream().noneMatch(condition));
    return this;
  }

  private FormPattern required(String text) {
    FormPattern pattern = FormPattern.of(text);
    if (key == null) {
      key = pattern.exactNames();
    }
    return pattern;
  }

  boolean matches(Forms forms) {
    for (Predicate<Forms> condition : conditions) {
      if (!condition.test(forms)) {
        return false;
      }
    }
    return true;
  }
}
