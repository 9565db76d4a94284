package dev.tensors.tsr.catalog;

import java.math.BigDecimal;
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

  public String prompt() {
    return text("prompt");
  }

  public String negativePrompt() {
    return text("negativeprompt");
  }

  public String sampler() {
    return text("sampler");
  }

  public BigDecimal steps() {
    return wholeNumber("steps");
  }

  public BigDecimal cfgScale() {
    return number("cfgscale");
  }

  /** Up to 64 bits. */
  public BigDecimal seed() {
    return wholeNumber("seed");
  }

  public BigDecimal clipSkip() {
    return wholeNumber("clipskip");
  }

  /** In pixels, as {@code 832x1216}. */
  public String size() {
    return text("size");
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
      return text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private BigDecimal wholeNumber(String plainKey) {
    BigDecimal number = number(plainKey);
    return number == null || number.stripTrailingZeros().scale() > 0 ? null : number;
  }
}
