package dev.tensors.tsr.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/**
 * What an example image was made with. Tools spell the usual keys in their own ways: {@code
 * cfgScale}, {@code CFG scale}, {@code cfg_scale}. What is not there, or makes no sense as what it
 * is asked for, is null.
 *
 * @param all by the keys as they came, in their order
 */
public record GenerationParameters(Map<String, GenerationParameter> all) {

  /** No number that means something is longer. */
  private static final int LONGEST_NUMBER = 100;

  /** What was to be in the image. */
  public String prompt() {
    return text("prompt");
  }

  /** What was not to be in it. */
  public String negativePrompt() {
    return text("negativeprompt");
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
    BigInteger width = wholeNumber("width");
    BigInteger height = wholeNumber("height");
    return size != null || width == null || height == null ? size : width + "x" + height;
  }

  /** The checkpoint's name. */
  public String model() {
    return text("model");
  }

  /** What two spellings of a key have in common: {@code cfgscale}. */
  public static String plainKey(String key) {
    StringBuilder letters = new StringBuilder();
    key.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private String text(String plainKey) {
    for (Map.Entry<String, GenerationParameter> entry : all.entrySet()) {
      if (plainKey(entry.getKey()).equals(plainKey)) {
        return entry.getValue().isTree() ? null : entry.getValue().value();
      }
    }
    return null;
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
