package dev.tensors.tsr.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an example image was made with, for a person to read. */
public final class PromptBlock {

  private static final int LABEL = 10;

  private final ExampleImage image;
  private final List<String> lines = new ArrayList<>();

  private PromptBlock(ExampleImage image) {
    this.image = image;
  }

  /** The lines of the block. */
  public static List<String> of(ExampleImage image) {
    PromptBlock block = new PromptBlock(image);
    GenerationParameters parameters = image.parameters();
    block.line("image", image.url());
    block.line("version", image.versionName());
    block.line("prompt", parameters.prompt());
    block.line("negative", parameters.negativePrompt());
    block.line("settings", settings(parameters));
    block.line("model", parameters.model());
    block.line("with", image.models().stream().map(block::model).collect(Collectors.joining(", ")));
    return block.lines;
  }

  /** Further lines of a text stand below its first, so that none can pass for another label. */
  private void line(String label, String text) {
    String before = label + " ".repeat(LABEL - label.length());
    for (String line : text == null ? List.<String>of() : PlainText.lines(text)) {
      lines.add(PlainText.isBlank(line) ? "" : before + line.stripTrailing());
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

  private String model(UsedModel model) {
    List<String> known = new ArrayList<>();
    add("", model.told().type(), known);
    add("weight ", model.told().weight(), known);
    return known.isEmpty() ? name(model) : name(model) + " (" + String.join(", ", known) + ")";
  }

  /** A version's own name, or CivitAI's technical one, says little without the model's. */
  private String name(UsedModel model) {
    ImageResource told = model.told();
    boolean named = told.name() != null && !told.name().startsWith("urn:air:");
    if (named && !told.name().equals(model.versionName())) {
      return told.name();
    }
    if (Long.valueOf(image.versionId()).equals(told.modelVersionId())) {
      return "this version";
    }
    if (model.cachedName() != null) {
      return model.cachedName();
    }
    if (told.name() != null) {
      return told.name();
    }
    if (told.hash() != null) {
      return told.hash();
    }
    return told.modelVersionId() != null ? "version " + told.modelVersionId() : "unnamed";
  }
}
