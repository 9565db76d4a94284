package dev.tensors.tsr.pictures;

import dev.tensors.tsr.pictures.containers.PngReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The bytes of pictures as programs write them, without a pixel that could be seen. */
public final class PictureFile {

  private static final byte[] ZERO = {0};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PictureFile() {}

  /** A PNG of 640 by 480 pixels, open for further chunks. */
  public static PictureFile png() {
    PictureFile file = new PictureFile();
    file.bytes.writeBytes(PngReader.SIGNATURE);
    byte[] head = ByteBuffer.allocate(13).putInt(640).putInt(480).put((byte) 8).array();
    return file.chunk("IHDR", head);
  }

  PictureFile chunk(String type, byte[]... parts) {
    byte[] data = join(parts);
    byte[] typeBytes = latin1(type);
    CRC32 checksum = new CRC32();
    checksum.update(typeBytes);
    checksum.update(data);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    bytes.writeBytes(typeBytes);
    bytes.writeBytes(data);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    return this;
  }

  public PictureFile text(String key, String text) {
    return chunk("tEXt", latin1(key), ZERO, latin1(text));
  }

  PictureFile packedText(String key, String text) {
    return chunk("zTXt", latin1(key), ZERO, ZERO, deflated(latin1(text)));
  }

  PictureFile international(String key, String text) {
    return chunk("iTXt", latin1(key), ZERO, new byte[] {0, 0, 0, 0}, utf8(text));
  }

  PictureFile packedInternational(String key, String text) {
    return chunk("iTXt", latin1(key), ZERO, new byte[] {1, 0, 0, 0}, deflated(utf8(text)));
  }

  PictureFile comfyChunk(String key, String json) {
    return chunk("comf", latin1(key), ZERO, latin1(json));
  }

  public PictureFile pixels(int length) {
    return chunk("IDAT", new byte[length]);
  }

  public byte[] end() {
    return chunk("IEND").bytes.toByteArray();
  }

  /** As far as it is written. */
  byte[] cut() {
    return bytes.toByteArray();
  }

  /** A JPEG of 640 by 480 pixels with segments before its pixels. */
  public static byte[] jpeg(byte[]... segments) {
    byte[] start = {(byte) 0xFF, (byte) 0xD8};
    byte[] application = segment(0xE0, latin1("JFIF\0\1\1\0\0\1\0\1\0\0"));
    byte[] frame = segment(0xC0, new byte[] {8, 1, (byte) 0xE0, 2, (byte) 0x80, 1, 1, 0x11, 0});
    byte[] scan = segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0});
    byte[] end = {1, 2, 3, (byte) 0xFF, (byte) 0xD9};
    return join(start, application, join(segments), frame, scan, end);
  }

  static byte[] segment(int kind, byte[] data) {
    byte[] head =
        ByteBuffer.allocate(4)
            .put((byte) 0xFF)
            .put((byte) kind)
            .putShort((short) (data.length + 2))
            .array();
    return join(head, data);
  }

  static byte[] exifSegment(byte[] tiff) {
    return segment(0xE1, join(latin1("Exif\0\0"), tiff));
  }

  /** A WebP of 640 by 480 pixels with its EXIF behind the pixels. */
  public static byte[] webp(byte[] exif) {
    return webp("EXIF", exif);
  }

  /** A WebP of 640 by 480 pixels with another chunk behind the pixels. */
  public static byte[] webp(String type, byte[] data) {
    byte[] canvas = {8, 0, 0, 0, 0x7F, 2, 0, (byte) 0xDF, 1, 0};
    byte[] body =
        join(
            latin1("WEBP"),
            riffChunk("VP8X", canvas),
            riffChunk("VP8L", new byte[101]),
            riffChunk(type, data));
    return join(latin1("RIFF"), little(body.length), body);
  }

  static byte[] riffChunk(String type, byte[] data) {
    return join(latin1(type), little(data.length), data, new byte[data.length & 1]);
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /**
   * A tag of EXIF.
   *
   * @param type 2 for ASCII, 7 for anything
   */
  record Tag(int id, int type, byte[] value) {

    static Tag ascii(int id, String text) {
      return new Tag(id, 2, utf8(text + "\0"));
    }

    static Tag comment(String code, byte[] text) {
      return new Tag(0x9286, 7, join(latin1(code), text));
    }
  }

  /** EXIF with some tags in its first directory and others in the one below it. */
  static byte[] exif(ByteOrder order, List<Tag> first, List<Tag> below) {
    int firstSize = 2 + 12 * (first.size() + 1) + 4;
    int belowStart = 8 + firstSize;
    int valuesStart = belowStart + 2 + 12 * below.size() + 4;
    List<Tag> all = new ArrayList<>(first);
    all.addAll(below);
    int length = valuesStart + all.stream().mapToInt(tag -> tag.value.length).sum();
    ByteBuffer data = ByteBuffer.allocate(length).order(order);
    data.put(latin1(order == ByteOrder.BIG_ENDIAN ? "MM" : "II")).putShort((short) 42).putInt(8);
    int value = valuesStart;
    data.putShort((short) (first.size() + 1));
    value = put(data, first, value);
    data.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(belowStart).putInt(0);
    data.putShort((short) below.size());
    put(data, below, value);
    return data.array();
  }

  private static int put(ByteBuffer data, List<Tag> tags, int firstValue) {
    int value = firstValue;
    for (Tag tag : tags) {
      data.putShort((short) tag.id).putShort((short) tag.type).putInt(tag.value.length);
      if (tag.value.length <= 4) {
        data.put(tag.value).position(data.position() + 4 - tag.value.length);
      } else {
        data.putInt(value);
        data.put(value, tag.value);
        value += tag.value.length;
      }
    }
    return value;
  }

  static byte[] deflated(byte[] text) {
    Deflater deflater = new Deflater();
    deflater.setInput(text);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
