package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the list of tags that FLAC, Ogg Vorbis and Opus have in common. */
final class VorbisReader {

  private static final int MOST_BLOCKS = 10_000;
  private static final int TAGS = 4;

  /** The most pages before the end of the tags; one has up to 64 KiB. */
  private static final int MOST_PAGES = 50_000;

  private static final int PAGE_HEAD = 27;
  private static final int FULL_SEGMENT = 255;

  private VorbisReader() {}

  static boolean isFlac(byte[] start) {
    return begins(start, "fLaC");
  }

  static boolean isOgg(byte[] start) {
    return begins(start, "OggS\0");
  }

  private static boolean begins(byte[] start, String letters) {
    byte[] bytes = letters.getBytes(StandardCharsets.ISO_8859_1);
    return start.length >= bytes.length
        && Arrays.equals(start, 0, bytes.length, bytes, 0, bytes.length);
  }

  static void flac(FileBytes in, PictureTexts texts) throws IOException {
    in.skip(4);
    for (int i = 0; i < MOST_BLOCKS; i++) {
      int type = in.unsignedByte();
      int length = in.unsignedByte() << 16 | in.bigShort();
      if (length > in.remaining()) {
        throw new BrokenPicture("the file ends too early: an interrupted download?");
      }
      long end = in.position() + length;
      if ((type & 0x7F) == TAGS && texts.take(length)) {
        tags(ByteBuffer.wrap(in.bytes(length)), texts);
      }
      in.position(end);
      if ((type & 0x80) != 0) {
        return;
      }
    }
    throw new BrokenPicture("it has more than " + MOST_BLOCKS + " blocks");
  }

  /** Reads the program's name, a count, and {@code name=value} for each tag. */
  private static void tags(ByteBuffer list, PictureTexts texts) throws BrokenPicture {
    list.order(ByteOrder.LITTLE_ENDIAN);
    text(list);
    long count = list.remaining() < 4 ? 0 : Integer.toUnsignedLong(list.getInt());
    for (long i = 0; i < count && list.hasRemaining(); i++) {
      String tag = text(list);
      int equals = tag.indexOf('=');
      if (equals > 0) {
        texts.tag(tag.substring(0, equals), tag.substring(equals + 1));
      }
    }
  }

  private static String text(ByteBuffer list) throws BrokenPicture {
    int length = list.remaining() < 4 ? -1 : list.getInt();
    if (length < 0 || length > list.remaining()) {
      throw new BrokenPicture("its tags are damaged");
    }
    byte[] text = new byte[length];
    list.get(text);
    return TextBytes.decode(text);
  }

  /**
   * Reads Ogg: the second packet of the first stream of sound has the tags. A packet consists of
   * full segments and one that is not full, on one page or more.
   */
  static void ogg(FileBytes in, PictureTexts texts) throws IOException {
    ByteArrayOutputStream tags = new ByteArrayOutputStream();
    int packets = 0;
    long stream = -1;
    for (int i = 0; i < MOST_PAGES && in.remaining() >= PAGE_HEAD; i++) {
      if (!in.letters().equals("OggS")) {
        throw new BrokenPicture("it is a damaged sound");
      }
      in.skip(10);
      long serial = in.littleInt();
      in.skip(8);
      byte[] segments = in.bytes(in.unsignedByte());
      long start = in.position();
      if (stream < 0 && isSound(in.upTo(8))) {
        stream = serial;
      }
      in.position(start);
      for (byte segment : segments) {
        int length = segment & 0xFF;
        if (serial != stream || packets == 0) {
          in.skip(length);
        } else if (texts.take(length)) {
          tags.writeBytes(in.bytes(length));
        } else {
          return;
        }
        if (serial == stream && length < FULL_SEGMENT && ++packets == 2) {
          oggTags(tags.toByteArray(), texts);
          return;
        }
      }
    }
  }

  private static boolean isSound(byte[] packet) {
    return begins(packet, "OpusHead")
        || begins(packet, "\1vorbis")
        || begins(packet, "\177FLAC")
        || begins(packet, "Speex   ");
  }

  private static void oggTags(byte[] packet, PictureTexts texts) throws BrokenPicture {
    int start = begins(packet, "OpusTags") ? 8 : begins(packet, "\3vorbis") ? 7 : 0;
    if (packet.length > 4 && (packet[0] & 0x7F) == TAGS && packet[1] == 0) {
      start = 4; // a block of FLAC
    }
    tags(ByteBuffer.wrap(packet, start, packet.length - start).slice(), texts);
  }
}
