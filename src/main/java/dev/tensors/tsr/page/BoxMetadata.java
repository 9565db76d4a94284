package dev.tensors.tsr.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Blanks in AVIF pictures and MP4 videos, which consist of boxes, what does not draw them. Nothing
 * moves, since other boxes name places in the file.
 */
final class BoxMetadata {

  /** The boxes that are kept in each kind of box, and in the file. */
  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "",
          Set.of("ftyp", "styp", "moov", "moof", "mdat", "meta", "sidx", "mfra"),
          "moov",
          Set.of("mvhd", "trak", "mvex"),
          "trak",
          Set.of("tkhd", "tref", "edts", "mdia"),
          "mdia",
          Set.of("mdhd", "hdlr", "minf"),
          "meta",
          Set.of("hdlr", "pitm", "iloc", "iinf", "iprp", "iref", "idat", "dinf", "grpl"),
          "iprp",
          Set.of("ipco", "ipma"));

  /** A picture's description of its parts: the boxes in it follow four bytes. */
  private static final String PARTS = "meta";

  /** The name of a handler, a text, stands behind its numbers. */
  private static final int HANDLER_NAME = 24;

  /** Kinds of items that are no pictures: Exif, XMP, and links. */
  private static final Set<String> TEXT_ITEMS = Set.of("Exif", "mime", "uri ");

  private final ByteBuffer file;
  private final Set<Long> textItems = new HashSet<>();

  /** In bytes. Items that share their bytes by the thousands are not made to draw a picture. */
  private long leftToBlank;

  private BoxMetadata(byte[] content) {
    this.file = ByteBuffer.wrap(content);
    this.leftToBlank = 3L * content.length;
  }

  /** Returns the file with its texts blanked; null if it is damaged. */
  static byte @Nullable [] blanked(byte[] file) {
    BoxMetadata metadata = new BoxMetadata(file.clone());
    metadata.boxes("", 0, file.length);
    return metadata.leftToBlank < 0 ? null : metadata.file.array();
  }

  private void boxes(String parent, int from, int end) {
    Set<String> kept = KEPT.getOrDefault(parent, Set.of());
    int locations = -1;
    int locationsEnd = -1;
    int data = -1;
    int next;
    for (int at = from; end - at >= 8; at = next) {
      long length = file.getInt(at) & 0xFFFFFFFFL;
      int head = 8;
      if (length == 1 && end - at >= 16) {
        length = file.getLong(at + 8);
        head = 16;
      }
      next = length < head || length > end - at ? end : at + (int) length;
      int inside = at + head;
      String type = type(at + 4);
      if (!kept.contains(type)) {
        blankBox(at, inside, next);
      } else if (type.equals("hdlr")) {
        blank(inside + HANDLER_NAME, next);
      } else if (type.equals("ipco")) {
        blankProfiles(inside, next);
      } else if (type.equals("iinf")) {
        readItems(inside, next);
      } else if (type.equals("iloc")) {
        locations = inside;
        locationsEnd = next;
      } else if (type.equals("idat")) {
        data = inside;
      } else if (KEPT.containsKey(type)) {
        boxes(type, type.equals(PARTS) ? inside + 4 : inside, next);
      }
    }
    if (locations >= 0) {
      blankItems(locations, locationsEnd, data);
    }
  }

  private void blankBox(int at, int inside, int end) {
    file.put(at + 4, new byte[] {'f', 'r', 'e', 'e'});
    blank(inside, end);
  }

  /** Colour profiles have texts. Their place stays, since others are counted from it. */
  private void blankProfiles(int from, int end) {
    for (int at = from; end - at >= 8; ) {
      int length = file.getInt(at);
      if (length < 8 || length > end - at) {
        return;
      }
      boolean isProfile =
          type(at + 4).equals("colr") && length >= 12 && !type(at + 8).equals("nclx");
      if (isProfile || type(at + 4).equals("udes")) {
        blankBox(at, at + 8, at + length);
      }
      at += length;
    }
  }

  private void readItems(int from, int end) {
    if (end - from < 8) {
      return;
    }
    int at = from + (file.get(from) == 0 ? 6 : 8);
    while (end - at >= 20) {
      int length = file.getInt(at);
      boolean isShort = file.get(at + 8) <= 2;
      int kind = at + (isShort ? 16 : 18);
      if (length < kind + 4 - at || length > end - at) {
        return;
      }
      if (TEXT_ITEMS.contains(type(kind))) {
        textItems.add(
            isShort ? file.getShort(at + 12) & 0xFFFFL : file.getInt(at + 12) & 0xFFFFFFFFL);
      }
      blank(kind + 4, at + length); // the item's name
      at += length;
    }
  }

  /**
   * Blanks the bytes of the items that are texts.
   *
   * @param data where the bytes begin that lie among the boxes; -1: there are none
   */
  private void blankItems(int from, int end, int data) {
    Numbers numbers = new Numbers(file, from, end);
    int version = (int) numbers.next(1);
    numbers.next(3);
    int sizes = (int) numbers.next(2);
    long count = numbers.next(version < 2 ? 2 : 4);
    for (long i = 0; i < count && numbers.areLeft(); i++) {
      boolean isText = textItems.contains(numbers.next(version < 2 ? 2 : 4));
      boolean amongBoxes = version > 0 && (numbers.next(2) & 0xF) == 1;
      numbers.next(2);
      long base = numbers.next(sizes >> 4 & 0xF) + (amongBoxes ? data : 0);
      long extents = numbers.next(2);
      for (long j = 0; j < extents && numbers.areLeft(); j++) {
        numbers.next(version > 0 ? sizes & 0xF : 0);
        long start = base + numbers.next(sizes >> 12 & 0xF);
        long length = numbers.next(sizes >> 8 & 0xF);
        if (isText && start >= 0 && start < file.capacity()) {
          boolean toEnd = length <= 0 || length > file.capacity() - start;
          blank((int) start, toEnd ? file.capacity() : (int) (start + length));
        }
      }
    }
  }

  private void blank(int from, int end) {
    leftToBlank -= Math.max(0, end - from);
    if (from < end && leftToBlank >= 0) {
      Arrays.fill(file.array(), from, end, (byte) 0);
    }
  }

  private String type(int at) {
    return new String(file.array(), at, 4, StandardCharsets.ISO_8859_1);
  }

  /** Numbers of several sizes, one after the other; behind the last one all are 0. */
  private static final class Numbers {

    private final ByteBuffer file;
    private final int end;
    private int at;

    Numbers(ByteBuffer file, int from, int end) {
      this.file = file;
      this.at = from;
      this.end = end;
    }

    boolean areLeft() {
      return at < end;
    }

    long next(int bytes) {
      long number = 0;
      for (int i = 0; i < bytes; i++, at++) {
        number = number << 8 | (at < end ? file.get(at) & 0xFF : 0);
      }
      return number;
    }
  }
}
