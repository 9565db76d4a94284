package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the texts of a WebP from its EXIF and XMP, which are usually after the pixels, and those of
 * a WAV from its chunks after the sound.
 */
final class RiffReader {

  private static final int HEAD = 12;

  private static final int MOST_CHUNKS = 500_000;

  private static final int MOST_TEXTS = 1000;

  private RiffReader() {}

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    in.skip(HEAD);
    boolean hasTags = false;
    for (int i = 0; in.remaining() >= 8; i++) {
      if (i == MOST_CHUNKS) {
        throw new BrokenPicture("it has more than " + MOST_CHUNKS + " chunks");
      }
      String type = in.letters();
      long length = in.littleInt();
      if (length > in.remaining()) {
        throw new BrokenPicture(
            "a chunk of it claims the length %d, and the rest of the file has the length %d"
                .formatted(length, in.remaining()));
      }
      long end = in.position() + length + (length & 1);
      if (type.equalsIgnoreCase("id3 ")) {
        if (!hasTags) {
          Id3Reader.read(in, in.position() + length, texts);
        }
        hasTags = true;
      } else {
        chunk(type, length, in, texts);
      }
      in.position(in.position() + Math.min(end - in.position(), in.remaining()));
    }
  }

  private static void chunk(String type, long length, FileBytes in, PictureTexts texts)
      throws IOException {
    switch (type) {
      case "json" -> { // of WanGP, in a WAV
        if (texts.take(length)) {
          texts.tag("comment", TextBytes.decode(in.bytes((int) length)));
        }
      }
      case "LIST" -> information(in.position() + length, in, texts);
      case "EXIF" -> {
        if (texts.take(length)) {
          Exif.read(in.bytes((int) length), texts);
        }
      }
      case "XMP " -> {
        if (texts.take(length)) {
          texts.add(PictureText.XMP, TextBytes.decode(in.bytes((int) length)));
        }
      }
      case "VP8X", "VP8L", "VP8 " -> {
        byte[] head = in.bytes((int) Math.min(length, 10));
        if (head.length == 10) {
          size(type, head, texts.contents());
        }
      }
      default -> {}
    }
  }

  private static void size(String type, byte[] head, ContentsBuilder contents) {
    switch (type) {
      case "VP8X" -> contents.size(1 + little(head, 4, 3), 1 + little(head, 7, 3));
      case "VP8L" -> {
        long bits = little(head, 1, 4);
        contents.size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF));
      }
      default -> contents.size(little(head, 6, 2) & 0x3FFF, little(head, 8, 2) & 0x3FFF);
    }
  }

  private static long little(byte[] data, int at, int bytes) {
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | data[at + i] & 0xFF;
    }
    return number;
  }

  /** The usual texts of a sound: only its comment may tell how it was made. */
  private static void information(long end, FileBytes in, PictureTexts texts) throws IOException {
    if (end - in.position() < 4 || !in.letters().equals("INFO")) {
      return;
    }
    for (int i = 0; end - in.position() >= 8 && i < MOST_TEXTS; i++) {
      String type = in.letters();
      long length = in.littleInt();
      if (length > end - in.position()) {
        throw new BrokenPicture("its texts are damaged");
      }
      long next = in.position() + length + (length & 1);
      if (type.equals("ICMT") && texts.take(length)) {
        texts.tag("comment", TextBytes.decode(in.bytes((int) length)));
      }
      in.position(next);
    }
  }

  static boolean isWebp(byte[] start) {
    return is(start, "WEBP");
  }

  static boolean isWav(byte[] start) {
    return is(start, "WAVE");
  }

  private static boolean is(byte[] start, String form) {
    String head = new String(start, StandardCharsets.ISO_8859_1);
    return start.length >= HEAD && head.startsWith("RIFF") && head.startsWith(form, 8);
  }
}
