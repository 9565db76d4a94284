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
import org.jspecify.annotations.Nullable;

/**
 * Masks the key and the proxies' passwords in texts. A secret is found in upper and lower case,
 * with characters written as {@code %41} or {@code \u0041}, and in Base64.
 */
public final class Secrets {

  /** No secrets. */
  public static final Secrets NONE = new Secrets(List.of());

  private static final String MASK = "***";

  /** A shorter secret would be found in ordinary words. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_IN_ANSWERS = 8;

  /** Null if there are no secrets. */
  private final @Nullable Pattern pattern;

  /** The secrets to be looked for in answers, in lower case. */
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
   * @param secrets null and very short ones are ignored; the password of {@code user:password} is
   *     masked alone, too
   */
  public static Secrets of(List<@Nullable String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (@Nullable String secret : secrets) {
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

  /** In Base64, with or without padding. */
  private static String base64(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Pattern.quote(Base64.getEncoder().withoutPadding().encodeToString(bytes)) + "=*";
  }

  /** The text with each secret replaced by ***. */
  public String mask(String text) {
    return pattern == null
        ? text
        : pattern.matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
  }

  /** Whether these bytes contain a secret as it is, in upper or lower case. */
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
