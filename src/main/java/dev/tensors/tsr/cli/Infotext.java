package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.ExampleImage;
import dev.tensors.tsr.catalog.GenerationParameter;
import dev.tensors.tsr.catalog.GenerationParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an example image was made with, as Stable Diffusion web UI writes it into its images, and as
 * it and others like it parse what is pasted into their prompt.
 */
final class Infotext {

  /** A last line with fewer is taken for a part of the prompt. */
  private static final int FEWEST = 3;

  /** Whole workflows are of no use there. */
  private static final int LONGEST = 500;

  /** What nobody sees, in a prompt either; but for the joiners that Persian and emoji need. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\t\\n\u200c\u200d]]");

  /** What may be a key there. */
  private static final Pattern KEY = Pattern.compile("\\w[\\w \\-/]+");

  private Infotext() {}

  static List<String> of(ExampleImage image) {
    GenerationParameters parameters = image.parameters();
    List<String> lines = new ArrayList<>();
    text("", parameters.prompt(), lines);
    text("Negative prompt: ", parameters.negativePrompt(), lines);
    List<String> settings = new ArrayList<>();
    settings(image).forEach((key, value) -> settings.add(key + ": " + quoted(value)));
    while (!settings.isEmpty() && settings.size() < FEWEST) {
      settings.add(settings.getLast()); // read twice, it still says the same
    }
    if (!settings.isEmpty()) {
      lines.add(String.join(", ", settings));
    }
    return lines;
  }

  private static void text(String before, String text, List<String> lines) {
    String visible = text == null ? "" : visible(text);
    if (!visible.isBlank()) {
      lines.addAll(List.of((before + visible.strip()).split("\n")));
    }
  }

  private static String visible(String text) {
    return INVISIBLE.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
  }

  private static Map<String, String> settings(ExampleImage image) {
    GenerationParameters parameters = image.parameters();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Steps", text(parameters.steps()));
    settings.put("Sampler", parameters.sampler());
    settings.put("CFG scale", text(parameters.cfgScale()));
    settings.put("Seed", text(parameters.seed()));
    settings.put("Size", size(image));
    settings.put("Model", parameters.model());
    settings.put("Clip skip", text(parameters.clipSkip()));
    addOthers(parameters, settings);
    settings.values().removeIf(Objects::isNull);
    return settings;
  }

  /** Those that have no name of their own here, unless they are lists, objects or whole texts. */
  private static void addOthers(GenerationParameters parameters, Map<String, String> settings) {
    List<String> known = new ArrayList<>(List.of("prompt", "negativeprompt", "width", "height"));
    settings.keySet().forEach(key -> known.add(GenerationParameters.plainKey(key)));
    for (Map.Entry<String, GenerationParameter> entry : parameters.all().entrySet()) {
      String value = entry.getValue().value();
      if (KEY.matcher(entry.getKey()).matches()
          && !known.contains(GenerationParameters.plainKey(entry.getKey()))
          && !entry.getValue().isTree()
          && !value.isBlank()
          && value.length() <= LONGEST) {
        settings.put(entry.getKey(), value);
      }
    }
  }

  /** Where it is not told, it is most likely that of the image. */
  private static String size(ExampleImage image) {
    if (image.parameters().size() != null || image.width() == null || image.height() == null) {
      return image.parameters().size();
    }
    return image.width() + "x" + image.height();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  /** As a string of JSON where its characters would mean something. */
  private static String quoted(String value) {
    String visible = visible(value);
    boolean plain =
        visible.chars().noneMatch(c -> ",:\"\n\t".indexOf(c) >= 0)
            && visible.strip().equals(visible);
    return plain
        ? visible
        : '"'
            + visible
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
            + '"';
  }
}
