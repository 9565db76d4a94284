package dev.tensors.tsr.network;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  /** Answers have words of all kinds, and what is masked in them is lost. */
  private static final int SHORTEST_IN_ANSWERS = 8;

  private static final int ASCII = 128;

  /** A percent sign in percent-encoding: the encoding of an encoded text repeats these digits. */
  private static final String PERCENT = "25";

  private static final int NOT_HERE = -1;

  /**
   * How to read a text where a secret's own character, such as a percent sign, may also begin an
   * encoded one. Each is tried in turn.
   */
  private enum Reading {
    AS_WRITTEN,
    ENCODED_ONCE,
    ENCODED_AGAIN
  }

  /**
   * One spelling of a secret.
   *
   * @param isBase64 padding may follow
   */
  private record SecretSpelling(int[] characters, boolean isBase64, List<Reading> readings) {

    static SecretSpelling of(String text, boolean isBase64) {
      boolean mayBeEncoding = text.indexOf('%') >= 0 || text.indexOf('\\') >= 0;
      return new SecretSpelling(
          text.codePoints().map(Secrets::lower).toArray(),
          isBase64,
          mayBeEncoding ? List.of(Reading.values()) : List.of(Reading.ENCODED_AGAIN));
    }

    /** Where this form ends in a text if it begins at an index, else {@link #NOT_HERE}. */
    int end(String text, int begin) {
      for (Reading reading : readings) {
        int at = begin;
        for (int i = 0; i < characters.length && at >= 0; i++) {
          at = endOfCharacter(text, at, characters[i], reading);
        }
        if (at >= 0) {
          while (isBase64 && at < text.length() && text.charAt(at) == '=') {
            at++;
          }
          return at;
        }
      }
      return NOT_HERE;
    }
  }

  private final List<String> secrets;
  private final List<SecretSpelling> forms = new ArrayList<>();

  /** The ASCII characters, in lower case, with which a form can begin. */
  private final BitSet first = new BitSet(ASCII);

  private Secrets(List<String> secrets) {
    this.secrets = secrets;
    for (String secret : secrets) {
      forms.add(SecretSpelling.of(secret, false));
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      forms.add(
          SecretSpelling.of(Base64.getEncoder().withoutPadding().encodeToString(bytes), true));
    }
    first.set('%');
    first.set('\\');
    for (SecretSpelling form : forms) {
      if (form.characters()[0] < ASCII) {
        first.set(form.characters()[0]);
      }
    }
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
        all.add(secret.strip().substring(secret.strip().indexOf(':') + 1));
      }
    }
    all.removeIf(secret -> secret.length() < SHORTEST);
    return new Secrets(List.copyOf(all));
  }

  /** The text with each secret replaced by ***. */
  public String mask(String text) {
    if (forms.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder();
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      if (end >= 0) {
        masked.append(text, copied, at).append(MASK);
        copied = end;
        at = end;
      } else {
        at++;
      }
    }
    return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
  }

  /** Where the longest secret ends that begins at an index of the text. */
  private int end(String text, int begin) {
    char letter = text.charAt(begin);
    int end = NOT_HERE;
    if (letter >= ASCII || first.get(lower(letter))) {
      for (SecretSpelling form : forms) {
        end = Math.max(end, form.end(text, begin));
      }
    }
    return end;
  }

  /** Where a character ends, written in any way, if it begins at an index of the text. */
  private static int endOfCharacter(String text, int at, int character, Reading reading) {
    int written =
        at < text.length() && lower(text.codePointAt(at)) == character
            ? at + Character.charCount(character)
            : NOT_HERE;
    if (written >= 0 && reading == Reading.AS_WRITTEN) {
      return written;
    }
    int encoded = endOfEncoded(text, at, character, reading);
    return encoded >= 0 ? encoded : written;
  }

  private static int endOfEncoded(String text, int at, int character, Reading reading) {
    if (at >= text.length()) {
      return NOT_HERE;
    }
    int end = at;
    if (text.charAt(at) == '%') {
      for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
        end = end < 0 ? end : endOfPercent(text, end, b & 0xff, reading);
      }
      return end;
    }
    if (text.charAt(at) == '\\') {
      for (char unit : Character.toChars(character)) {
        boolean isEscape = end >= 0 && text.regionMatches(true, end, "\\u", 0, 2);
        end = isEscape && isNumber(text, end + 2, 4, unit) ? end + 6 : NOT_HERE;
      }
      return end;
    }
    return NOT_HERE;
  }

  /** The end of a byte written as {@code %41}, {@code %2541}, {@code %252541} and so on. */
  private static int endOfPercent(String text, int begin, int value, Reading reading) {
    if (begin >= text.length() || text.charAt(begin) != '%') {
      return NOT_HERE;
    }
    int at = begin + 1;
    if (value == '%') {
      int end = NOT_HERE;
      while (text.startsWith(PERCENT, at) && (end < 0 || reading != Reading.ENCODED_ONCE)) {
        at += PERCENT.length();
        end = at;
      }
      return end;
    }
    while (text.startsWith(PERCENT, at)) {
      at += PERCENT.length();
    }
    return isNumber(text, at, 2, value) ? at + 2 : NOT_HERE;
  }

  /** Whether a number of hexadecimal digits has a value; the case of a letter does not matter. */
  private static boolean isNumber(String text, int at, int digits, int value) {
    if (at + digits > text.length()) {
      return false;
    }
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return false;
      }
      number = number << 4 | digit;
    }
    return lower(number) == lower(value);
  }

  /** Those that are masked in answers, which short ones are not. */
  public Secrets inAnswers() {
    return new Secrets(
        secrets.stream().filter(secret -> secret.length() >= SHORTEST_IN_ANSWERS).toList());
  }

  private static int lower(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  }

  @Override
  public String toString() {
    return forms.isEmpty() ? "none" : MASK;
  }
}
