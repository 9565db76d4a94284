package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tags of MKV and WebM, which are before the frames, or where the list of the file's
 * parts says. The frames are passed over.
 */
final class MatroskaReader {

  private static final int SEGMENT = 0x18538067;
  private static final int SEEK_HEAD = 0x114D9B74;
  private static final int SEEK = 0x4DBB;
  private static final int SEEK_ID = 0x53AB;
  private static final int SEEK_POSITION = 0x53AC;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK = 0xAE;
  private static final int VIDEO = 0xE0;
  private static final int PIXEL_WIDTH = 0xB0;
  private static final int PIXEL_HEIGHT = 0xBA;
  private static final int CLUSTER = 0x1F43B675;
  private static final int TAGS = 0x1254C367;
  private static final int TAG = 0x7373;
  private static final int TARGETS = 0x63C0;
  private static final int TAG_TRACK = 0x63C5;
  private static final int SIMPLE_TAG = 0x67C8;
  private static final int TAG_NAME = 0x45A3;
  private static final int TAG_STRING = 0x4487;

  /** The most elements: a video of a day has twenty thousand clusters. */
  private static final int MOST_ELEMENTS = 200_000;

  /** In bytes. */
  private static final int LONGEST_NAME = 1000;

  /**
   * An element whose head was read.
   *
   * @param end of its content; -1: it ends where one begins that cannot be in it
   */
  private record Element(int id, long end) {}

  private interface Content {
    void read(Element element) throws IOException;
  }

  private final FileBytes in;
  private final PictureTexts texts;
  private int elements;

  /** The start of the tags, as the list of parts says; -1: it does not. */
  private long tags = -1;

  private boolean hasTags;

  private MatroskaReader(FileBytes in, PictureTexts texts) {
    this.in = in;
    this.texts = texts;
  }

  static boolean is(byte[] start) {
    return start.length >= 4
        && start[0] == 0x1A
        && start[1] == 0x45
        && start[2] == (byte) 0xDF
        && start[3] == (byte) 0xA3;
  }

  static void read(FileBytes in, PictureTexts texts) throws IOException {
    MatroskaReader reader = new MatroskaReader(in, texts);
    long end = in.remaining();
    reader.each(
        end,
        element -> {
          if (element.id() == SEGMENT) {
            reader.segment(element.end() < 0 ? end : Math.min(end, element.end()));
          }
        });
  }

  private void segment(long end) throws IOException {
    long start = in.position();
    while (end - in.position() >= 2) {
      Element element = element(end);
      switch (element.id()) {
        case SEEK_HEAD -> each(within(element, end), seek -> seek(seek, start));
        case TRACKS -> each(within(element, end), this::track);
        case TAGS -> tags(within(element, end));
        default -> {}
      }
      if (element.id() == CLUSTER && (hasTags || tags >= 0 || element.end() < 0)) {
        break;
      }
      in.position(within(element, end));
    }
    if (!hasTags && tags >= start && tags < end - 2) {
      in.position(tags);
      Element element = element(end);
      if (element.id() == TAGS) {
        tags(within(element, end));
      }
    }
    in.position(end);
  }

  private void each(long end, Content content) throws IOException {
    while (end - in.position() >= 2) {
      Element element = element(end);
      content.read(element);
      in.position(within(element, end));
    }
  }

  private static long within(Element element, long end) {
    return element.end() < 0 ? end : element.end();
  }

  private Element element(long end) throws IOException {
    if (++elements > MOST_ELEMENTS) {
      throw new BrokenPicture("it has more than " + MOST_ELEMENTS + " elements");
    }
    long id = number(4, false);
    long length = number(8, true);
    if (length > end - in.position()) {
      // Of a file that is cut off, the frames are incomplete, and what is before them is not.
      if (id == CLUSTER || id == SEGMENT) {
        return new Element((int) id, end);
      }
      throw new BrokenPicture("an element of it has an impossible length: it is damaged");
    }
    return new Element((int) id, length < 0 ? -1 : in.position() + length);
  }

  /**
   * Reads a number whose first byte tells by its zero bits how many bytes follow.
   *
   * @param plain without the bit that ends them; -1 then means all bits: the length is not known
   */
  private long number(int mostBytes, boolean plain) throws IOException {
    int first = in.unsignedByte();
    int bytes = Integer.numberOfLeadingZeros(first) - 23;
    if (bytes > mostBytes) {
      throw new BrokenPicture("it is a damaged video");
    }
    long number = plain ? first & (0xFF >> bytes) : first;
    boolean isUnknown = plain && number == 0xFF >> bytes;
    for (byte next : in.bytes(bytes - 1)) {
      number = number << 8 | next & 0xFF;
      isUnknown &= next == -1;
    }
    return isUnknown ? -1 : number;
  }

  private long unsigned(Element element) throws IOException {
    long length = element.end() - in.position();
    if (length < 0 || length > 8) {
      return -1;
    }
    long number = 0;
    for (byte next : in.bytes((int) length)) {
      number = number << 8 | next & 0xFF;
    }
    return number;
  }

  private void seek(Element element, long segment) throws IOException {
    if (element.id() != SEEK || element.end() < 0) {
      return;
    }
    long[] found = {-1, -1};
    each(
        element.end(),
        part -> {
          if (part.id() == SEEK_ID) {
            found[0] = unsigned(part);
          } else if (part.id() == SEEK_POSITION) {
            found[1] = unsigned(part);
          }
        });
    if (found[0] == TAGS && found[1] >= 0 && found[1] < Long.MAX_VALUE - segment) {
      tags = segment + found[1];
    }
  }

  private void track(Element element) throws IOException {
    if (element.id() == TRACK && element.end() >= 0) {
      each(
          element.end(),
          part -> {
            if (part.id() == VIDEO && part.end() >= 0) {
              long[] size = new long[2];
              each(
                  part.end(),
                  value -> {
                    if (value.id() == PIXEL_WIDTH) {
                      size[0] = unsigned(value);
                    } else if (value.id() == PIXEL_HEIGHT) {
                      size[1] = unsigned(value);
                    }
                  });
              if (size[0] > 0 && size[1] > 0) {
                texts.contents().size(size[0], size[1]);
              }
            }
          });
    }
  }

  private void tags(long end) throws IOException {
    hasTags = true;
    each(
        end,
        element -> {
          if (element.id() == TAG) {
            tag(within(element, end));
          }
        });
  }

  /** Tags of a track tell of its codec. */
  private void tag(long end) throws IOException {
    boolean[] isOfTrack = new boolean[1];
    each(
        end,
        element -> {
          if (element.id() == TARGETS) {
            each(
                within(element, end),
                target -> isOfTrack[0] |= target.id() == TAG_TRACK && unsigned(target) != 0);
          } else if (element.id() == SIMPLE_TAG && !isOfTrack[0]) {
            simpleTag(within(element, end));
          }
        });
  }

  private void simpleTag(long end) throws IOException {
    @Nullable String[] found = new String[2];
    each(
        end,
        element -> {
          long length = within(element, end) - in.position();
          if (element.id() == TAG_NAME && length <= LONGEST_NAME) {
            found[0] = TextBytes.decode(in.bytes((int) length));
          } else if (element.id() == TAG_STRING && texts.take(length)) {
            found[1] = TextBytes.decode(in.bytes((int) length));
          }
        });
    if (found[0] != null && found[1] != null) {
      texts.tag(found[0], found[1]);
    }
  }
}
