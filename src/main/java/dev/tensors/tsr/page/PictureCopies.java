package dev.tensors.tsr.page;

import dev.tensors.tsr.civitai.PictureFormat;
import dev.tensors.tsr.scan.ReadFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies pictures into the page's folder. */
final class PictureCopies {

  /** In bytes: a larger file was not made to be a preview. */
  private static final long LARGEST = 64L << 20;

  private final PageFolder folder;
  private final boolean metadata;
  private final PageListener listener;
  private final Set<Path> unreadable = new HashSet<>();

  /** A failure of reading a picture; a failure of writing the page is another. */
  private static final class Unreadable extends IOException {

    private static final long serialVersionUID = 1;

    private final IOException reason;

    Unreadable(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** The content of a picture. */
  private static final class Content extends FilterInputStream {

    private Content(InputStream bytes) {
      super(bytes);
    }

    static Content of(Path picture) throws Unreadable {
      try {
        return new Content(Files.newInputStream(picture));
      } catch (IOException e) {
        throw new Unreadable(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws Unreadable {
      try {
        return super.read(bytes, from, length);
      } catch (IOException e) {
        throw new Unreadable(e);
      }
    }
  }

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
      leaveOut(picture, e);
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

  /** The number of pictures that could not be read. */
  long leftOut() {
    return unreadable.size();
  }

  private void leaveOut(Path picture, IOException e) {
    if (unreadable.add(picture)) {
      listener.leftOut(
          picture, e instanceof NoSuchFileException ? "no such file" : ReadFailure.of(e));
    }
  }

  private static @Nullable PictureFormat format(Path picture) throws IOException {
    try (InputStream bytes = Files.newInputStream(picture)) {
      return PictureFormat.of(bytes.readNBytes(PictureFormat.FIRST_BYTES));
    }
  }

  private boolean isCopied(Path picture, PictureFormat format, String copy) throws IOException {
    try (Content content = Content.of(picture)) {
      if (metadata) {
        copy(content, copy);
        return true;
      }
      byte[] rest = PictureMetadata.removed(format, content.readAllBytes());
      if (rest != null) {
        folder.store(copy, rest);
      }
      return rest != null;
    } catch (Unreadable e) {
      leaveOut(picture, e.reason);
      return false;
    }
  }

  private void copy(Content content, String copy) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.begin(copy))) {
      content.transferTo(file);
    } catch (Unreadable e) {
      folder.abandon(copy);
      throw e;
    }
    folder.add(copy);
  }
}
