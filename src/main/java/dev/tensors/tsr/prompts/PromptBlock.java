package dev.tensors.tsr.prompts;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the generation parameters of an example image as labelled lines for people. */
public final class PromptBlock {

  private static final int LABEL_WIDTH = 10;

  private final ExampleImage image;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  private PromptBlock(ExampleImage image, int width) {
    this.image = image;
    this.width = width;
  }

  /**
   * The lines of a block.
   *
   * @param width where lines that list something are broken; what is to be copied never is
   */
  public static List<String> of(ExampleImage image, int width) {
    PromptBlock block = new PromptBlock(image, width);
    GenerationParameters parameters = image.parameters();
    block.line("image", image.url());
    block.line("version", image.versionName());
    block.line("prompt", parameters.prompt());
    block.line("negative", parameters.negativePrompt());
    block.line("settings", block.joined(settings(parameters)));
    block.line("model", parameters.model());
    block.line("with", block.joined(image.models().stream().map(block::model).toList()));
    return block.lines;
  }

  /** Indents the further lines of a text, so that none of them looks like another label. */
  private void line(String label, @Nullable String text) {
    String before = label + " ".repeat(LABEL_WIDTH - label.length());
    for (String line : text == null ? List.<String>of() : PlainText.lines(text)) {
      lines.add(PlainText.isBlank(line) ? "" : before + line.stripTrailing());
      before = " ".repeat(LABEL_WIDTH);
    }
  }

  private static List<String> settings(GenerationParameters parameters) {
    List<String> settings = new ArrayList<>();
    add("", parameters.sampler(), settings);
    add("steps ", parameters.steps(), settings);
    add("CFG scale ", parameters.cfgScale(), settings);
    add("seed ", parameters.seed(), settings);
    add("clip skip ", parameters.clipSkip(), settings);
    add("", parameters.size(), settings);
    return settings;
  }

  private static void add(String name, @Nullable Object value, List<String> settings) {
    if (value != null) {
      settings.add(name + value);
    }
  }

  /** Begins a new line between two items, where a terminal would begin one within a word. */
  private String joined(List<String> items) {
    StringBuilder text = new StringBuilder();
    int lineStart = 0;
    for (String item : items) {
      if (!text.isEmpty()) {
        int length = text.length() - lineStart + ", ".length() + item.length();
        boolean fits = LABEL_WIDTH + length < width;
        text.append(fits ? ", " : ",\n");
        lineStart = fits ? lineStart : text.length();
      }
      text.append(item);
    }
    return text.toString();
  }

  private String model(ImageModel model) {
    List<String> known = new ArrayList<>();
    add("", model.resource().type(), known);
    add("weight ", model.resource().weight(), known);
    return known.isEmpty() ? name(model) : name(model) + " (" + String.join(", ", known) + ")";
  }

  /** Prefers the model's name to a version's name or a URN, which say little alone. */
  private String name(ImageModel model) {
    ImageResource resource = model.resource();
    String name = resource.name();
    if (name != null && !name.startsWith("urn:air:") && !name.equals(model.versionName())) {
      return name;
    }
    if (image.versionId() != null && image.versionId().equals(resource.modelVersionId())) {
      return "this version";
    }
    String cachedName = model.cachedName();
    if (cachedName != null) {
      return cachedName;
    }
    if (name != null) {
      return name;
    }
    if (resource.hash() != null) {
      return resource.hash();
    }
    return resource.modelVersionId() != null ? "version " + resource.modelVersionId() : "unnamed";
  }
}
