package dev.tensors.tsr.model.examples;

import dev.tensors.tsr.model.files.ModelFileName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generation parameters of an example image. Tools spell the usual keys in different ways:
 * {@code cfgScale}, {@code CFG scale}, {@code cfg_scale}. A value that is absent or malformed, such
 * as a seed that is not a number, is null.
 */
public final class GenerationParameters {

  public static final GenerationParameters NONE = new GenerationParameters(Map.of());

  /** Longer numbers are ignored: parsing takes time that grows faster than the length. */
  private static final int LONGEST_NUMBER = 100;

  private static final String PROMPT = "prompt";
  private static final String NEGATIVE_PROMPT = "negativeprompt";

  private final Map<String, GenerationParameter> all;

  /** The original key by the {@link #plainKey plain key}. */
  private final Map<String, String> keys = new HashMap<>();

  /** Takes the parameters by their original keys, in their order. */
  public GenerationParameters(Map<String, GenerationParameter> all) {
    this.all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    all.keySet().forEach(key -> keys.putIfAbsent(plainKey(key), key));
  }

  /** All parameters by their original keys, in their order. */
  public Map<String, GenerationParameter> all() {
    return all;
  }

  public @Nullable String prompt() {
    return text(PROMPT);
  }

  public @Nullable String negativePrompt() {
    return text(NEGATIVE_PROMPT);
  }

  /** The sampler's name, in the tool's own spelling. */
  public @Nullable String sampler() {
    return text("sampler");
  }

  /** The number of sampling steps. */
  public @Nullable BigInteger steps() {
    return wholeNumber("steps");
  }

  /** The guidance scale, with its digits as they were written. */
  public @Nullable BigDecimal cfgScale() {
    return number("cfgscale");
  }

  /** The seed, which can have 64 bits. */
  public @Nullable BigInteger seed() {
    return wholeNumber("seed");
  }

  /** The layer of the text encoder whose output was used, counted from the last one. */
  public @Nullable BigInteger clipSkip() {
    return wholeNumber("clipskip");
  }

  /** The size in pixels, as {@code 832x1216}. */
  public @Nullable String size() {
    String size = text("size");
    return size == null ? widthByHeight() : size;
  }

  /** The size made of the parameters width and height; null unless both are whole numbers. */
  public @Nullable String widthByHeight() {
    BigInteger width = wholeNumber("width");
    BigInteger height = wholeNumber("height");
    return width == null || height == null ? null : width + "x" + height;
  }

  /** The checkpoint's name; null also if a word says that there is none. */
  public @Nullable String model() {
    String name = text("model");
    return name == null || ModelFileName.isNone(name) ? null : name;
  }

  /** The same parameters with another prompt. */
  GenerationParameters withPrompt(String prompt) {
    Map<String, GenerationParameter> others = new LinkedHashMap<>(all);
    others.put(keys.getOrDefault(PROMPT, PROMPT), new GenerationParameter(prompt, false));
    return new GenerationParameters(others);
  }

  /** Whether {@link #prompt} or {@link #negativePrompt} takes its value from this key. */
  public boolean isOfPrompt(String key) {
    String plain = plainKey(key);
    GenerationParameter parameter = all.get(key);
    return (plain.equals(PROMPT) || plain.equals(NEGATIVE_PROMPT))
        && key.equals(keys.get(plain))
        && parameter != null
        && !parameter.isTree();
  }

  /** The lower-case letters and digits of a key, equal for all its spellings: {@code cfgscale}. */
  public static String plainKey(String key) {
    StringBuilder letters = new StringBuilder();
    key.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private @Nullable String text(String plainKey) {
    GenerationParameter parameter = all.get(keys.get(plainKey));
    return parameter == null || parameter.isTree() ? null : parameter.value();
  }

  private @Nullable BigDecimal number(String plainKey) {
    String text = text(plainKey);
    try {
      BigDecimal number =
          text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text.strip());
      return number == null || Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable BigInteger wholeNumber(String plainKey) {
    BigDecimal number = number(plainKey);
    try {
      return number == null ? null : number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
