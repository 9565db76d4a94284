package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the comments of a GIF, which can be before and after its frames. */
final class GifReader {

  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int COMMENT = 0xFE;

  private static final int HAS_COLOURS = 0x80;

  /** The most frames, extensions and parts of up to 255 bytes; a GIF of 250 MB has as many. */
  private static final int MOST_BLOCKS = 1_000_000;

  private final FileBytes in;
  private final PictureTexts texts;
  private int blocks;

  private GifReader(FileBytes in, PictureTexts texts) {
    this.in = in;
    this.texts = texts;
  }

  static boolean is(byte[] start) {
    String head = new String(start, StandardCharsets.ISO_8859_1);
    return head.startsWith("GIF87a") || head.startsWith("GIF89a");
  }

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    in.skip(6);
    byte[] size = in.bytes(4);
    texts
        .contents()
        .size(size[0] & 0xFF | (size[1] & 0xFF) << 8, size[2] & 0xFF | (size[3] & 0xFF) << 8);
    GifReader reader = new GifReader(in, texts);
    reader.colours(2);
    reader.all();
  }

  private void all() throws IOException {
    int kind = in.unsignedByte();
    while (kind == EXTENSION || kind == FRAME) {
      count();
      if (kind == FRAME) {
        in.skip(8);
        colours(0);
        in.skip(1);
        block(null);
      } else if (in.unsignedByte() == COMMENT) {
        ByteArrayOutputStream comment = new ByteArrayOutputStream();
        block(comment);
        texts.add(PictureText.COMMENT, TextBytes.decode(comment.toByteArray()));
      } else {
        block(null);
      }
      kind = in.unsignedByte();
    }
  }

  /**
   * Passes over a table of colours.
   *
   * @param between the bytes between its flags and the table
   */
  private void colours(int between) throws IOException {
    int flags = in.unsignedByte();
    in.skip(between);
    if ((flags & HAS_COLOURS) != 0) {
      in.skip(3L << (flags & 7) + 1);
    }
  }

  /**
   * Reads parts up to an empty one; they are read in turn, since passing over each takes longer.
   */
  private void block(@Nullable ByteArrayOutputStream bytes) throws IOException {
    boolean isTaken = bytes != null;
    for (int length = in.unsignedByte(); length > 0; length = in.unsignedByte()) {
      count();
      byte[] part = in.bytes(length);
      isTaken = isTaken && texts.take(length);
      if (bytes != null && isTaken) {
        bytes.writeBytes(part);
      }
    }
  }

  private void count() throws BrokenPicture {
    if (++blocks > MOST_BLOCKS) {
      throw new BrokenPicture("it has more than " + MOST_BLOCKS + " blocks");
    }
  }
}
