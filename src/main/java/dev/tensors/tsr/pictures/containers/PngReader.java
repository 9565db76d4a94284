package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the texts of a PNG, which can be before and after its pixels, and even after its end. */
public final class PngReader {

  public static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static final int CHECKSUM = 4;
  private static final int SIZE_FIELDS = 8;
  private static final int HEAD = 8;

  /** The most chunks: a file of 2 GB with the smallest usual chunks of pixels has half as many. */
  private static final int MOST_CHUNKS = 500_000;

  private PngReader() {}

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    in.skip(SIGNATURE.length);
    boolean ended = false;
    for (int i = 0; i < MOST_CHUNKS; i++) {
      if (ended && in.remaining() < HEAD) {
        return;
      }
      if (in.remaining() == 0) {
        throw new BrokenPicture("the file ends too early: an interrupted download?");
      }
      long length = in.bigInt();
      String type = in.letters();
      boolean fits = length + CHECKSUM <= in.remaining();
      if (ended && !(fits && isType(type))) {
        return; // anything can follow, such as an archive
      }
      ended |= type.equals("IEND");
      if (!fits && !ended) {
        throw new BrokenPicture(
            "a chunk of it claims the length %d, and the rest of the file has the length %d"
                .formatted(length, in.remaining()));
      }
      chunk(type, length, in, texts);
      in.skip(CHECKSUM);
      if (type.equals("IDAT")) {
        skipPixels(length, in);
      }
    }
    throw new BrokenPicture("it has more than " + MOST_CHUNKS + " chunks");
  }

  /**
   * Passes over the chunks of pixels that are as long as the one before them. They follow one
   * another, dozens in a picture, and each one that is looked at is a read of the file: those that
   * are passed over at once double until no chunk of pixels is at their end, and halve from then
   * on.
   */
  private static void skipPixels(long length, FileBytes in) throws IOException {
    long chunk = HEAD + length + CHECKSUM;
    boolean doubles = true;
    for (long count = 1; count > 0; count = doubles ? count * 2 : count / 2) {
      long before = in.position();
      in.skip(chunk * (count - 1));
      boolean arePixels =
          in.remaining() >= chunk && in.bigInt() == length && in.letters().equals("IDAT");
      if (arePixels) {
        in.skip(length + CHECKSUM);
      } else {
        in.position(before);
      }
      doubles &= arePixels;
    }
  }

  private static boolean isType(String letters) {
    return letters.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z');
  }

  private static void chunk(String type, long length, FileBytes in, PictureTexts texts)
      throws IOException {
    boolean text =
        switch (type) {
          case "tEXt", "zTXt", "iTXt", "comf", "eXIf" -> true;
          default -> false;
        };
    if (type.equals("IHDR") && length >= SIZE_FIELDS) {
      texts.contents().size(in.bigInt(), in.bigInt());
      in.skip(length - SIZE_FIELDS);
    } else if (text && texts.take(length)) {
      text(type, in.bytes((int) length), texts);
    } else {
      in.skip(length);
    }
  }

  private static void text(String type, byte[] data, PictureTexts texts) {
    if (type.equals("eXIf")) {
      Exif.read(data, texts);
      return;
    }
    int end = zero(data, 0);
    String key = new String(data, 0, end, StandardCharsets.ISO_8859_1);
    int start = Math.min(data.length, end + 1);
    try {
      byte[] text =
          switch (type) {
            case "zTXt" -> inflated(data, Math.min(data.length, start + 1), texts);
            case "iTXt" -> international(data, start, texts);
            default -> Arrays.copyOfRange(data, start, data.length);
          };
      texts.add(key, TextBytes.decode(text));
    } catch (UnreadableText e) {
      texts.unreadable(e.reason());
    }
  }

  /**
   * Reads the rest of the chunk: a flag for compression, its method, a language, a translated
   * keyword, the text.
   */
  private static byte[] international(byte[] data, int start, PictureTexts texts)
      throws UnreadableText {
    int language = Math.min(data.length, start + 2);
    int translation = Math.min(data.length, zero(data, language) + 1);
    int text = Math.min(data.length, zero(data, translation) + 1);
    boolean packed = start < data.length && data[start] == 1;
    return packed ? inflated(data, text, texts) : Arrays.copyOfRange(data, text, data.length);
  }

  private static byte[] inflated(byte[] packed, int from, PictureTexts texts)
      throws UnreadableText {
    byte[] text = TextBytes.inflate(packed, from, texts.left() + packed.length);
    texts.take(Math.max(0, text.length - packed.length));
    return text;
  }

  private static int zero(byte[] data, int from) {
    int at = from;
    while (at < data.length && data[at] != 0) {
      at++;
    }
    return at;
  }

  static boolean is(byte[] start) {
    return start.length >= SIGNATURE.length
        && ByteBuffer.wrap(start, 0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE));
  }
}
