package dev.tensors.tsr.page;

import dev.tensors.tsr.model.PictureFormat;
import dev.tensors.tsr.page.PageWriter.PageListener;
import dev.tensors.tsr.page.folder.ContentHash;
import dev.tensors.tsr.page.folder.PageFolder;
import dev.tensors.tsr.pictures.drawing.JpegPicture;
import dev.tensors.tsr.pictures.drawing.PictureMetadata;
import dev.tensors.tsr.pictures.drawing.PictureSize;
import dev.tensors.tsr.pictures.drawing.Thumbnail;
import dev.tensors.tsr.pictures.drawing.Thumbnail.Encoded;
import dev.tensors.tsr.previews.EmbeddedPicture;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.reading.folders.NestedPaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts pictures into the page's folder: thumbnails, and copies of what cannot be drawn anew here.
 */
final class PictureCopies {

  /** In bytes: a larger file is not copied whole. */
  private static final long LARGEST_COPY = 8L << 20;

  /** Part of the names: pictures that are drawn in another way have other names. */
  private static final String DRAWN = "\n480 still";

  private final PageFolder folder;
  private final boolean metadata;
  private final Set<Path> scanned;
  private final PageListener listener;
  private final Set<Path> leftOut = new HashSet<>();

  /**
   * @param metadata whether formats are shown from which tsr cannot remove the texts of programs
   * @param scanned the real paths of the folders in which pictures may be that symlinks point to
   */
  PictureCopies(PageFolder folder, boolean metadata, Set<Path> scanned, PageListener listener) {
    this.folder = folder;
    this.metadata = metadata;
    this.scanned = scanned;
    this.listener = listener;
  }

  /**
   * Puts a picture into the folder unless it was put there before and has not changed since.
   *
   * @return its name there; null if the file is no picture, or is left out
   */
  @Nullable String of(Path picture) throws IOException {
    String hash;
    Encoded shown;
    try {
      Path target = target(picture);
      BasicFileAttributes file = Files.readAttributes(target, BasicFileAttributes.class);
      PictureFormat format = file.isRegularFile() ? format(target) : null;
      if (format == null) {
        return null;
      }
      check(format, file.size());
      String source = picture + "\n" + file.size() + "\n" + file.lastModifiedTime() + DRAWN;
      hash = ContentHash.of(source.getBytes(StandardCharsets.UTF_8));
      String kept = kept(hash, format);
      if (kept != null) {
        return kept;
      }
      shown = shown(format, content(target));
    } catch (IOException e) {
      leaveOut(picture, e);
      return null;
    }
    return stored(hash, shown);
  }

  /**
   * Puts a picture from a model file's header into the folder, likewise.
   *
   * @return its name there; null if it is left out
   */
  @Nullable String of(Path model, EmbeddedPicture picture) throws IOException {
    String source = ContentHash.of(picture.content()) + DRAWN;
    String hash = ContentHash.of(source.getBytes(StandardCharsets.UTF_8));
    Encoded shown;
    try {
      check(picture.format(), picture.content().length);
      String kept = kept(hash, picture.format());
      if (kept != null) {
        return kept;
      }
      shown = shown(picture.format(), picture.content());
    } catch (IOException e) {
      leaveOut(model, e);
      return null;
    }
    return stored(hash, shown);
  }

  /** The name of a picture that was put into the folder before; null if it was not. */
  private @Nullable String kept(String hash, PictureFormat format) throws IOException {
    for (String ending : List.of("jpeg", "png", format.ending())) {
      String name = hash + "." + ending;
      if (folder.keep("pictures/" + name)) {
        return name;
      }
    }
    return null;
  }

  private String stored(String hash, Encoded shown) throws IOException {
    String name = hash + "." + shown.ending();
    folder.store("pictures/" + name, shown.content());
    return name;
  }

  /** The number of pictures that were left out. */
  long leftOut() {
    return leftOut.size();
  }

  private void leaveOut(Path picture, IOException e) {
    if (leftOut.add(picture)) {
      listener.leftOut(
          picture, e instanceof NoSuchFileException ? "no such file" : ReadFailure.of(e));
    }
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

  private static Encoded shown(PictureFormat format, byte[] content) throws IOException {
    return switch (format) {
      case PNG, GIF, BMP -> Thumbnail.written(Thumbnail.of(format, content));
      case JPEG -> jpeg(content);
      case WEBP -> {
        notDamaged(PictureSize.ofWebp(content)).check();
        yield new Encoded("webp", notDamaged(PictureMetadata.removedFromWebp(content)));
      }
      case AVIF -> {
        notDamaged(PictureSize.ofAvif(content)).check();
        yield new Encoded("avif", notDamaged(BoxMetadata.blanked(content)));
      }
      case MP4 -> new Encoded("mp4", notDamaged(BoxMetadata.blanked(content)));
      case WEBM -> new Encoded("webm", notDamaged(WebmMetadata.blanked(content)));
    };
  }

  private static Encoded jpeg(byte[] content) throws IOException {
    JpegPicture jpeg = JpegPicture.of(content);
    jpeg.check();
    try {
      return Thumbnail.written(Thumbnail.of(PictureFormat.JPEG, content));
    } catch (IOException e) { // one for print, or of a rare kind, which browsers may show
      byte[] drawn = notDamaged(jpeg.drawn());
      if (drawn.length > LARGEST_COPY) {
        throw new IOException("it is larger than 8 MiB, and tsr cannot draw it smaller", e);
      }
      return new Encoded("jpeg", drawn);
    }
  }

  private static <T> T notDamaged(@Nullable T part) throws IOException {
    if (part == null) {
      throw new IOException("it is damaged; replace it");
    }
    return part;
  }
}
