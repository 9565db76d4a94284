package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of files that consist of boxes: MP4, MOV and M4A, which have tags, and AVIF and
 * HEIC, which have EXIF. A box begins with its length, so that a video of gigabytes is passed over
 * with one seek, wherever its tags are.
 */
final class BoxReader {

  private static final int HEAD = 8;
  private static final int LARGE_HEAD = 16;

  /** The most boxes: a video in fragments of a second has 7,200 for each hour. */
  private static final int MOST_BOXES = 200_000;

  /** In bytes: the lists of keys and of items are small. */
  private static final int LARGEST_LIST = 1 << 20;

  private static final int MOST_PARTS = 100;

  private static final int UTF8 = 1;

  private static final String COMMENT = "\u00A9cmt";

  private static final String DAMAGED = "a box of it has an impossible length: it is damaged";

  private static final List<String> STILLS =
      List.of("avif", "avis", "heic", "heix", "heim", "heis", "mif1", "msf1");

  /** Boxes of QuickTime that can stand before or in the place of the type. */
  private static final List<String> STARTS = List.of("moov", "mdat", "free", "skip", "wide");

  /**
   * A box whose head was read.
   *
   * @param start of its content
   * @param end of its content
   */
  private record Box(String type, long start, long end) {

    long length() {
      return end - start;
    }
  }

  private interface Content {
    void read(Box box) throws IOException;
  }

  private final FileBytes in;
  private final PictureTexts texts;
  private int boxes;
  private boolean hasWorkflow;

  /** The copy of the workflow that an editor on the web writes; null: none was found. */
  private @Nullable String copy;

  private BoxReader(FileBytes in, PictureTexts texts) {
    this.in = in;
    this.texts = texts;
  }

  static boolean is(byte[] start) {
    String type = type(start);
    return type.equals("ftyp") || !type.isEmpty() && start[0] == 0 && STARTS.contains(type);
  }

  /** Whether it is a picture, and no video. */
  static boolean isStill(byte[] start) {
    return type(start).equals("ftyp")
        && start.length >= 12
        && STILLS.contains(new String(start, 8, 4, StandardCharsets.ISO_8859_1));
  }

  private static String type(byte[] start) {
    return start.length < HEAD ? "" : new String(start, 4, 4, StandardCharsets.ISO_8859_1);
  }

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    BoxReader reader = new BoxReader(in, texts);
    try {
      reader.each(
          in.remaining(),
          box -> {
            switch (box.type()) {
              case "moov" -> reader.each(box.end(), reader::ofMovie);
              case "udta" -> reader.each(box.end(), reader::ofUser);
              case "meta" -> reader.metadata(box);
              default -> {}
            }
          });
    } finally {
      if (reader.copy != null && !reader.hasWorkflow) {
        texts.tag("workflow", reader.copy);
      }
    }
  }

  /** Goes through the boxes from here to a place. */
  private void each(long end, Content content) throws IOException {
    while (end - in.position() >= HEAD) {
      if (++boxes > MOST_BOXES) {
        throw new BrokenPicture("it has more than " + MOST_BOXES + " boxes");
      }
      long start = in.position();
      long length = in.bigInt();
      String type = in.letters();
      int head = HEAD;
      if (length == 1 && end - start >= LARGE_HEAD) {
        length = in.bigLong();
        head = LARGE_HEAD;
      } else if (length == 0) {
        length = end - start; // it is the last one
      }
      if (length < head || length > end - start) {
        throw new BrokenPicture(
            length > end - start && type.equals("mdat")
                ? "the file ends too early: an interrupted download?"
                : DAMAGED);
      }
      content.read(new Box(type, start + head, start + length));
      in.position(start + length);
    }
  }

  private void ofMovie(Box box) throws IOException {
    switch (box.type()) {
      case "udta" -> each(box.end(), this::ofUser);
      case "meta" -> metadata(box);
      case "trak" ->
          each(
              box.end(),
              inTrack -> {
                if (inTrack.type().equals("tkhd") && inTrack.length() >= HEAD) {
                  in.position(inTrack.end() - HEAD);
                  size(in.bigInt() >> 16, in.bigInt() >> 16);
                }
              });
      default -> {}
    }
  }

  /** A sound's track has no size. */
  private void size(long width, long height) {
    if (width > 0 && height > 0) {
      texts.contents().size(width, height);
    }
  }

  /** QuickTime's own tags; and the copy of the workflow that an editor on the web writes. */
  private void ofUser(Box box) throws IOException {
    switch (box.type()) {
      case "meta" -> metadata(box);
      case COMMENT -> {
        if (box.length() > 4 && texts.take(box.length())) {
          int length = in.bigShort();
          in.skip(2); // the language
          texts.tag(
              "comment", TextBytes.decode(in.bytes((int) Math.min(length, box.length() - 4))));
        }
      }
      case "wflo" -> {
        if (!hasWorkflow && copy == null && box.length() > 4 && texts.take(box.length())) {
          in.skip(4);
          copy = TextBytes.decode(in.bytes((int) box.length() - 4));
        }
      }
      default -> {}
    }
  }

  private void metadata(Box meta) throws IOException {
    if (meta.length() < HEAD) {
      return;
    }
    byte[] start = in.bytes(HEAD);
    boolean isPlain = new String(start, 4, 4, StandardCharsets.ISO_8859_1).equals("hdlr");
    in.position(meta.start() + (isPlain ? 0 : 4)); // QuickTime's has no version
    Map<String, Box> parts = new HashMap<>();
    each(meta.end(), box -> parts.putIfAbsent(box.type(), box));
    String[] keys = parts.containsKey("keys") ? keys(list(parts.get("keys"))) : null;
    if (parts.get("ilst") instanceof Box list) {
      in.position(list.start());
      each(list.end(), item -> item(item, keys));
    }
    if (parts.get("iprp") instanceof Box properties) {
      in.position(properties.start());
      each(properties.end(), this::properties);
    }
    if (parts.get("iinf") instanceof Box items && parts.get("iloc") instanceof Box places) {
      items(types(items), list(places));
    }
  }

  /** The content of a box as far as it is not too large. */
  private ByteBuffer list(Box box) throws IOException {
    in.position(box.start());
    return ByteBuffer.wrap(in.bytes((int) Math.min(box.length(), LARGEST_LIST)));
  }

  /** The names of tags, which the tags have the numbers of; each is as long as it says. */
  private static String[] keys(ByteBuffer list) {
    int count = list.limit() < HEAD ? 0 : list.getInt(4);
    String[] keys = new String[Math.clamp(count, 0, list.limit() / HEAD)];
    Arrays.fill(keys, "");
    list.position(Math.min(HEAD, list.limit()));
    for (int i = 0; i < keys.length && list.remaining() >= HEAD; i++) {
      int length = list.getInt() - HEAD;
      list.getInt(); // the name space
      if (length < 0 || length > list.remaining()) {
        break;
      }
      byte[] name = new byte[length];
      list.get(name);
      keys[i] = TextBytes.decode(name);
    }
    return keys;
  }

  private void item(Box item, String @Nullable [] keys) throws IOException {
    String[] name = {name(item.type(), keys)};
    each(
        item.end(),
        box -> {
          if (box.type().equals("name") && box.length() > 4 && box.length() < LARGEST_LIST) {
            in.skip(4);
            name[0] = TextBytes.decode(in.bytes((int) box.length() - 4));
          } else if (box.type().equals("data") && !name[0].isEmpty() && box.length() > HEAD) {
            data(name[0], box);
          }
        });
  }

  /** The name of a tag: empty if it tells nothing, or if the tag itself has its name. */
  private static String name(String type, String @Nullable [] keys) {
    if (keys != null) {
      int number = ByteBuffer.wrap(type.getBytes(StandardCharsets.ISO_8859_1)).getInt();
      return number > 0 && number <= keys.length ? keys[number - 1] : "";
    }
    return switch (type) {
      case COMMENT -> "comment";
      case "\u00A9des", "desc", "ldes" -> "description";
      default -> "";
    };
  }

  private void data(String name, Box box) throws IOException {
    long type = in.bigInt();
    if ((type == UTF8 || type == 0) && texts.take(box.length())) {
      in.skip(4); // the language
      texts.tag(name, TextBytes.decode(in.bytes((int) box.length() - HEAD)));
      hasWorkflow |= name.equalsIgnoreCase("workflow");
    }
  }

  private void properties(Box box) throws IOException {
    if (box.type().equals("ipco")) {
      each(
          box.end(),
          property -> {
            if (property.type().equals("ispe") && property.length() >= 12) {
              in.skip(4);
              size(in.bigInt(), in.bigInt());
            }
          });
    }
  }

  /** The types of the items that have texts, by their ids. */
  private Map<Long, String> types(Box items) throws IOException {
    Map<Long, String> types = new HashMap<>();
    in.position(items.start());
    if (items.length() >= HEAD) {
      int version = in.unsignedByte();
      in.skip(version == 0 ? 5 : 7);
      each(
          items.end(),
          box -> {
            if (box.type().equals("infe") && box.length() >= 12 && types.size() < MOST_PARTS) {
              int ofItem = in.unsignedByte();
              in.skip(3);
              long id = ofItem < 3 ? in.bigShort() : in.bigInt();
              in.skip(2); // how it is protected
              String type = in.letters();
              if (type.equals("Exif") || type.equals("mime")) {
                types.put(id, type);
              }
            }
          });
    }
    return types;
  }

  /** Reads the items where a list says that they are, as parts of the file. */
  private void items(Map<Long, String> types, ByteBuffer places) throws IOException {
    if (types.isEmpty() || places.limit() < HEAD) {
      return;
    }
    int version = places.get(0);
    places.position(4);
    int sizes = places.getShort();
    int ofOffset = sizes >> 12 & 0xF;
    int ofLength = sizes >> 8 & 0xF;
    int ofBase = sizes >> 4 & 0xF;
    int ofIndex = version > 0 ? sizes & 0xF : 0;
    long count = version < 2 ? number(places, 2) : number(places, 4);
    for (long i = 0; i < count && places.remaining() >= HEAD; i++) {
      long id = number(places, version < 2 ? 2 : 4);
      long method = version > 0 ? number(places, 2) & 0xF : 0;
      number(places, 2); // the file
      long base = number(places, ofBase);
      long extents = number(places, 2);
      String type = method == 0 ? types.get(id) : null;
      for (long j = 0; j < extents && places.hasRemaining(); j++) {
        number(places, ofIndex);
        long offset = number(places, ofOffset);
        long length = number(places, ofLength);
        if (type != null && extents == 1) {
          text(type, base + offset, length);
        }
      }
    }
  }

  private void text(String type, long place, long length) throws IOException {
    in.position(0);
    boolean isInside = place >= 0 && length > 4 && place <= in.remaining() - length;
    if (!isInside || !texts.take(length)) {
      return;
    }
    in.position(place);
    byte[] data = in.bytes((int) length);
    if (type.equals("Exif")) {
      long tiff = 4 + Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt());
      Exif.read(Arrays.copyOfRange(data, (int) Math.min(tiff, data.length), data.length), texts);
    } else {
      texts.add(PictureText.XMP, TextBytes.decode(data));
    }
  }

  /** The next number of some bytes; 0 if there are fewer. */
  private static long number(ByteBuffer data, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes && data.hasRemaining(); i++) {
      number = number << 8 | data.get() & 0xFF;
    }
    return number;
  }
}
