package dev.tensors.tsr.page;

import dev.tensors.tsr.civitai.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Copies pictures into the page's folder. */
final class PictureCopies {

  /** In bytes: a larger file was not made to be a preview. */
  private static final long LARGEST = 64L << 20;

  private final PageFolder folder;
  private final boolean metadata;
  private final PageListener listener;

  /**
   * @param metadata whether the copies keep the texts that programs wrote into the pictures
   */
  PictureCopies(PageFolder folder, boolean metadata, PageListener listener) {
    this.folder = folder;
    this.metadata = metadata;
    this.listener = listener;
  }

  /**
   * Copies a picture unless it was copied before and has not changed since.
   *
   * @return the name of the copy; null if the file is no picture or cannot be read
   */
  @Nullable String of(Path picture) throws IOException {
    BasicFileAttributes file;
    PictureFormat format;
    try {
      file = Files.readAttributes(picture, BasicFileAttributes.class);
      if (!file.isRegularFile() || file.size() > LARGEST) {
        return null;
      }
      format = format(picture);
    } catch (IOException e) {
      listener.leftOut(picture, e.getClass().getSimpleName());
      return null;
    }
    if (format == null) {
      return null;
    }
    String source = picture + "\n" + file.size() + "\n" + file.lastModifiedTime() + "\n" + metadata;
    String hash = ContentHash.of(source.getBytes(StandardCharsets.UTF_8));
    String name = hash + "." + format.ending();
    String copy = "pictures/" + name;
    return folder.keep(copy) || isCopied(picture, format, copy) ? name : null;
  }

  private static @Nullable PictureFormat format(Path picture) throws IOException {
    try (InputStream bytes = Files.newInputStream(picture)) {
      return PictureFormat.of(bytes.readNBytes(PictureFormat.FIRST_BYTES));
    }
  }

  private boolean isCopied(Path picture, PictureFormat format, String copy) throws IOException {
    if (metadata) {
      Files.copy(picture, folder.begin(copy));
      folder.add(copy);
      return true;
    }
    byte[] rest = PictureMetadata.removed(format, Files.readAllBytes(picture));
    if (rest != null) {
      folder.store(copy, rest);
    }
    return rest != null;
  }
}
