package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the texts of a JPEG, which are before its pixels. */
final class JpegReader {

  private static final int MARK = 0xFF;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int EXIF_OR_XMP = 0xE1;
  private static final int COMMENT = 0xFE;

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] XMP =
      "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final int MOST_SEGMENTS = 100_000;

  private JpegReader() {}

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    in.skip(2);
    for (int i = 0; i < MOST_SEGMENTS; i++) {
      int mark = in.unsignedByte();
      if (mark != MARK) {
        throw new BrokenPicture("it is a damaged JPEG");
      }
      int kind = in.unsignedByte();
      if (kind == MARK) {
        in.position(in.position() - 1); // marks can have fill bytes before them
      } else if (kind == START_OF_SCAN || kind == END_OF_IMAGE) {
        return;
      } else if (hasData(kind)) {
        int length = in.bigShort() - 2;
        if (length < 0) {
          throw new BrokenPicture("it is a damaged JPEG");
        }
        segment(kind, length, in, texts);
      }
    }
    throw new BrokenPicture("it has more than " + MOST_SEGMENTS + " segments");
  }

  private static boolean hasData(int kind) {
    return kind != 0x01 && (kind < 0xD0 || kind > START_OF_IMAGE);
  }

  private static void segment(int kind, int length, FileBytes in, PictureTexts texts)
      throws IOException {
    if (isFrame(kind) && length >= 5) {
      byte[] frame = in.bytes(length);
      texts.contents().size(number(frame, 3), number(frame, 1));
    } else if (kind == EXIF_OR_XMP && texts.take(length)) {
      byte[] data = in.bytes(length);
      if (Arrays.mismatch(data, EXIF) == EXIF.length) {
        Exif.read(data, texts);
      } else if (Arrays.mismatch(data, XMP) == XMP.length) {
        byte[] xmp = Arrays.copyOfRange(data, XMP.length, data.length);
        texts.add(PictureText.XMP, TextBytes.decode(xmp));
      }
    } else if (kind == COMMENT && texts.take(length)) {
      texts.add(PictureText.COMMENT, TextBytes.decode(in.bytes(length)));
    } else if (length > in.remaining()) {
      throw new BrokenPicture("the file ends too early: an interrupted download?");
    } else {
      in.skip(length);
    }
  }

  /** Whether a mark's segment has the picture's size, which follows the depth. */
  private static boolean isFrame(int kind) {
    return kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
  }

  private static int number(byte[] data, int at) {
    return (data[at] & 0xFF) << 8 | data[at + 1] & 0xFF;
  }

  static boolean is(byte[] start) {
    return start.length >= 3
        && (start[0] & 0xFF) == MARK
        && (start[1] & 0xFF) == START_OF_IMAGE
        && (start[2] & 0xFF) == MARK;
  }
}
