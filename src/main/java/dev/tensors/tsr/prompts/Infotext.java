package dev.tensors.tsr.prompts;

import java.util.ArrayList;
import java.util.List;

/**
 * What an example image was made with, as Stable Diffusion web UI writes it into its images, and as
 * it and others like it parse what is pasted into their prompt: the lines of the prompt, those of
 * the negative prompt, and one line of settings.
 */
public final class Infotext {

  private static final String NEGATIVE = "Negative prompt:";

  private Infotext() {}

  /** The lines of the block. Only the prompts may have characters in them that are hidden. */
  public static List<String> of(ExampleImage image) {
    GenerationParameters parameters = image.parameters();
    List<String> lines = new ArrayList<>(lines(parameters.prompt()));
    if (!lines.isEmpty() && SettingsLine.is(lines.getLast())) {
      return lines; // the prompt is a whole infotext already
    }
    List<String> negative = lines(parameters.negativePrompt());
    if (!negative.isEmpty() && !endsWithNegative(lines, negative)) {
      lines = new ArrayList<>(joined(lines));
      List<String> rest = joined(negative);
      lines.add(NEGATIVE + " " + rest.getFirst());
      lines.addAll(rest.subList(1, rest.size()));
    }
    addSettings(InfotextSettings.of(parameters), lines);
    return lines;
  }

  private static List<String> lines(String text) {
    return text == null ? List.of() : PlainText.lines(text);
  }

  /** Whether a prompt has, from some line on, this very negative prompt. */
  private static boolean endsWithNegative(List<String> lines, List<String> negative) {
    int start = lines.size() - negative.size();
    return start >= 0
        && isNegative(lines.get(start))
        && lines.subList(0, start).stream().noneMatch(Infotext::isNegative)
        && WhiteSpace.strip(lines.get(start))
            .substring(NEGATIVE.length())
            .strip()
            .equals(negative.getFirst().strip())
        && lines.subList(start + 1, lines.size()).equals(negative.subList(1, negative.size()));
  }

  /**
   * The lines, of which those that would begin another negative prompt follow the line before them.
   */
  private static List<String> joined(List<String> lines) {
    List<StringBuilder> joined = new ArrayList<>();
    for (String line : lines) {
      if (isNegative(line) && !joined.isEmpty()) {
        joined.getLast().append(' ').append(line);
      } else {
        joined.add(new StringBuilder(line));
      }
    }
    return joined.stream().map(StringBuilder::toString).toList();
  }

  private static boolean isNegative(String line) {
    return WhiteSpace.strip(line).startsWith(NEGATIVE);
  }

  private static void addSettings(List<String> settings, List<String> lines) {
    if (!settings.isEmpty()) {
      List<String> pairs = new ArrayList<>(settings);
      while (pairs.size() < SettingsLine.FEWEST_PAIRS) {
        pairs.add(settings.getLast()); // read twice, it still says the same
      }
      lines.add(String.join(", ", pairs));
    } else if (!lines.isEmpty() && hasColons(lines.getLast())) {
      lines.add(NEGATIVE); // or the line before would be taken for settings
    }
  }

  private static boolean hasColons(String line) {
    return line.chars().filter(c -> c == ':').count() >= SettingsLine.FEWEST_PAIRS;
  }
}
