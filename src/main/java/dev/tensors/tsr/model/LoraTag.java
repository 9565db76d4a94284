package dev.tensors.tsr.model;

import dev.tensors.tsr.text.Escaping;
import dev.tensors.tsr.text.WhiteSpace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag of a prompt that loads a model: {@code <lora:NAME:WEIGHT>} or {@code <lyco:NAME:WEIGHT>}.
 *
 * @param name without white space around it
 * @param weight 1 if the tag has none; null if it is not a number
 * @param nameStart the index of the name in the prompt
 * @param nameEnd the index after the name
 */
public record LoraTag(String name, @Nullable Double weight, int nameStart, int nameEnd) {

  private static final List<String> KINDS = List.of("<lora:", "<lyco:");

  /** CivitAI's type of models that a prompt calls by their name alone. */
  public static final String EMBEDDING = "TextualInversion";

  private static final int LONGEST_NUMBER = 100;

  /** The tags of a prompt in their order, with repeats. */
  public static List<LoraTag> in(String prompt) {
    List<LoraTag> tags = new ArrayList<>();
    int end;
    for (int start = prompt.indexOf('<'); start >= 0; start = prompt.indexOf('<', end)) {
      end = end(prompt, start);
      if (end < prompt.length() && prompt.charAt(end) == '>' && isTag(prompt, start)) {
        add(prompt, start + KINDS.getFirst().length(), end, tags);
      }
    }
    return tags;
  }

  /**
   * Where what may be a tag ends: the next angle bracket, or the end of the prompt.
   *
   * @param start its own bracket
   */
  public static int end(String prompt, int start) {
    int end = start + 1;
    while (end < prompt.length() && "<>".indexOf(prompt.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isTag(String prompt, int start) {
    return KINDS.stream()
        .anyMatch(kind -> prompt.regionMatches(true, start, kind, 0, kind.length()));
  }

  private static void add(String prompt, int start, int end, List<LoraTag> tags) {
    int nameEnd = colon(prompt, start, end);
    String name = WhiteSpace.strip(prompt.substring(start, nameEnd));
    if (!name.isEmpty()) {
      String weight =
          nameEnd == end ? "1" : prompt.substring(nameEnd + 1, colon(prompt, nameEnd + 1, end));
      tags.add(new LoraTag(name, weight(weight), start, nameEnd));
    }
  }

  private static int colon(String prompt, int start, int end) {
    int colon = prompt.indexOf(':', start, end);
    return colon < 0 ? end : colon;
  }

  private static @Nullable Double weight(String written) {
    String number = WhiteSpace.strip(written);
    try {
      double weight =
          number.length() > LONGEST_NUMBER
              ? Double.NaN
              : isPlain(number)
                  ? Double.parseDouble(number) + 0.0 // no -0
                  : new BigDecimal(number).doubleValue();
      return Double.isFinite(weight) ? weight : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Whether a text may be a number without an exponent, of which BigDecimal makes the same. To load
   * that class takes 20 ms, a sixth of tsr show.
   */
  private static boolean isPlain(String number) {
    for (int i = 0; i < number.length(); i++) {
      if ("+-.0123456789".indexOf(number.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a prompt loads models of this CivitAI type by a tag. */
  public static boolean loads(String type) {
    return ModelKind.LORA.modelTypes().contains(type);
  }

  /** Whether a tag can hold this name; hidden characters are left out where it is printed. */
  public static boolean canName(String name) {
    return !name.isBlank()
        && name.chars().noneMatch(c -> ":<>".indexOf(c) >= 0)
        && Escaping.VISIBLE.of(name).equals(name);
  }

  /**
   * The tag that loads a model.
   *
   * @param weight null: the tag has none
   */
  public static String of(String name, @Nullable Double weight) {
    return "<lora:" + name + (weight == null ? "" : ":" + number(weight)) + ">";
  }

  private static String number(double weight) {
    String number = Double.toString(weight);
    if (number.indexOf('E') >= 0) {
      return BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
    }
    return number.endsWith(".0")
        ? Long.toString((long) weight) // no -0
        : number;
  }
}
