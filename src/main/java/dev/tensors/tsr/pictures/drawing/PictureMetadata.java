package dev.tensors.tsr.pictures.drawing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes from pictures what does not draw them: texts that programs write, which name paths and
 * words that a shared page must not show, and small pictures and colour profiles, which have texts,
 * too.
 */
public final class PictureMetadata {

  private static final Set<String> PNG_CHUNKS = Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS");

  private static final Set<String> WEBP_CHUNKS =
      Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF");

  private static final Set<String> WEBP_FRAME_CHUNKS = Set.of("VP8 ", "VP8L", "ALPH");

  private static final int PNG_START = 8;
  private static final int RIFF_START = 12;
  private static final int CHUNK_HEAD = 8;

  /** The place and size of an animation's frame. */
  private static final int FRAME_HEAD = 16;

  /** The flags of a VP8X chunk that announce a colour profile, Exif and XMP. */
  private static final int HAS_METADATA = 0x2C;

  private static final int HAS_TRANSPARENCY = 0x10;

  /** The head of a VP8X chunk of ten bytes. */
  private static final byte[] CANVAS = {'V', 'P', '8', 'X', 10, 0, 0, 0};

  private PictureMetadata() {}

  /** Returns a PNG file that draws a still picture; null if it is damaged. */
  static byte @Nullable [] removedFromPng(byte[] picture) {
    ByteBuffer chunks = ByteBuffer.wrap(picture);
    ByteArrayOutputStream to = new ByteArrayOutputStream(picture.length);
    to.write(picture, 0, PNG_START);
    int at = PNG_START;
    while (picture.length - at >= 12) {
      int length = chunks.getInt(at);
      if (length < 0 || length > picture.length - at - 12) {
        return null;
      }
      String type = name(picture, at + 4);
      if (PNG_CHUNKS.contains(type)) {
        to.write(picture, at, length + 12);
      }
      if (type.equals("IEND")) {
        return to.toByteArray();
      }
      at += length + 12;
    }
    return null;
  }

  /**
   * Returns a WebP file that draws the same, but for its colour profile, and an animation as its
   * first frame; null if it is damaged.
   */
  public static byte @Nullable [] removedFromWebp(byte[] picture) {
    ByteBuffer file = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
    int end = (int) Math.min(picture.length, CHUNK_HEAD + (file.getInt(4) & 0xFFFFFFFFL));
    ByteArrayOutputStream to = new ByteArrayOutputStream(picture.length);
    to.write(picture, 0, RIFF_START);
    if (!copyChunks(file, RIFF_START, end, WEBP_CHUNKS, to) || to.size() == RIFF_START) {
      return null;
    }
    byte[] rest = firstFrame(to.toByteArray());
    ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).putInt(4, rest.length - CHUNK_HEAD);
    return rest;
  }

  /** The first frame of an animation, or else the picture. */
  private static byte[] firstFrame(byte[] picture) {
    ByteBuffer chunks = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
    int flags = 0;
    int length;
    for (int at = RIFF_START; picture.length - at >= CHUNK_HEAD; at += length + (length & 1)) {
      String type = name(picture, at);
      length = chunks.getInt(at + 4);
      at += CHUNK_HEAD;
      if (type.equals("VP8X") && length > 0) {
        flags = picture[at] & HAS_TRANSPARENCY;
      } else if (type.equals("ANMF")) {
        ByteBuffer still = ByteBuffer.allocate(RIFF_START + CHUNK_HEAD + 10 + length - FRAME_HEAD);
        still.put(picture, 0, RIFF_START).put(CANVAS).put((byte) flags).put(new byte[3]);
        still.put(picture, at + 6, 6); // its width and height
        return still.put(picture, at + FRAME_HEAD, length - FRAME_HEAD).array();
      }
    }
    return picture;
  }

  /** Returns whether the chunks fill their place. */
  private static boolean copyChunks(
      ByteBuffer file, int from, int end, Set<String> wanted, ByteArrayOutputStream to) {
    int at = from;
    while (end - at >= CHUNK_HEAD) {
      int length = file.getInt(at + 4);
      int data = at + CHUNK_HEAD;
      if (length < 0 || length > end - data) {
        return false;
      }
      String type = name(file.array(), at);
      if (wanted.contains(type) && !copyChunk(file, type, data, length, to)) {
        return false;
      }
      at = Math.min(end, data + length + (length & 1));
    }
    return true;
  }

  private static boolean copyChunk(
      ByteBuffer file, String type, int data, int length, ByteArrayOutputStream to) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(length);
    if (type.equals("ANMF")) {
      if (length < FRAME_HEAD) {
        return false;
      }
      kept.write(file.array(), data, FRAME_HEAD);
      if (!copyChunks(file, data + FRAME_HEAD, data + length, WEBP_FRAME_CHUNKS, kept)) {
        return false;
      }
    } else {
      kept.write(file.array(), data, length);
    }
    byte[] content = kept.toByteArray();
    if (type.equals("VP8X") && content.length > 0) {
      content[0] &= ~HAS_METADATA;
    }
    to.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
    to.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array());
    to.writeBytes(content);
    if (content.length % 2 != 0) {
      to.write(0);
    }
    return true;
  }

  private static String name(byte[] picture, int at) {
    return new String(picture, at, 4, StandardCharsets.ISO_8859_1);
  }
}
