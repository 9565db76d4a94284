package dev.tensors.tsr.pictures;

import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.text.JsonString;
import dev.tensors.tsr.text.PlainText;
import dev.tensors.tsr.text.WhiteSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an infotext: each parameter except the prompts, under the name that web UIs use
 * for it, or else under its own key.
 */
final class InfotextSettings {

  /** The setting that holds, as JSON, the parameters whose keys web UIs cannot parse. */
  private static final String OTHERS = "Other parameters";

  private static final String SIZE = "Size";

  private static final List<String> SIDES = List.of("width", "height");

  /** The names in web UIs' order, by {@link GenerationParameters#plainKey plain key}. */
  private static final Map<String, String> NAMES = names();

  private final GenerationParameters parameters;

  /** Maps the names that web UIs use to the keys of parameters; null if the image has none. */
  private final Map<String, @Nullable String> named = new LinkedHashMap<>();

  private InfotextSettings(GenerationParameters parameters) {
    this.parameters = parameters;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name :
        List.of(
            "Steps",
            "Sampler",
            "Schedule type",
            "CFG scale",
            "Seed",
            SIZE,
            "Model hash",
            "Model",
            "Denoising strength",
            "Clip skip")) {
      names.put(GenerationParameters.plainKey(name), name);
    }
    // ComfyUI's names.
    names.put("scheduler", "Schedule type");
    names.put("denoise", "Denoising strength");
    return names;
  }

  /** The pairs, each as {@code Key: value}. */
  static List<String> of(GenerationParameters parameters) {
    InfotextSettings settings = new InfotextSettings(parameters);
    settings.assignNames();
    return settings.pairs();
  }

  /** Assigns each name a key; of two spellings of a key, the web UI's own goes first. */
  private void assignNames() {
    NAMES.values().forEach(name -> named.put(name, null));
    for (String key : parameters.all().keySet()) {
      String name = NAMES.get(GenerationParameters.plainKey(key));
      if (name != null && isWritten(key) && (named.get(name) == null || key.equals(name))) {
        named.put(name, key);
      }
    }
  }

  private boolean isWritten(String key) {
    return !parameters.isOfPrompt(key) && !parameter(key).isPythonLiteral();
  }

  private GenerationParameter parameter(String key) {
    return Objects.requireNonNull(parameters.all().get(key), key);
  }

  private List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    named.forEach((name, key) -> add(name, value(name, key), pairs));
    List<String> unreadable = new ArrayList<>();
    for (Map.Entry<String, GenerationParameter> entry : parameters.all().entrySet()) {
      String key = entry.getKey();
      if (!isWritten(key) || isRepeated(key)) {
        continue;
      }
      if (isReadable(key)) {
        add(key, text(entry.getValue()), pairs);
      } else {
        GenerationParameter value = entry.getValue();
        String json = value.isJson() ? value.value() : JsonString.of(value.value());
        unreadable.add(JsonString.of(key) + ":" + json);
      }
    }
    if (!unreadable.isEmpty()) {
      add(OTHERS, JsonString.of("{" + String.join(",", unreadable) + "}"), pairs);
    }
    return pairs;
  }

  private static void add(String name, @Nullable String value, List<String> pairs) {
    if (value != null) {
      pairs.add(name + ": " + value);
    }
  }

  private @Nullable String value(String name, @Nullable String key) {
    if (key != null) {
      return text(parameter(key));
    }
    return name.equals(SIZE) ? parameters.widthByHeight() : null;
  }

  /** Whether a setting with a web UI's name already has the value of this key. */
  private boolean isRepeated(String key) {
    String plain = GenerationParameters.plainKey(key);
    String name = NAMES.get(plain);
    String namedKey = name == null ? null : named.get(name);
    if (namedKey != null) {
      return parameter(namedKey).value().equals(parameter(key).value());
    }
    String size = SIDES.contains(plain) ? parameters.widthByHeight() : null;
    return size != null && size.equals(parameters.size());
  }

  /** Web UIs themselves set the two keys that name the prompts. */
  private static boolean isReadable(String key) {
    return SettingsLine.isKey(key) && !key.equals("Prompt") && !key.equals("Negative prompt");
  }

  /** The value, in quotes if web UIs would misread it without. */
  private static String text(GenerationParameter parameter) {
    String value = parameter.value();
    if (parameter.notation() != GenerationParameter.Notation.JSON && JsonString.is(value)) {
      return JsonString.visible(value);
    }
    boolean plain =
        !value.isEmpty()
            && !value.startsWith("\"")
            && value
                .codePoints()
                .noneMatch(c -> c == ',' || c == ':' || PlainText.mayBeInvisible(c))
            && WhiteSpace.strip(value).equals(value);
    return plain ? value : JsonString.of(value);
  }
}
