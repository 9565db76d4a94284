package dev.tensors.tsr.civitai;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts that must never be shown, such as the key. They are found in any case, with characters
 * written as {@code %41} or {@code \u0041}, and in Base64.
 */
public final class Secrets {

  /** There are none. */
  public static final Secrets NONE = new Secrets(List.of());

  private static final String MASK = "***";

  /** A shorter one would be found in many an innocent word. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_IN_ANSWERS = 8;

  private final Pattern pattern;

  /** In lower case; what is too short to be looked for in answers is not among them. */
  private final List<byte[]> plain;

  private Secrets(List<String> secrets) {
    plain =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST_IN_ANSWERS)
            .map(secret -> secret.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
            .toList();
    Set<String> forms = new LinkedHashSet<>();
    for (String secret : secrets) {
      forms.add(quoted(secret));
      forms.add(base64(secret));
    }
    pattern =
        forms.isEmpty() ? null : Pattern.compile(String.join("|", forms), Pattern.CASE_INSENSITIVE);
  }

  /**
   * @param secrets of which null and very short ones are passed over; of {@code user:password} the
   *     password is one, too
   */
  public static Secrets of(List<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      if (secret != null) {
        all.add(secret.strip());
        all.add(secret.strip().replaceFirst("^[^:]*:", ""));
      }
    }
    all.removeIf(secret -> secret.length() < SHORTEST);
    return new Secrets(List.copyOf(all));
  }

  private static String quoted(String secret) {
    return secret.codePoints().mapToObj(Secrets::quoted).collect(Collectors.joining());
  }

  private static String quoted(int character) {
    String text = Character.toString(character);
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%(?:25)*%02x".formatted(b & 0xff));
    }
    String escaped = text.chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
    return "(?:" + Pattern.quote(text) + "|" + encoded + "|" + escaped + ")";
  }

  /** As it is, and as the end of the text is padded or not. */
  private static String base64(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Pattern.quote(Base64.getEncoder().withoutPadding().encodeToString(bytes)) + "=*";
  }

  /** The text with each secret in it made unreadable. */
  public String mask(String text) {
    return pattern == null
        ? text
        : pattern.matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
  }

  /** Whether a secret as it is, in any case, may be among these bytes. */
  boolean mayBeIn(byte[] text) {
    for (byte[] secret : plain) {
      for (int at = 0; at <= text.length - secret.length; at++) {
        if (lower(text[at]) == secret[0] && isAt(at, text, secret)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(int at, byte[] text, byte[] secret) {
    for (int i = 1; i < secret.length; i++) {
      if (lower(text[at + i]) != secret[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }

  @Override
  public String toString() {
    return pattern == null ? "none" : MASK;
  }
}
