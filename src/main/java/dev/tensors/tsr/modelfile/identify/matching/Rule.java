package dev.tensors.tsr.modelfile.identify.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of model and the conditions on a file's forms that prove it, all of which must hold. See
 * {@link FormPattern} for the patterns.
 */
public final class Rule {

  private final String type;
  private final Family family;
  private final String name;
  private @Nullable String component;
  private final List<Predicate<Forms>> conditions = new ArrayList<>();
  private boolean measures;

  /** Names of forms of which one must be there for the rule to match; null while unknown. */
  private @Nullable List<String> key;

  private Rule(String type, Family family, String name) {
    this.type = type;
    this.family = family;
    this.name = name;
  }

  /**
   * Begins a rule.
   *
   * @param type CivitAI's name of the type, or ours where it has none
   * @param name of the architecture, for a reader; no other rule of its class has it
   */
  public static Rule of(String type, Family family, String name) {
    return new Rule(type, family, name);
  }

  public String type() {
    return type;
  }

  public Family family() {
    return family;
  }

  public String name() {
    return name;
  }

  /** The class as which others load the file, such as t5-xxl; null if the rule tells none. */
  public @Nullable String component() {
    return component;
  }

  /** A file that meets the rule is of this class. */
  public Rule as(String component) {
    this.component = component;
    return this;
  }

  /** The names of forms without one of which the rule cannot match; null if it has no such. */
  @Nullable List<String> key() {
    return key;
  }

  /** Whether the rule checks a dimension. */
  public boolean measures() {
    return measures;
  }

  /** Each pattern has a form. */
  public Rule has(String... patterns) {
    for (String text : patterns) {
      FormPattern pattern = required(text);
      conditions.add(forms -> forms.has(pattern));
    }
    return this;
  }

  /** At least one of the patterns has a form. */
  public Rule hasAny(String... patterns) {
    return has(String.join("|", patterns));
  }

  /** None of the patterns has a form. */
  public Rule lacks(String... patterns) {
    for (FormPattern pattern : Stream.of(patterns).map(FormPattern::of).toList()) {
      conditions.add(forms -> !forms.has(pattern));
    }
    return this;
  }

  /** The pattern has a form in the whole file, outside the diffusion model's prefix. */
  public Rule fileHas(String text) {
    FormPattern pattern = FormPattern.of(text);
    conditions.add(forms -> forms.file().has(pattern));
    return this;
  }

  /** The pattern has no form in the whole file, outside the diffusion model's prefix. */
  public Rule fileLacks(String text) {
    FormPattern pattern = FormPattern.of(text);
    conditions.add(forms -> !forms.file().has(pattern));
    return this;
  }

  /** The file has no other forms than those of the pattern. */
  public Rule only(String text) {
    FormPattern pattern = FormPattern.of(text);
    conditions.add(forms -> forms.all().keySet().stream().allMatch(pattern::matches));
    return this;
  }

  /** A tensor of the pattern has one of these lengths along an axis, counted from 0. */
  public Rule length(String pattern, int axis, long... lengths) {
    measures = true;
    return any(pattern, form -> form.lengths(axis).hasAny(lengths));
  }

  /**
   * Each tensor of the pattern whose length along an axis is known has one of these lengths, and at
   * least one length is known. Axes are counted from 0.
   */
  public Rule every(String pattern, int axis, long... lengths) {
    return length(pattern, axis, lengths).ifTold(pattern, axis, lengths);
  }

  /**
   * No tensor of the pattern is known to have another length than these along an axis, counted from
   * 0.
   */
  public Rule ifTold(String pattern, int axis, long... lengths) {
    measures = true;
    return none(pattern, form -> !form.lengths(axis).areAmong(lengths));
  }

  /** No tensor of the pattern has one of these lengths along an axis, counted from 0. */
  public Rule noLength(String pattern, int axis, long... lengths) {
    return none(pattern, form -> form.lengths(axis).hasAny(lengths));
  }

  /** The length along an axis, counted from 0, is known of no tensor of the pattern. */
  public Rule unknownLength(String pattern, int axis) {
    measures = true;
    return none(pattern, form -> form.lengths(axis).told());
  }

  /** A tensor of the pattern is longer than this along an axis, counted from 0. */
  public Rule longer(String pattern, int axis, long than) {
    measures = true;
    return any(pattern, form -> form.lengths(axis).greatest() > than);
  }

  /** A pattern has as many tensors as another. */
  public Rule asMany(String text, String other) {
    FormPattern one = FormPattern.of(text);
    FormPattern another = FormPattern.of(other);
    conditions.add(forms -> forms.tensors(one) == forms.tensors(another));
    return this;
  }

  /** A pattern has fewer tensors than another. */
  public Rule fewer(String text, String other) {
    FormPattern one = FormPattern.of(text);
    FormPattern another = FormPattern.of(other);
    conditions.add(forms -> forms.tensors(one) < forms.tensors(another));
    return this;
  }

  /** A tensor of the pattern has this many axes. */
  public Rule axes(String pattern, int axes) {
    return any(pattern, form -> form.hasAxes(axes));
  }

  /** An index of the pattern goes at least so far; indices are counted from 0. */
  public Rule reaches(String pattern, int index, long least) {
    return any(pattern, form -> form.highest(index) >= least);
  }

  /** No index of the pattern goes further; indices are counted from 0. */
  public Rule endsAt(String pattern, int index, long most) {
    return none(pattern, form -> form.highest(index) > most);
  }

  /** The file has no more tensors. */
  public Rule atMost(long tensors) {
    conditions.add(forms -> forms.tensors() <= tensors);
    return this;
  }

  private Rule any(String text, Predicate<Form> condition) {
    FormPattern pattern = required(text);
    conditions.add(forms -> isAny(forms.of(pattern), condition));
    return this;
  }

  private Rule none(String text, Predicate<Form> condition) {
    FormPattern pattern = FormPattern.of(text);
    conditions.add(forms -> !isAny(forms.of(pattern), condition));
    return this;
  }

  private static boolean isAny(List<Form> forms, Predicate<Form> condition) {
    for (Form form : forms) {
      if (condition.test(form)) {
        return true;
      }
    }
    return false;
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

  @Override
  public String toString() {
    return name;
  }
}
