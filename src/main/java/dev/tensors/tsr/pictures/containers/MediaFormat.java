package dev.tensors.tsr.pictures.containers;

import dev.tensors.tsr.model.files.MediaKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The formats in which programs keep what they make, with the texts that tell how. The first bytes
 * of a file tell its format: names can be wrong.
 */
public enum MediaFormat {
  PNG(MediaKind.PICTURE, PngReader::is, PngReader::read, ".png", ".apng"),
  JPEG(MediaKind.PICTURE, JpegReader::is, JpegReader::read, ".jpg", ".jpeg", ".jpe", ".jfif"),
  WEBP(MediaKind.PICTURE, RiffReader::isWebp, RiffReader::read, ".webp"),
  GIF(MediaKind.PICTURE, GifReader::is, GifReader::read, ".gif"),
  AVIF(
      MediaKind.PICTURE,
      BoxReader::isStill,
      BoxReader::read,
      ".avif",
      ".avifs",
      ".heic",
      ".heif",
      ".hif"),
  MP4(MediaKind.VIDEO, BoxReader::is, BoxReader::read, ".mp4", ".m4v", ".mov", ".qt", ".m4a"),
  MATROSKA(MediaKind.VIDEO, MatroskaReader::is, MatroskaReader::read, ".webm", ".mkv"),
  FLAC(MediaKind.SOUND, VorbisReader::isFlac, VorbisReader::flac, ".flac"),
  OGG(MediaKind.SOUND, VorbisReader::isOgg, VorbisReader::ogg, ".ogg", ".oga", ".opus"),
  MP3(MediaKind.SOUND, Id3Reader::is, Id3Reader::read, ".mp3"),
  WAV(MediaKind.SOUND, RiffReader::isWav, RiffReader::read, ".wav");

  /** The number of bytes that tell the format. */
  public static final int SIGNATURE = 12;

  private interface Signature {
    boolean isOf(byte[] start);
  }

  private interface Reader {
    void read(FileBytes in, PictureTexts texts) throws IOException;
  }

  private final MediaKind kind;
  private final Signature signature;
  private final Reader reader;
  private final List<String> endings;

  MediaFormat(MediaKind kind, Signature signature, Reader reader, String... endings) {
    this.kind = kind;
    this.signature = signature;
    this.reader = reader;
    this.endings = List.of(endings);
  }

  /**
   * The format of a file; null if it is none of these.
   *
   * @param start its first bytes, {@link #SIGNATURE} of them, or all if it is shorter
   */
  public static @Nullable MediaFormat of(byte[] start) {
    for (MediaFormat format : values()) {
      if (format.signature.isOf(start)) {
        return format;
      }
    }
    return null;
  }

  /** The format of a file by its name, in lower case; null if the name does not tell. */
  public static @Nullable MediaFormat named(String name) {
    for (MediaFormat format : values()) {
      for (String ending : format.endings) {
        if (name.endsWith(ending)) {
          return format;
        }
      }
    }
    return null;
  }

  public MediaKind kind() {
    return kind;
  }

  /**
   * Gathers the texts of a file, whose start is next.
   *
   * @throws FileBytes.BrokenPicture if the file is damaged; the texts before the fault were
   *     gathered
   */
  public void read(FileBytes in, PictureTexts texts) throws IOException {
    reader.read(in, texts);
  }
}
