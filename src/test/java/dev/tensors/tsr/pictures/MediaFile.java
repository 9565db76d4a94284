package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.PictureFile.join;
import static dev.tensors.tsr.pictures.PictureFile.latin1;
import static dev.tensors.tsr.pictures.PictureFile.riffChunk;
import static dev.tensors.tsr.pictures.PictureFile.utf8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** The bytes of videos and sounds as programs write them, without a frame. */
public final class MediaFile {

  static final byte[] FTYP = box("ftyp", latin1("isom\0\0\2\0isomiso2avc1mp41"));

  private MediaFile() {}

  static byte[] box(String type, byte[]... parts) {
    byte[] content = join(parts);
    return join(big(content.length + 8), latin1(type), content);
  }

  /** A box with a length of eight bytes. */
  static byte[] largeBox(String type, long length) {
    return join(big(1), latin1(type), ByteBuffer.allocate(8).putLong(length).array());
  }

  static byte[] big(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /** As ComfyUI writes it: the film's data, and after them the tags. */
  public static byte[] mp4(Map<String, String> tags) {
    return join(FTYP, box("free"), box("mdat", new byte[1000]), moov(tags));
  }

  /** The part with the tags, of 640 by 480 pixels, whose names are in a list of keys. */
  static byte[] moov(Map<String, String> tags) {
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    ByteArrayOutputStream items = new ByteArrayOutputStream();
    int number = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      byte[] name = utf8(tag.getKey());
      keys.writeBytes(join(big(name.length + 8), latin1("mdta"), name));
      items.writeBytes(
          box(
              new String(big(++number), StandardCharsets.ISO_8859_1),
              box("data", big(1), big(0), utf8(tag.getValue()))));
    }
    byte[] size = join(big(640 << 16), big(480 << 16));
    return box(
        "moov",
        box("mvhd", new byte[100]),
        box("trak", box("tkhd", new byte[84]), box("mdia", new byte[200])),
        box("trak", box("tkhd", new byte[76], size), box("mdia", new byte[200])),
        box(
            "udta",
            box(
                "meta",
                big(0),
                box("hdlr", new byte[8], latin1("mdta"), new byte[13]),
                box("keys", big(0), big(tags.size()), keys.toByteArray()),
                box("ilst", items.toByteArray()))));
  }

  /** As ffmpeg writes it without free keys: a comment with a type of four letters. */
  static byte[] mp4WithComment(String comment) {
    byte[] list = box("ilst", box("\u00A9cmt", box("data", big(1), big(0), utf8(comment))));
    byte[] handler = box("hdlr", new byte[8], latin1("mdir"), new byte[13]);
    return join(
        FTYP, box("moov", box("udta", box("meta", big(0), handler, list))), box("mdat", big(0)));
  }

  /** A QuickTime film: the metadata without a version, directly in the film's part. */
  static byte[] mov(String comment) {
    byte[] list = box("ilst", box("\u00A9cmt", box("data", big(1), big(0), utf8(comment))));
    return join(
        box("wide"),
        box("mdat", new byte[50]),
        box("moov", box("meta", box("hdlr", new byte[21]), list)));
  }

  static byte[] movWithOwnComment(String comment) {
    byte[] text = utf8(comment);
    byte[] head = ByteBuffer.allocate(4).putShort((short) text.length).putShort((short) 0).array();
    return join(
        box("ftyp", latin1("qt  \0\0\2\0qt  ")),
        box("moov", box("udta", box("\u00A9cmt", head, text), big(0))));
  }

  /** An AVIF of 640 by 480 pixels with its EXIF behind its pixels. */
  static byte[] avif(byte[] exif) {
    byte[] type = box("ftyp", latin1("avif\0\0\0\0avifmif1"));
    byte[] item = join(big(0), latin1("Exif\0\0"), exif);
    byte[] info =
        box(
            "iinf",
            big(0),
            new byte[] {0, 2},
            box("infe", big(2 << 24), new byte[] {0, 1, 0, 0}, latin1("av01\0")),
            box("infe", big(2 << 24), new byte[] {0, 2, 0, 0}, latin1("Exif\0")));
    byte[] properties =
        box("iprp", box("ipco", box("ispe", big(0), big(640), big(480))), box("ipma", big(0)));
    byte[] handler = box("hdlr", new byte[8], latin1("pict"), new byte[13]);
    int length =
        type.length + 12 + handler.length + info.length + properties.length + 8 + 8 + 14 + 14;
    byte[] places =
        box(
            "iloc",
            big(0),
            new byte[] {0x44, 0, 0, 2},
            place(1, length + 8, 100),
            place(2, length + 108, item.length));
    return join(
        type,
        box("meta", big(0), handler, info, properties, places),
        box("mdat", new byte[100], item));
  }

  private static byte[] place(int item, int offset, int length) {
    return ByteBuffer.allocate(14)
        .putShort((short) item)
        .putShort((short) 0)
        .putShort((short) 1)
        .putInt(offset)
        .putInt(length)
        .array();
  }

  /** An element of Matroska, whose length has four bytes. */
  static byte[] element(int id, byte[]... parts) {
    byte[] content = join(parts);
    return join(id(id), big(content.length | 0x10000000), content);
  }

  static byte[] id(int id) {
    byte[] all = big(id);
    int start = 0;
    while (start < 3 && all[start] == 0) {
      start++;
    }
    return Arrays.copyOfRange(all, start, 4);
  }

  static final byte[] EBML = element(0x1A45DFA3, element(0x4282, latin1("webm")));

  static byte[] tags(Map<String, String> tags) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    tags.forEach(
        (name, value) ->
            all.writeBytes(
                element(0x67C8, element(0x45A3, utf8(name)), element(0x4487, utf8(value)))));
    return element(
        0x1254C367,
        element(0x7373, element(0x63C0), all.toByteArray()),
        element(
            0x7373,
            element(0x63C0, element(0x63C5, new byte[] {1})),
            element(
                0x67C8, element(0x45A3, utf8("prompt")), element(0x4487, utf8("{\"track\":")))));
  }

  private static byte[] tracks() {
    return element(
        0x1654AE6B,
        element(
            0xAE,
            element(
                0xE0, element(0xB0, new byte[] {2, -128}), element(0xBA, new byte[] {1, -32}))));
  }

  static byte[] cluster(int length) {
    return element(0x1F43B675, new byte[length]);
  }

  /** As ffmpeg writes it: the tags before the frames. */
  public static byte[] webm(Map<String, String> tags) {
    return join(EBML, element(0x18538067, tracks(), tags(tags), cluster(500)));
  }

  /** With a length that is not known, as in a pipe. */
  static byte[] streamedWebm(Map<String, String> tags) {
    byte[] unknown = {1, -1, -1, -1, -1, -1, -1, -1};
    return join(
        EBML, id(0x18538067), unknown, tracks(), tags(tags), id(0x1F43B675), unknown, new byte[90]);
  }

  /** With the tags at the end, where a list at the start tells that they are. */
  static byte[] webmWithTagsLast(Map<String, String> tags, boolean listed) {
    byte[] before = join(tracks(), cluster(300), cluster(300));
    byte[] seek = seek(0);
    byte[] list = listed ? seek(seek.length + before.length) : new byte[0];
    return join(EBML, element(0x18538067, list, before, tags(tags)));
  }

  private static byte[] seek(int place) {
    return element(
        0x114D9B74, element(0x4DBB, element(0x53AB, id(0x1254C367)), element(0x53AC, big(place))));
  }

  private static byte[] comments(Map<String, String> tags) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(join(little(4), latin1("Lavf"), little(tags.size())));
    tags.forEach(
        (name, value) -> {
          byte[] text = utf8(name + "=" + value);
          list.writeBytes(join(little(text.length), text));
        });
    return list.toByteArray();
  }

  static byte[] flac(Map<String, String> tags) {
    byte[] comments = comments(tags);
    return join(
        latin1("fLaC"),
        big(34),
        new byte[34],
        big(comments.length | 0x84000000),
        comments,
        big(-1));
  }

  /** With the tags on as many pages as they need. */
  static byte[] opus(Map<String, String> tags) {
    return ogg(join(latin1("OpusHead"), new byte[11]), join(latin1("OpusTags"), comments(tags)));
  }

  static byte[] vorbis(Map<String, String> tags) {
    return ogg(join(latin1("\1vorbis"), new byte[23]), join(latin1("\3vorbis"), comments(tags)));
  }

  static byte[] flacInOgg(Map<String, String> tags) {
    byte[] comments = comments(tags);
    return ogg(
        join(latin1("\177FLAC"), new byte[46]), join(big(comments.length | 0x04000000), comments));
  }

  private static byte[] ogg(byte[] head, byte[] tags) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(page(7, 2, latin1("fishead\0")));
    file.writeBytes(page(5, 2, head));
    int start = 0;
    while (tags.length - start >= 255 * 255) {
      byte[] part = Arrays.copyOfRange(tags, start, start + 255 * 255);
      file.writeBytes(join(pageHead(5, 0), new byte[] {-1}, full(255), part));
      file.writeBytes(page(7, 0, latin1("other")));
      start += part.length;
    }
    file.writeBytes(page(5, 1, Arrays.copyOfRange(tags, start, tags.length)));
    return file.toByteArray();
  }

  private static byte[] pageHead(int stream, int flags) {
    return join(
        latin1("OggS\0"), new byte[] {(byte) flags}, new byte[8], little(stream), new byte[8]);
  }

  private static byte[] page(int stream, int flags, byte[] packet) {
    int full = packet.length / 255;
    return join(
        pageHead(stream, flags),
        new byte[] {(byte) (full + 1)},
        full(full),
        new byte[] {(byte) (packet.length % 255)},
        packet);
  }

  private static byte[] full(int count) {
    byte[] full = new byte[count];
    Arrays.fill(full, (byte) -1);
    return full;
  }

  static byte[] syncSafe(int number) {
    return new byte[] {
      (byte) (number >> 21 & 0x7F),
      (byte) (number >> 14 & 0x7F),
      (byte) (number >> 7 & 0x7F),
      (byte) (number & 0x7F)
    };
  }

  /** The tags of ID3v2.4 before some sound. */
  static byte[] mp3(Map<String, String> tags) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(join(latin1("APIC"), syncSafe(300), new byte[302]));
    tags.forEach(
        (name, value) ->
            frames.writeBytes(id3Frame("TXXX", join(new byte[] {3}, utf8(name + "\0" + value)))));
    return id3(4, join(frames.toByteArray(), new byte[50]));
  }

  static byte[] id3Frame(String id, byte[] data) {
    return join(latin1(id), syncSafe(data.length), new byte[2], data);
  }

  static byte[] id3(int version, byte[] frames) {
    return join(
        latin1("ID3"),
        new byte[] {(byte) version, 0, 0},
        syncSafe(frames.length),
        frames,
        new byte[] {-1, -5, 0, 0});
  }

  static byte[] wav(String type, byte[] chunk) {
    byte[] body =
        join(
            latin1("WAVE"),
            riffChunk("fmt ", new byte[16]),
            riffChunk("data", new byte[101]),
            riffChunk(type, chunk));
    return join(latin1("RIFF"), little(body.length), body);
  }

  /** A GIF of 640 by 480 pixels with two frames, and a comment after them. */
  static byte[] gif(String comment) {
    byte[] frame =
        join(
            new byte[] {0x2C},
            new byte[8],
            new byte[] {(byte) 0x80},
            new byte[7],
            parts(new byte[400]));
    return join(
        latin1("GIF89a"),
        new byte[] {-128, 2, -32, 1, (byte) 0x81, 0, 0},
        new byte[12],
        new byte[] {0x21, (byte) 0xFF},
        parts(latin1("NETSCAPE2.0")),
        frame,
        frame,
        new byte[] {0x21, (byte) 0xFE},
        parts(utf8(comment)),
        new byte[] {0x3B});
  }

  /** Parts of up to 255 bytes, with their lengths. */
  private static byte[] parts(byte[] data) {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    for (int i = 0; i < data.length; i += 255) {
      byte[] part = Arrays.copyOfRange(data, i, Math.min(i + 255, data.length));
      parts.writeBytes(join(new byte[] {(byte) part.length}, part));
    }
    parts.write(0);
    return parts.toByteArray();
  }
}
