package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the tags at the start of an MP3: ID3v2.3 and ID3v2.4. */
final class Id3Reader {

  private static final int HEAD = 10;
  private static final int MOST_FRAMES = 10_000;

  private static final int UNSYNCHRONISED = 0x80;
  private static final int EXTENDED = 0x40;
  private static final int FRAME_UNSYNCHRONISED = 2;
  private static final int FRAME_HAS_LENGTH = 1;

  private Id3Reader() {}

  /** With tags, or with a frame of layer III in the place of them. */
  static boolean is(byte[] start) {
    return start.length >= HEAD
            && start[0] == 'I'
            && start[1] == 'D'
            && start[2] == '3'
            && (start[3] & 0xFF) < 0x10
        || start.length >= 2 && start[0] == -1 && (start[1] & 0xE6) == 0xE2;
  }

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    read(in, in.position() + in.remaining(), texts);
  }

  /**
   * Reads the tags within a part of a file.
   *
   * @param limit the place in the file before which they end, whatever length they claim
   */
  static void read(FileBytes in, long limit, PictureTexts texts) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.bytes((int) Math.min(HEAD, limit - in.position())));
    if (head.limit() < HEAD || head.get(0) != 'I') {
      return;
    }
    int version = head.get(3);
    int flags = head.get(5);
    long end = in.position() + Math.min(syncSafe(head.getInt(6)), limit - in.position());
    if ((flags & EXTENDED) != 0 && end - in.position() >= 4) {
      int length = (int) in.bigInt();
      in.skip(version == 3 ? Integer.toUnsignedLong(length) : Math.max(0, syncSafe(length) - 4));
    }
    for (int i = 0; i < MOST_FRAMES && version >= 3 && end - in.position() > HEAD; i++) {
      String id = in.letters();
      int written = (int) in.bigInt();
      long length = version == 3 ? Integer.toUnsignedLong(written) : syncSafe(written);
      int frameFlags = in.bigShort();
      if (id.startsWith("\0")) {
        return; // the rest is room for more
      }
      if (length > end - in.position()) {
        throw new BrokenPicture("its tags are damaged");
      }
      long next = in.position() + length;
      if ((id.equals("TXXX") || id.equals("COMM")) && texts.take(length)) {
        byte[] data = in.bytes((int) length);
        if (version > 3 && (frameFlags & FRAME_HAS_LENGTH) != 0) {
          data = Arrays.copyOfRange(data, Math.min(4, data.length), data.length);
        }
        boolean isUnsynchronised =
            version == 3 ? (flags & UNSYNCHRONISED) != 0 : (frameFlags & FRAME_UNSYNCHRONISED) != 0;
        frame(id, isUnsynchronised ? synchronised(data) : data, texts);
      }
      in.position(next);
    }
  }

  /** A number of which each byte has seven bits. */
  private static long syncSafe(int written) {
    return written & 0x7F
        | (written >> 8 & 0x7F) << 7
        | (written >> 16 & 0x7F) << 14
        | (written >> 24 & 0x7F) << 21;
  }

  /** The bytes without the zeros that were put after each byte of ones. */
  private static byte[] synchronised(byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length);
    for (int i = 0; i < data.length; i++) {
      if (data[i] != 0 || i == 0 || data[i - 1] != -1) {
        bytes.write(data[i]);
      }
    }
    return bytes.toByteArray();
  }

  /** The encoding, for a comment its language, a name that ends with zero, and the text. */
  private static void frame(String id, byte[] data, PictureTexts texts) {
    boolean isComment = id.equals("COMM");
    int start = isComment ? 4 : 1;
    if (data.length <= start) {
      return;
    }
    int width = data[0] == 1 || data[0] == 2 ? 2 : 1;
    int end = start;
    while (end + width <= data.length && (data[end] != 0 || data[end + width - 1] != 0)) {
      end += width;
    }
    String name = text(data, start, Math.min(end, data.length), width);
    String text = text(data, Math.min(end + width, data.length), data.length, width);
    texts.tag(isComment ? "comment" : name, text);
  }

  private static String text(byte[] data, int from, int to, int width) {
    byte[] text = Arrays.copyOfRange(data, from, to);
    if (width == 1) {
      return TextBytes.decode(text);
    }
    boolean isLittle = text.length >= 2 && text[0] == -1 && text[1] == -2;
    boolean isMarked = isLittle || text.length >= 2 && text[0] == -2 && text[1] == -1;
    Charset order = isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    return TextBytes.utf16(text, isMarked ? 2 : 0, order);
  }
}
