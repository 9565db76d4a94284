package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.reading.HubFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names of blobs in the cache of Hugging Face's programs: {@code
 * models--OWNER--REPO/blobs/HASH}, to which {@code snapshots/COMMIT/PATH} leads. Of several names
 * one in the snapshot of {@code refs/main} counts, else in the newest one.
 */
final class HubCache {

  private static final String PREFIX = "models--";
  private static final String BLOBS = "blobs";
  private static final String SNAPSHOTS = "snapshots";
  private static final String NO_FILES = ".no_exist";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private static final int SHA256_DIGITS = 64;

  /** In bytes: of more files than any repository has. */
  private static final long LARGEST_TREE = 64 << 20;

  private static final JsonObject NO_FILES_LISTED = new JsonObject(Map.of());

  /** Deeper than any repository. */
  private static final int DEEPEST = 32;

  /** Of a snapshot; what is beyond them has the name of its blob. */
  private static final int MOST_ENTRIES = 200_000;

  private final WantedFiles wanted;

  /** The list of a commit's files that was read last: the next file is mostly in it, too. */
  private @Nullable Path list;

  /** The files in that list, by their paths. */
  private JsonObject listed = NO_FILES_LISTED;

  /** By the real folders of repositories, and by their blobs. */
  private final Map<Path, Map<Path, HubFile>> repositories = new HashMap<>();

  HubCache(WantedFiles wanted) {
    this.wanted = wanted;
  }

  /** Whether a folder only says which files a repository does not have. */
  static boolean hasNoFiles(Path folder) {
    Path parent = folder.getParent();
    return folder.endsWith(NO_FILES) && parent != null && isRepository(parent);
  }

  private static boolean isRepository(Path folder) {
    Path name = folder.getFileName();
    return name != null && name.toString().startsWith(PREFIX);
  }

  /**
   * The file of a repository that a file in a snapshot is, where the cache has copies in place of
   * symlinks: on systems without them. Its SHA-256 is that in the list of the commit's files, which
   * newer programs keep in {@code trees/COMMIT.json}.
   *
   * @param real a real path
   * @return null if it is in no snapshot
   */
  @Nullable HubFile copy(Path real, long sizeBytes) {
    Path snapshot = real.getParent();
    while (snapshot != null && !isSnapshot(snapshot)) {
      snapshot = snapshot.getParent();
    }
    Path repository = snapshot == null ? null : snapshot.resolve("../..").normalize();
    String name = repository == null ? "" : nameOf(repository);
    if (snapshot == null || repository == null || !Repository.isName(name)) {
      return null;
    }
    String commit = snapshot.getFileName().toString();
    String path = snapshot.relativize(real).toString().replace('\\', '/');
    JsonObject file = tree(repository.resolve("trees").resolve(commit + ".json")).object(path);
    String sha256 = String.valueOf(file.string("lfs_sha256"));
    Long size = file.number("lfs_size");
    boolean isTold = size != null && size == sizeBytes && SHA256.matcher(sha256).matches();
    return new HubFile(
        real, real, name, commit, path, isTold ? sha256.toUpperCase(Locale.ROOT) : null);
  }

  private static boolean isSnapshot(Path folder) {
    Path snapshots = folder.getParent();
    return snapshots != null
        && snapshots.endsWith(SNAPSHOTS)
        && snapshots.getParent() != null
        && isRepository(snapshots.getParent())
        && HASH.matcher(String.valueOf(folder.getFileName())).matches();
  }

  /** The files of a commit, by their paths; none if there is no list of them. */
  private JsonObject tree(Path wanted) {
    if (!wanted.equals(list)) {
      list = wanted;
      listed = NO_FILES_LISTED; // one of them can take a good part of the memory
      listed = read(wanted);
    }
    return listed;
  }

  private static JsonObject read(Path list) {
    try {
      return Files.isRegularFile(list)
              && Files.size(list) <= LARGEST_TREE
              && JsonDocument.of(Files.readString(list))
                  instanceof JsonDocument.Read(JsonObject all)
          ? all.object("files")
          : NO_FILES_LISTED;
    } catch (IOException e) {
      return NO_FILES_LISTED; // the files are read
    }
  }

  /**
   * The file of a repository that a blob is.
   *
   * @param real a real path
   * @return null if it is no blob, or no snapshot has it
   */
  @Nullable HubFile of(Path real) {
    Path blobs = real.getParent();
    Path repository = blobs == null ? null : blobs.getParent();
    boolean isBlob =
        blobs != null
            && repository != null
            && blobs.endsWith(BLOBS)
            && isRepository(repository)
            && HASH.matcher(String.valueOf(real.getFileName())).matches();
    return isBlob ? repositories.computeIfAbsent(repository, this::named).get(real) : null;
  }

  private Map<Path, HubFile> named(Path repository) {
    Map<Path, HubFile> files = new HashMap<>();
    String name = nameOf(repository);
    if (Repository.isName(name)) {
      for (Path snapshot : snapshots(repository)) {
        name(snapshot, repository.resolve(BLOBS), name, files);
      }
    }
    return files;
  }

  private static String nameOf(Path repository) {
    return String.valueOf(repository.getFileName())
        .substring(PREFIX.length())
        .replaceFirst("--", "/");
  }

  /** That of refs/main first, then the newest. */
  private static List<Path> snapshots(Path repository) {
    List<Path> snapshots = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(repository.resolve(SNAPSHOTS))) {
      entries.forEach(snapshots::add);
    } catch (IOException | DirectoryIteratorException e) {
      return snapshots; // the blobs then have no names
    }
    String main = main(repository);
    Map<Path, FileTime> times = new HashMap<>();
    snapshots.forEach(snapshot -> times.put(snapshot, time(snapshot)));
    snapshots.sort(
        Comparator.comparing((Path snapshot) -> !snapshot.endsWith(main))
            .thenComparing(times::get, Comparator.reverseOrder())
            .thenComparing(Comparator.naturalOrder()));
    return snapshots;
  }

  private static String main(Path repository) {
    try (InputStream in = Files.newInputStream(repository.resolve("refs").resolve("main"))) {
      Matcher commit =
          HASH.matcher(new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip());
      return commit.matches() ? commit.group() : "none";
    } catch (IOException e) {
      return "none";
    }
  }

  private static FileTime time(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private void name(Path snapshot, Path blobs, String repository, Map<Path, HubFile> files) {
    try (Stream<Path> entries = Files.walk(snapshot, DEEPEST)) {
      for (Path link : (Iterable<Path>) entries.limit(MOST_ENTRIES)::iterator) {
        Path blob = wanted.includes(link) ? target(link) : null;
        if (blob != null && blobs.equals(blob.getParent())) {
          String hash = blob.getFileName().toString();
          String path = snapshot.relativize(link).toString().replace('\\', '/');
          files.putIfAbsent(
              blob,
              new HubFile(
                  link,
                  blob,
                  repository,
                  snapshot.getFileName().toString(),
                  path,
                  hash.length() == SHA256_DIGITS ? hash.toUpperCase(Locale.ROOT) : null));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // other snapshots may name its blobs
    }
  }

  /** Where a symlink leads to; null if it is none. */
  private static @Nullable Path target(Path link) throws IOException {
    return Files.isSymbolicLink(link)
        ? link.resolveSibling(Files.readSymbolicLink(link)).normalize()
        : null;
  }
}
