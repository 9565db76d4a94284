package dev.tensors.tsr.pictures;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.text.PlainText;
import dev.tensors.tsr.text.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the generation parameters of an image as infotext: the format that Stable Diffusion web UI
 * stores in its images, and that web UIs parse when it is pasted into their prompt field. It has
 * the lines of the prompt, the lines of the negative prompt, and one line of settings.
 */
public final class Infotext {

  private static final String NEGATIVE = "Negative prompt:";

  private Infotext() {}

  /** The lines of the infotext. Invisible characters can be in the prompts only. */
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

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : PlainText.lines(text);
  }

  /** Whether the lines of a prompt end with this negative prompt. */
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

  /** The lines; one that would begin another negative prompt is joined to the line before it. */
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
        pairs.add(settings.getLast()); // a repeated setting changes nothing
      }
      lines.add(String.join(", ", pairs));
    } else if (!lines.isEmpty() && hasColons(lines.getLast())) {
      lines.add(NEGATIVE); // else web UIs would parse the line before as settings
    }
  }

  private static boolean hasColons(String line) {
    return line.chars().filter(c -> c == ':').count() >= SettingsLine.FEWEST_PAIRS;
  }
}
