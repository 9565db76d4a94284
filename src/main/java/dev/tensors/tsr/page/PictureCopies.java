package dev.tensors.tsr.page;

import dev.tensors.tsr.model.files.PictureFormat;
import dev.tensors.tsr.page.folder.ContentHash;
import dev.tensors.tsr.page.folder.PageFolder;
import dev.tensors.tsr.pictures.drawing.DominantColour;
import dev.tensors.tsr.pictures.drawing.JpegPicture;
import dev.tensors.tsr.pictures.drawing.PictureMetadata;
import dev.tensors.tsr.pictures.drawing.PictureSize;
import dev.tensors.tsr.pictures.drawing.Thumbnail;
import dev.tensors.tsr.pictures.drawing.Thumbnail.Encoded;
import dev.tensors.tsr.previews.EmbeddedPicture;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.reading.folders.NestedPaths;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Puts pictures into the page's folder: thumbnails, and copies of what cannot be drawn anew here.
 * Several threads may do so at once.
 */
final class PictureCopies {

  private static final String FOLDER = "pictures/";

  /** In bytes: a larger file is not copied whole. */
  private static final long LARGEST_COPY = 8L << 20;

  /** Part of the names: pictures that are drawn in another way have other names. */
  private static final String DRAWN = "\n480 still, named by its colour";

  /**
   * In digits: the rest of a name is the colour that the page shows until the picture is loaded.
   */
  private static final int HASH = 13;

  /** The colour of a picture that is not drawn here, a grey. */
  private static final String NO_COLOUR = "888";

  /**
   * In MiB: as many bytes of pictures are in memory at once, since drawing takes several times as
   * much. A larger picture is drawn alone.
   */
  private static final int MOST_AT_ONCE = (int) (Thumbnail.LARGEST >> 20);

  /**
   * A picture in the page's folder.
   *
   * @param name without its folder; null: the file is no picture, or it is left out
   * @param failure why the picture is left out; null: it is not
   */
  record Copied(@Nullable String name, @Nullable String failure) {

    static final Copied NO_PICTURE = new Copied(null, null);

    private static Copied leftOut(IOException e) {
      return new Copied(
          null, e instanceof NoSuchFileException ? "no such file" : ReadFailure.of(e));
    }
  }

  private final PageFolder folder;
  private final boolean metadata;
  private final Set<Path> scanned;
  private final Semaphore memory = new Semaphore(MOST_AT_ONCE);

  /**
   * @param metadata whether formats are shown from which tsr cannot remove the texts of programs
   * @param scanned the real paths of the folders in which pictures may be that symlinks point to
   */
  PictureCopies(PageFolder folder, boolean metadata, Set<Path> scanned) {
    this.folder = folder;
    this.metadata = metadata;
    this.scanned = scanned;
  }

  /**
   * Puts a picture into the folder unless it was put there before and has not changed since.
   *
   * @throws IOException if the folder cannot be written
   */
  Copied of(Path picture) throws IOException, InterruptedException {
    Path target;
    PictureFormat format;
    String hash;
    long size;
    try {
      target = target(picture);
      BasicFileAttributes file = Files.readAttributes(target, BasicFileAttributes.class);
      format = file.isRegularFile() ? format(target) : null;
      if (format == null) {
        return Copied.NO_PICTURE;
      }
      size = file.size();
      check(format, size);
      hash = hash(picture + "\n" + size + "\n" + file.lastModifiedTime() + DRAWN);
    } catch (IOException e) {
      return Copied.leftOut(e);
    }
    return copied(hash, format, size, () -> content(target));
  }

  /** Puts a picture from a model file's header into the folder, likewise. */
  Copied of(EmbeddedPicture picture) throws IOException, InterruptedException {
    byte[] content = picture.content();
    try {
      check(picture.format(), content.length);
    } catch (IOException e) {
      return Copied.leftOut(e);
    }
    String hash = hash(ContentHash.of(content) + DRAWN);
    return copied(hash, picture.format(), content.length, () -> content);
  }

  /** Whoever gave the user a symlink shall not choose which of the user's files the page shows. */
  private Path target(Path picture) throws IOException {
    if (!Files.isSymbolicLink(picture)) {
      return picture;
    }
    Path target = picture.toRealPath();
    if (!NestedPaths.isAtOrBelow(target, scanned)) {
      throw new IOException("its symlink leads out of the scanned folders; put the picture there");
    }
    return target;
  }

  private static @Nullable PictureFormat format(Path picture) throws IOException {
    try (InputStream bytes = Files.newInputStream(picture)) {
      return PictureFormat.of(bytes.readNBytes(PictureFormat.FIRST_BYTES));
    }
  }

  private void check(PictureFormat format, long size) throws IOException {
    String name = format.name();
    switch (format) {
      case PNG, JPEG, GIF, BMP -> {
        if (size > Thumbnail.LARGEST) {
          throw new IOException("it is larger than 64 MiB; save a smaller one");
        }
      }
      case WEBP, AVIF, MP4, WEBM -> {
        if (size > LARGEST_COPY) {
          throw new IOException(
              "it is larger than 8 MiB, and tsr cannot draw " + name + " smaller");
        }
        if (!metadata && format != PictureFormat.WEBP) {
          throw new IOException("tsr cannot remove all texts in " + name);
        }
      }
    }
  }

  private static byte[] content(Path picture) throws IOException {
    try (InputStream bytes = Files.newInputStream(picture)) {
      return bytes.readNBytes((int) Thumbnail.LARGEST);
    }
  }

  /** Reads a picture when it is needed. */
  @FunctionalInterface
  private interface Content {
    byte[] read() throws IOException;
  }

  /** A picture as the page shows it. */
  private record Shown(Encoded picture, String colour) {

    static Shown drawn(BufferedImage picture) throws IOException {
      return new Shown(Thumbnail.written(picture), DominantColour.of(picture));
    }

    static Shown copied(String ending, byte[] content) {
      return new Shown(new Encoded(ending, content), NO_COLOUR);
    }
  }

  private Copied copied(String hash, PictureFormat format, long size, Content content)
      throws IOException, InterruptedException {
    String kept = folder.keepFirst(FOLDER + hash);
    if (kept != null) {
      return new Copied(kept.substring(FOLDER.length()), null);
    }
    int megabytes = (int) Math.ceilDiv(size, 1L << 20);
    Shown shown;
    memory.acquire(megabytes);
    try {
      shown = shown(format, content.read());
    } catch (IOException e) {
      return Copied.leftOut(e);
    } finally {
      memory.release(megabytes);
    }
    String name = hash + shown.colour() + "." + shown.picture().ending();
    folder.store(FOLDER + name, shown.picture().content());
    return new Copied(name, null);
  }

  private static String hash(String source) {
    return ContentHash.of(source.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
  }

  private static Shown shown(PictureFormat format, byte[] content) throws IOException {
    return switch (format) {
      case PNG, GIF, BMP -> Shown.drawn(Thumbnail.of(format, content));
      case JPEG -> jpeg(content);
      case WEBP -> {
        notDamaged(PictureSize.ofWebp(content)).check();
        yield Shown.copied("webp", notDamaged(PictureMetadata.removedFromWebp(content)));
      }
      case AVIF -> {
        notDamaged(PictureSize.ofAvif(content)).check();
        yield Shown.copied("avif", notDamaged(BoxMetadata.blanked(content)));
      }
      case MP4 -> Shown.copied("mp4", notDamaged(BoxMetadata.blanked(content)));
      case WEBM -> Shown.copied("webm", notDamaged(WebmMetadata.blanked(content)));
    };
  }

  private static Shown jpeg(byte[] content) throws IOException {
    JpegPicture jpeg = JpegPicture.of(content);
    jpeg.check();
    try {
      return Shown.drawn(Thumbnail.of(PictureFormat.JPEG, content));
    } catch (IOException e) { // one for print, or of a rare kind, which browsers may show
      byte[] drawn = notDamaged(jpeg.drawn());
      if (drawn.length > LARGEST_COPY) {
        throw new IOException("it is larger than 8 MiB, and tsr cannot draw it smaller", e);
      }
      return Shown.copied("jpeg", drawn);
    }
  }

  private static <T> T notDamaged(@Nullable T part) throws IOException {
    if (part == null) {
      throw new IOException("it is damaged; replace it");
    }
    return part;
  }
}
