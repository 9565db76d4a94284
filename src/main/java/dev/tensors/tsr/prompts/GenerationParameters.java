package dev.tensors.tsr.prompts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an example image was made with. Tools spell the usual keys in their own ways: {@code
 * cfgScale}, {@code CFG scale}, {@code cfg_scale}. A value that is not there, or is no such value
 * as it should be, is null.
 */
public final class GenerationParameters {

  /** No number that means something is longer. */
  private static final int LONGEST_NUMBER = 100;

  private static final String PROMPT = "prompt";
  private static final String NEGATIVE_PROMPT = "negativeprompt";

  private final Map<String, GenerationParameter> all;
  private final Map<String, String> keys = new HashMap<>();

  /**
   * Takes the parameters.
   *
   * @param all by the keys as they came, in their order
   */
  public GenerationParameters(Map<String, GenerationParameter> all) {
    this.all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    all.keySet().forEach(key -> keys.putIfAbsent(plainKey(key), key));
  }

  /** All of them by the keys as they came, in their order. */
  public Map<String, GenerationParameter> all() {
    return all;
  }

  /** What was to be in the image. */
  public String prompt() {
    return text(PROMPT);
  }

  /** What was not to be in it. */
  public String negativePrompt() {
    return text(NEGATIVE_PROMPT);
  }

  /** The sampler's name, in the tool's own spelling. */
  public String sampler() {
    return text("sampler");
  }

  /** How often the image was refined. */
  public BigInteger steps() {
    return wholeNumber("steps");
  }

  /** How closely the prompt was followed; with the digits that it came with. */
  public BigDecimal cfgScale() {
    return number("cfgscale");
  }

  /** Up to 64 bits. */
  public BigInteger seed() {
    return wholeNumber("seed");
  }

  /** How far from the end of the text encoder its output was taken. */
  public BigInteger clipSkip() {
    return wholeNumber("clipskip");
  }

  /** In pixels, as {@code 832x1216}. */
  public String size() {
    String size = text("size");
    return size == null ? widthByHeight() : size;
  }

  /** From the parameters width and height; null unless both are whole numbers. */
  String widthByHeight() {
    BigInteger width = wholeNumber("width");
    BigInteger height = wholeNumber("height");
    return width == null || height == null ? null : width + "x" + height;
  }

  /** The checkpoint's name. */
  public String model() {
    return text("model");
  }

  /** The same parameters with another prompt. */
  GenerationParameters withPrompt(String prompt) {
    Map<String, GenerationParameter> others = new LinkedHashMap<>(all);
    others.put(keys.getOrDefault(PROMPT, PROMPT), new GenerationParameter(prompt, false));
    return new GenerationParameters(others);
  }

  /** Whether a key is the one whose value is the prompt or the negative prompt. */
  boolean isOfPrompt(String key) {
    String plain = plainKey(key);
    return (plain.equals(PROMPT) || plain.equals(NEGATIVE_PROMPT))
        && keys.get(plain).equals(key)
        && !all.get(key).isTree();
  }

  /** What two spellings of a key have in common: {@code cfgscale}. */
  static String plainKey(String key) {
    StringBuilder letters = new StringBuilder();
    key.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private String text(String plainKey) {
    GenerationParameter parameter = all.get(keys.get(plainKey));
    return parameter == null || parameter.isTree() ? null : parameter.value();
  }

  private BigDecimal number(String plainKey) {
    String text = text(plainKey);
    try {
      // Time grows faster than length here.
      BigDecimal number =
          text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text.strip());
      return number == null || Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private BigInteger wholeNumber(String plainKey) {
    BigDecimal number = number(plainKey);
    try {
      return number == null ? null : number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
