package dev.tensors.tsr.pictures;

import dev.tensors.tsr.text.PlainText;
import dev.tensors.tsr.text.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An infotext taken apart, as web UIs do it: the lines of the prompt, those of the negative prompt,
 * and the last line, if it is one of settings.
 *
 * @param settings in their order; none if the text is a mere prompt
 */
public record ParsedInfotext(String prompt, String negativePrompt, List<Setting> settings) {

  /** Web UIs write some dozens; each takes memory. */
  public static final int MOST_SETTINGS = 10_000;

  private static final String NEGATIVE = "Negative prompt:";

  /** A line that has one of these and two more pairs is no part of a prompt. */
  private static final Set<String> OF_SETTINGS =
      Set.of("Steps", "Seed", "Sampler", "Model hash", "Model");

  /**
   * A pair of the line of settings.
   *
   * @param value without the quotes around it, if it had some
   */
  public record Setting(String key, String value) {}

  /** Takes a text apart. It is an infotext only if it has settings. */
  public static ParsedInfotext of(String text) {
    List<String> lines = PlainText.lines(text);
    int end = lines.size() - 1;
    while (end >= 0 && !SettingsLine.is(lines.get(end))) {
      end--;
    }
    List<Setting> settings = List.of();
    if (end >= 0) {
      settings = SettingsPairs.of(lines.get(end));
    } else if (!lines.isEmpty()) {
      settings = SettingsPairs.of(lines.getLast());
      end = lines.size() - 1;
      if (settings.size() < SettingsLine.FEWEST_PAIRS
          || settings.stream().noneMatch(pair -> OF_SETTINGS.contains(pair.key()))) {
        settings = List.of();
        end = lines.size();
      }
    }
    return of(lines.subList(0, Math.max(end, 0)), settings);
  }

  private static ParsedInfotext of(List<String> lines, List<Setting> settings) {
    List<String> prompt = new ArrayList<>();
    List<String> negative = new ArrayList<>();
    boolean isNegative = false;
    for (String line : lines) {
      String stripped = WhiteSpace.strip(line);
      if (stripped.startsWith(NEGATIVE)) {
        isNegative = true;
        stripped = WhiteSpace.strip(stripped.substring(NEGATIVE.length()));
      }
      (isNegative ? negative : prompt).add(stripped);
    }
    return new ParsedInfotext(
        String.join("\n", prompt).strip(), String.join("\n", negative).strip(), settings);
  }
}
