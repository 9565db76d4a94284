package dev.tensors.tsr.prompts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of an infotext: each parameter but the prompts, under the name that web UIs know it
 * by if they do, else under its own.
 */
final class InfotextSettings {

  /** Under which the parameters stand, as JSON, whose own keys web UIs could not read back. */
  private static final String OTHERS = "Other parameters";

  private static final String SIZE = "Size";

  private static final List<String> SIDES = List.of("width", "height");

  /** The names in web UIs' order, by what all spellings of the key have in common. */
  private static final Map<String, String> NAMES = names();

  private final GenerationParameters parameters;

  /** The keys of the parameters that stand under the names of web UIs. */
  private final Map<String, String> named = new LinkedHashMap<>();

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
    settings.name();
    return settings.pairs();
  }

  /** Of two spellings of one name the web UI's own goes first. */
  private void name() {
    NAMES.values().forEach(name -> named.put(name, null));
    for (String key : parameters.all().keySet()) {
      String name = NAMES.get(GenerationParameters.plainKey(key));
      if (name != null && isWritten(key) && (named.get(name) == null || key.equals(name))) {
        named.put(name, key);
      }
    }
  }

  private boolean isWritten(String key) {
    return !parameters.isOfPrompt(key) && !parameters.all().get(key).isPythonLiteral();
  }

  private List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    named.forEach((name, key) -> add(name, value(name, key), pairs));
    List<String> unreadable = new ArrayList<>();
    for (Map.Entry<String, GenerationParameter> entry : parameters.all().entrySet()) {
      String key = entry.getKey();
      if (!isWritten(key) || isTold(key)) {
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

  private static void add(String name, String value, List<String> pairs) {
    if (value != null) {
      pairs.add(name + ": " + value);
    }
  }

  private String value(String name, String key) {
    if (key != null) {
      return text(parameters.all().get(key));
    }
    return name.equals(SIZE) ? parameters.widthByHeight() : null;
  }

  /** Whether one of the named ones tells the same already. */
  private boolean isTold(String key) {
    String plain = GenerationParameters.plainKey(key);
    String name = NAMES.get(plain);
    String namedKey = name == null ? null : named.get(name);
    if (namedKey != null) {
      return parameters.all().get(namedKey).value().equals(parameters.all().get(key).value());
    }
    return SIDES.contains(plain)
        && parameters.widthByHeight() != null
        && parameters.widthByHeight().equals(parameters.size());
  }

  /** A web UI puts its own values under the names of the prompts. */
  private static boolean isReadable(String key) {
    return SettingsLine.isKey(key) && !key.equals("Prompt") && !key.equals("Negative prompt");
  }

  /** The value, in quotes if web UIs would read another one without. */
  private static String text(GenerationParameter parameter) {
    String value = parameter.value();
    if (parameter.form() != GenerationParameter.Form.JSON && JsonString.is(value)) {
      return JsonString.visible(value);
    }
    boolean plain =
        !value.isEmpty()
            && !value.startsWith("\"")
            && value.codePoints().noneMatch(c -> c == ',' || c == ':' || PlainText.mayBeHidden(c))
            && WhiteSpace.strip(value).equals(value);
    return plain ? value : JsonString.of(value);
  }
}
