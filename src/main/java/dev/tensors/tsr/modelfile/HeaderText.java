package dev.tensors.tsr.modelfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the header's bytes for the JSON parser, and limits its strings and numbers. It refuses
 * malformed UTF-8, unpaired surrogates and numbers of absurd length.
 *
 * <p>The parser would hold a string of 90 MB, such as a thumbnail, in memory. This reader cuts a
 * string after {@link #LONGEST_STRING} and one characters, so that the parser's caller can tell a
 * cut string by its length. Escapes in the part that is cut are checked here, as the parser does
 * not see them.
 */
final class HeaderText extends Reader {

  /** In UTF-16 units, escapes decoded. */
  static final int LONGEST_STRING = 8 << 20;

  private static final int LONGEST_NUMBER = 1000;

  private enum Place {
    OUTSIDE,
    STRING,
    ESCAPE,
    HEX
  }

  private final Reader decoded;
  private Place place = Place.OUTSIDE;
  private long position;

  private int numberLength;
  private int stringLength;
  private boolean keeping;
  private int hexDigits;
  private int hexValue;
  private boolean lowSurrogateDue;

  HeaderText(InputStream header) {
    decoded =
        new InputStreamReader(
            header,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    // A reader must not return 0, and all characters read may belong to the cut end of a string.
    while (true) {
      int read = decode(buffer, offset, length);
      if (read <= 0) {
        return read;
      }
      int kept = offset;
      for (int i = offset; i < offset + read; i++) {
        char c = buffer[i];
        if (keep(c)) {
          buffer[kept++] = c;
        }
      }
      if (kept > offset) {
        return kept - offset;
      }
    }
  }

  private int decode(char[] buffer, int offset, int length) throws IOException {
    try {
      return decoded.read(buffer, offset, length);
    } catch (CharacterCodingException e) {
      throw new Refusal("the header is not UTF-8 text");
    }
  }

  private boolean keep(char c) throws Refusal {
    position++;
    return switch (place) {
      case OUTSIDE -> outside(c);
      case STRING -> inString(c);
      case ESCAPE -> escaped(c);
      case HEX -> hex(c);
    };
  }

  private boolean outside(char c) throws Refusal {
    if (c == '"') {
      place = Place.STRING;
      stringLength = 0;
    }
    numberLength = isNumeric(c) ? numberLength + 1 : 0;
    if (numberLength > LONGEST_NUMBER) {
      throw new Refusal("the header has a number longer than " + LONGEST_NUMBER + " characters");
    }
    return true;
  }

  private static boolean isNumeric(char c) {
    return c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  private boolean inString(char c) throws Refusal {
    if (c == '\\') {
      place = Place.ESCAPE;
      keeping = ++stringLength <= LONGEST_STRING + 1;
      return keeping;
    }
    if (lowSurrogateDue || c < ' ') {
      throw Refusal.notJson(position);
    }
    if (c == '"') {
      place = Place.OUTSIDE;
      return true;
    }
    return ++stringLength <= LONGEST_STRING + 1;
  }

  private boolean escaped(char c) throws Refusal {
    if (c == 'u') {
      place = Place.HEX;
      hexDigits = 0;
      hexValue = 0;
      return keeping;
    }
    if (lowSurrogateDue || "\"\\/bfnrt".indexOf(c) < 0) {
      throw Refusal.notJson(position);
    }
    place = Place.STRING;
    return keeping;
  }

  private boolean hex(char c) throws Refusal {
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw Refusal.notJson(position);
    }
    hexValue = hexValue << 4 | digit;
    if (++hexDigits == 4) {
      if (lowSurrogateDue != Character.isLowSurrogate((char) hexValue)) {
        throw Refusal.notJson(position);
      }
      lowSurrogateDue = Character.isHighSurrogate((char) hexValue);
      place = Place.STRING;
    }
    return keeping;
  }

  @Override
  public void close() throws IOException {
    decoded.close();
  }
}
