package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of EXIF: the user's comment, the description, and the graphs of ComfyUI and its savers,
 * which are in the tags for the make and the model of a camera and in any other of the first
 * directory.
 */
public final class Exif {

  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final int SUB_DIRECTORY = 0x8769;
  private static final int USER_COMMENT = 0x9286;
  private static final int SOFTWARE = 0x0131;
  private static final int DESCRIPTION = 0x010E;
  private static final int CAMERA_MODEL = 0x0110;

  private static final int ENTRY = 12;

  private static final String OVERLAP = "the values of its EXIF overlap: it is damaged";

  private static final int MOST_DIRECTORIES = 20;

  /** A picture of a camera has a hundred. */
  private static final int MOST_VALUES = 10_000;

  /** How ComfyUI and its savers begin a tag: {@code prompt:{...}}, {@code Workflow:{...}}. */
  private static final Pattern KEYED =
      Pattern.compile(
          "(?<key>[A-Za-z_][\\w .-]{0,60}):\\s{0,4}(?<json>[{\\[\"].*)", Pattern.DOTALL);

  private final ByteBuffer data;
  private final PictureTexts texts;
  private final Set<Integer> seen = new HashSet<>();

  /** The places and lengths of the values that were read: tags can share one. */
  private final Set<Long> read = new HashSet<>();

  /**
   * In bytes. Values lie side by side, so that all of them together are no larger than the block.
   */
  private int left;

  private Exif(ByteBuffer data, PictureTexts texts) {
    this.data = data;
    this.texts = texts;
    this.left = data.limit();
  }

  /**
   * Reads the block, which may begin with {@code Exif} and two zero bytes, and for which room was
   * taken.
   */
  public static void read(byte[] bytes, PictureTexts texts) {
    int from = Arrays.mismatch(bytes, PREFIX) == PREFIX.length ? PREFIX.length : 0;
    ByteBuffer data = ByteBuffer.wrap(bytes, from, bytes.length - from).slice();
    if (data.limit() < 8) {
      return;
    }
    data.order(data.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    Exif exif = new Exif(data, texts);
    exif.directory(data.getInt(4), true);
  }

  private void directory(int at, boolean first) {
    if (at < 0 || at > data.limit() - 2 || seen.size() == MOST_DIRECTORIES || !seen.add(at)) {
      return;
    }
    int entries = Math.min(data.getShort(at) & 0xFFFF, (data.limit() - at - 2) / ENTRY);
    int subDirectory = -1;
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + i * ENTRY;
      int tag = data.getShort(entry) & 0xFFFF;
      if (tag == SUB_DIRECTORY) {
        subDirectory = data.getInt(entry + 8);
      } else if (tag == USER_COMMENT || first) {
        value(tag, entry);
      }
    }
    directory(subDirectory, false);
  }

  /**
   * Reads a value of single bytes. A value of more than four bytes is outside of the tag's entry.
   */
  private void value(int tag, int entry) {
    int type = data.getShort(entry + 2) & 0xFFFF;
    int length = data.getInt(entry + 4);
    int place = length <= 4 ? entry + 8 : data.getInt(entry + 8);
    boolean bytes = type == 1 || type == 2 || type == 7;
    if (!bytes || length <= 0 || place < 0 || place > data.limit() - length) {
      return;
    }
    if (read.size() == MOST_VALUES || !read.add((long) place << 32 | length)) {
      return;
    }
    if (length > left) {
      texts.contents().problem(OVERLAP);
      return;
    }
    left -= length;
    byte[] value = new byte[length];
    data.get(place, value);
    text(tag, value);
  }

  private void text(int tag, byte[] value) {
    switch (tag) {
      case USER_COMMENT -> texts.add(PictureText.USER_COMMENT, TextBytes.userComment(value));
      case SOFTWARE -> texts.add(PictureText.SOFTWARE, TextBytes.decode(value));
      default -> {
        String text = TextBytes.decode(value);
        Matcher keyed = KEYED.matcher(text);
        if (keyed.matches()) {
          texts.add(keyed.group("key"), keyed.group("json"));
        } else if (tag == DESCRIPTION) {
          texts.add(PictureText.DESCRIPTION, text);
        } else if (tag == CAMERA_MODEL && text.startsWith("{")) {
          texts.add(PictureText.PARAMETERS, text); // as old versions of SwarmUI do
        }
      }
    }
  }
}
