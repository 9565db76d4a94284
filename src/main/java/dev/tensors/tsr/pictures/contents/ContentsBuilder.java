package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the contents of one picture from its texts. Of two texts that contradict each other, the
 * first counts.
 */
public final class ContentsBuilder {

  /** The letters of the usual settings' names, in all programs' spellings. */
  private static final Set<String> SETTINGS =
      Set.of("seed", "steps", "cfgscale", "sampler", "scheduler", "clipskip", "width", "height");

  private static final int LONGEST_KEY = 30;

  private final ModelUses models = new ModelUses();
  private @Nullable String tool;
  private @Nullable String prompt;
  private @Nullable String negativePrompt;
  private final Map<String, GenerationParameter> settings = new LinkedHashMap<>();
  private @Nullable Integer width;
  private @Nullable Integer height;
  private @Nullable String problem;
  private boolean graph;
  private @Nullable MediaKind kind;

  public ModelUses models() {
    return models;
  }

  public void tool(@Nullable String name) {
    tool = tool == null ? name : tool;
  }

  public boolean hasPrompt() {
    return prompt != null;
  }

  /**
   * Adds two prompts, each of which can be null. A negative prompt is used only together with the
   * prompt of the same text.
   */
  public void prompts(@Nullable String positive, @Nullable String negative) {
    if (prompt == null && negativePrompt == null) {
      prompt = blankAsNull(positive);
      negativePrompt = blankAsNull(negative);
    }
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Adds a setting that is a number, a text or a truth value; ignores all others. */
  public void setting(String key, @Nullable JsonValue value) {
    switch (value) {
      case JsonValue.Text(String text) -> setting(key, text);
      case JsonValue.Numeral(String written) -> number(key, written);
      case JsonValue.Truth(boolean truth) -> literal(key, String.valueOf(truth));
      case null, default -> {}
    }
  }

  /** Adds a setting that is a text. */
  public void setting(String key, @Nullable String text) {
    if (text != null) {
      settings.putIfAbsent(key, new GenerationParameter(text, false));
    }
  }

  /** Keeps all digits of a whole number: a seed can have more than a double holds. */
  private void number(String key, String written) {
    boolean isWhole = written.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    double number = isWhole ? 0 : Double.parseDouble(written);
    if (Double.isFinite(number)) {
      literal(key, isWhole ? written : String.valueOf(number));
    }
  }

  private void literal(String key, String json) {
    settings.putIfAbsent(key, new GenerationParameter(json, true));
  }

  /** Adds the usual settings among the members of an object. */
  public void settings(JsonObject object) {
    object
        .values()
        .forEach(
            (key, value) -> {
              if (key.length() < LONGEST_KEY && SETTINGS.contains(ModelKind.plain(key))) {
                setting(key, value);
              }
            });
  }

  public void size(long pixelsWide, long pixelsHigh) {
    if (width == null && pixelsWide <= Integer.MAX_VALUE && pixelsHigh <= Integer.MAX_VALUE) {
      width = (int) pixelsWide;
      height = (int) pixelsHigh;
    }
  }

  /** Notes what the file is; the first that is known counts. */
  public void kind(MediaKind known) {
    kind = kind == null ? known : kind;
  }

  /** An empty one for the same file: of its kind and size. */
  public ContentsBuilder another() {
    ContentsBuilder other = new ContentsBuilder();
    other.kind = kind;
    other.width = width;
    other.height = height;
    return other;
  }

  /** Whether nothing was read yet that tells how a picture was made. */
  public boolean isEmpty() {
    return models.list().isEmpty() && prompt == null && tool == null;
  }

  public void problem(String sentence) {
    problem = problem == null ? sentence : problem;
  }

  /** Notes that the graph that was run is known: other models of its workflow were not used. */
  public void graph() {
    graph = true;
  }

  public boolean hasGraph() {
    return graph;
  }

  /** Returns the contents; a failure if there is a problem and nothing else. */
  public PictureReading build() {
    return isEmpty() && problem != null
        ? new PictureReading.Failed(problem)
        : new PictureContents(
            kind, tool, prompt, negativePrompt, settings, models.list(), width, height, problem);
  }
}
