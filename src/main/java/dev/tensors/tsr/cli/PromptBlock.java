package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.ExampleImage;
import dev.tensors.tsr.catalog.GenerationParameters;
import dev.tensors.tsr.catalog.ImageResource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an example image was made with, for a person to read. */
final class PromptBlock {

  private static final int LABEL = 10;

  private final List<String> lines = new ArrayList<>();

  private PromptBlock() {}

  static List<String> of(ExampleImage image) {
    PromptBlock block = new PromptBlock();
    GenerationParameters parameters = image.parameters();
    block.line("image", image.url());
    block.line("version", image.versionName());
    block.line("prompt", parameters.prompt());
    block.line("negative", parameters.negativePrompt());
    block.line("settings", settings(parameters));
    block.line("model", parameters.model());
    block.line(
        "with",
        image.resources().stream().map(PromptBlock::resource).collect(Collectors.joining(", ")));
    return block.lines;
  }

  /** Further lines of a text stand below its first, so that none can pass for another label. */
  private void line(String label, String text) {
    if (text == null || text.isBlank()) {
      return;
    }
    String before = label + " ".repeat(LABEL - label.length());
    for (String line : text.strip().split("\\R")) {
      lines.add(line.isBlank() ? "" : before + line);
      before = " ".repeat(LABEL);
    }
  }

  private static String settings(GenerationParameters parameters) {
    List<String> settings = new ArrayList<>();
    add("", parameters.sampler(), settings);
    add("steps ", parameters.steps(), settings);
    add("CFG scale ", parameters.cfgScale(), settings);
    add("seed ", parameters.seed(), settings);
    add("clip skip ", parameters.clipSkip(), settings);
    add("", parameters.size(), settings);
    return String.join(", ", settings);
  }

  private static void add(String name, Object value, List<String> settings) {
    if (value != null) {
      settings.add(name + value);
    }
  }

  private static String resource(ImageResource resource) {
    List<String> known = new ArrayList<>();
    add("", resource.type(), known);
    add("weight ", resource.weight(), known);
    return known.isEmpty()
        ? name(resource)
        : name(resource) + " (" + String.join(", ", known) + ")";
  }

  private static String name(ImageResource resource) {
    if (resource.name() != null) {
      return resource.name();
    }
    if (resource.hash() != null) {
      return resource.hash();
    }
    return resource.modelVersionId() != null ? "version " + resource.modelVersionId() : "unnamed";
  }
}
