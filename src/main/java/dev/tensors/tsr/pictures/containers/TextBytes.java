package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.contents.UnreadableText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decodes texts by their bytes, since programs ignore the character sets that formats prescribe.
 */
public final class TextBytes {

  private static final int CODE_LENGTH = 8;
  private static final int UNPACKED_AT_ONCE = 1 << 16;

  private TextBytes() {}

  /**
   * Decodes valid UTF-8, and other bytes as Latin-1, without the zero bytes at the end of EXIF's
   * texts.
   */
  static String decode(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    byte[] text = end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
    String utf8 = strictly(text, StandardCharsets.UTF_8);
    return utf8 == null ? new String(text, StandardCharsets.ISO_8859_1) : utf8;
  }

  /** The text; null if the bytes are not valid in the character set. */
  public static @Nullable String strictly(byte[] bytes, Charset charset) {
    try {
      CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Decodes EXIF's UserComment: eight bytes that name the character set, then the text. */
  static String userComment(byte[] bytes) {
    if (bytes.length < CODE_LENGTH) {
      return decode(bytes);
    }
    String code = new String(bytes, 0, CODE_LENGTH, StandardCharsets.ISO_8859_1);
    byte[] rest = Arrays.copyOfRange(bytes, CODE_LENGTH, bytes.length);
    return switch (code) {
      case "UNICODE\0" -> unicode(rest);
      case "ASCII\0\0\0", "JIS\0\0\0\0\0", "\0\0\0\0\0\0\0\0" -> decode(rest);
      default -> decode(bytes);
    };
  }

  /**
   * Decodes UTF-16 of either byte order, since writers use their own and not the file's. Nearly all
   * texts contain ASCII, whose zero bytes come first in the big-endian order.
   */
  private static String unicode(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return utf16(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return utf16(bytes, 2, StandardCharsets.UTF_16LE);
    }
    int first = 0;
    int second = 0;
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      first += bytes[i] == 0 ? 1 : 0;
      second += bytes[i + 1] == 0 ? 1 : 0;
    }
    if (first == 0 && second == 0) {
      String utf8 = strictly(bytes, StandardCharsets.UTF_8);
      return utf8 == null ? utf16(bytes, 0, StandardCharsets.UTF_16BE) : utf8;
    }
    return utf16(bytes, 0, first >= second ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
  }

  /** Decodes UTF-16 without the zeros at its end. */
  static String utf16(byte[] bytes, int from, Charset order) {
    String text = new String(bytes, from, bytes.length - from, order);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\0') {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * Decompresses zlib's format.
   *
   * @param most in bytes
   * @throws UnreadableText if the result is longer than that, or the bytes are not in this format
   */
  static byte[] inflate(byte[] packed, int from, int most) throws UnreadableText {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed, from, packed.length - from);
      byte[] text = new byte[Math.min(most, UNPACKED_AT_ONCE)];
      int length = 0;
      while (!inflater.finished()) {
        if (length == text.length) {
          if (length == most) {
            throw new UnreadableText("a text in it unpacks to more than " + most + " bytes");
          }
          text = Arrays.copyOf(text, (int) Math.min(most, 2L * length));
        }
        int count = inflater.inflate(text, length, text.length - length);
        if (count == 0 && !inflater.finished()) {
          throw new UnreadableText("a packed text in it is cut off or damaged");
        }
        length += count;
      }
      return Arrays.copyOf(text, length);
    } catch (DataFormatException e) {
      throw new UnreadableText("a packed text in it is cut off or damaged");
    } finally {
      inflater.end();
    }
  }
}
