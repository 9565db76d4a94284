package dev.tensors.tsr.page.folder;

import dev.tensors.tsr.system.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a page. New files are written beside the files of the old page. {@link #complete}
 * then replaces index.html and removes the old files: a reader sees the old page or the new one,
 * never a mixture. A page that a browser shows while its files are removed opens the new one when
 * it needs them. Several threads may store and keep files at once.
 */
public final class PageFolder implements AutoCloseable {

  static final String INDEX = "index.html";
  private static final String NEXT_INDEX = INDEX + Manifest.NEXT;
  private static final String NEXT_CATALOGUE = "page/catalogue.js" + Manifest.NEXT;

  private final Path folder;
  private final LockFile lock;
  private final Manifest manifest;

  /** The sizes of the files of the page that is being written. */
  private final Map<String, Long> files = new HashMap<>();

  private long written;
  private boolean isComplete;
  private boolean isClosed;

  private PageFolder(Path folder, LockFile lock, Manifest manifest) {
    this.folder = folder;
    this.lock = lock;
    this.manifest = manifest;
  }

  /**
   * Opens a folder, which is created if it is absent.
   *
   * @throws NotAPage if it holds something else than a page
   */
  public static PageFolder open(Path folder) throws IOException, NotAPage {
    PagePlace.create(folder);
    LockFile lock = PagePlace.lock(folder);
    try {
      PagePlace.begin(folder);
      PageFolder opened = new PageFolder(folder, lock, Manifest.read(folder));
      opened.removeIncomplete();
      return opened;
    } catch (IOException | NotAPage e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Removes the files of a run that did not end: on a full disk the next one would have no room
   * beside them. If that run had replaced index.html already, its files are the page.
   */
  private void removeIncomplete() throws IOException {
    Files.deleteIfExists(folder.resolve(NEXT_INDEX));
    Files.deleteIfExists(folder.resolve(NEXT_CATALOGUE));
    if (manifest.size(INDEX) < 0 && Files.exists(index(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (String name : manifest.names()) {
      if (manifest.size(name) < 0) {
        remove(name);
      }
    }
  }

  private boolean remove(String name) throws IOException {
    Path file = folder.resolve(name);
    return !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file);
  }

  /**
   * Removes the new files of a page that was not completed: they may have filled the disk. A thread
   * that draws a picture may still be running; what it then stores is refused.
   */
  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    try {
      if (!isComplete) {
        removeIncomplete();
      }
    } finally {
      lock.close();
    }
  }

  public Path index() {
    return folder.resolve(INDEX);
  }

  /**
   * Writes a file unless it is there already.
   *
   * @param name with its folder; differs for each content
   */
  public synchronized void store(String name, byte[] content) throws IOException {
    if (isClosed) {
      throw new IOException("the page was given up");
    }
    if (!keep(name, content.length)) {
      Files.write(begin(name), content);
      files.put(name, (long) content.length);
    }
  }

  /**
   * Keeps a file of the old page as part of the new one.
   *
   * @return whether the file is there
   * @param name with its folder; differs for each content
   */
  public synchronized boolean keep(String name, long size) throws IOException {
    if (files.containsKey(name)) {
      return true;
    }
    Path file = folder.resolve(name);
    boolean isThere =
        manifest.lists(name, size)
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) == size;
    if (isThere) {
      files.put(name, size);
    }
    return isThere;
  }

  /**
   * Keeps a file whose name begins so, of the old page or of this one, whatever its size.
   *
   * @param start with its folder; differs for each content
   * @return its name; null if there is none
   */
  public synchronized @Nullable String keepFirst(String start) throws IOException {
    for (String name : manifest.namesFrom(start)) {
      if (keep(name, manifest.size(name))) {
        return name;
      }
    }
    return null;
  }

  /** Returns the path of a new file; the caller writes it whole and then calls {@link #add}. */
  Path begin(String name) throws IOException {
    manifest.start(name);
    written++;
    Path file = folder.resolve(name);
    Files.deleteIfExists(file); // if it is a symlink, its target stays untouched
    return file;
  }

  /** Makes a file that {@link #begin} returned part of the page. */
  public void add(String name) throws IOException {
    files.put(name, Files.size(folder.resolve(name)));
  }

  /** The path of the new script of the cards. */
  public Path beginCatalogue() throws IOException {
    return begin(NEXT_CATALOGUE);
  }

  /**
   * Gives the new script of the cards its name, or deletes it if the old page has the same script.
   */
  public void completeCatalogue(String name) throws IOException {
    Path file = folder.resolve(NEXT_CATALOGUE);
    if (keep(name, Files.size(file))) {
      Files.delete(file);
      written--;
    } else {
      manifest.start(name);
      Files.move(
          file,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      add(name);
    }
  }

  /** The path of the new index.html. */
  public Path beginIndex() throws IOException {
    return begin(NEXT_INDEX);
  }

  /**
   * Replaces index.html by the new one, and removes the files that are no longer part of the page.
   *
   * @return the number of removed files
   */
  public long complete() throws IOException {
    Path next = folder.resolve(NEXT_INDEX);
    if (Files.isRegularFile(index(), LinkOption.NOFOLLOW_LINKS)
        && Files.mismatch(next, index()) < 0) {
      Files.delete(next);
      written--;
    } else {
      manifest.start(INDEX);
      Files.move(next, index(), StandardCopyOption.ATOMIC_MOVE);
    }
    add(INDEX);
    long removed = 0;
    Set<String> old = new TreeSet<>(manifest.names());
    old.removeAll(files.keySet());
    for (String name : old) {
      removed += remove(name) ? 1 : 0;
    }
    manifest.complete(files);
    isComplete = true;
    return removed;
  }

  public long written() {
    return written;
  }

  public long count(String part) {
    return files.keySet().stream().filter(name -> name.startsWith(part + "/")).count();
  }

  public long bytes() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }
}
