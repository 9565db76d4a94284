package dev.tensors.tsr.library.folders;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folders that scan, or images, was given, by their real paths. None of them lies below another
 * one.
 */
public final class ScannedFolders {

  private static final String DEVICE = "(dev=";

  private final Database database;
  private final String table;

  /** The folders of models. */
  public ScannedFolders(Database database) {
    this(database, "scan_roots");
  }

  private ScannedFolders(Database database, String table) {
    this.database = database;
    this.table = table;
  }

  /** The folders of the user's own pictures. */
  public static ScannedFolders ofImages(Database database) {
    return new ScannedFolders(database, "image_roots");
  }

  /** All folders, in the order of their paths. */
  public List<String> all() {
    return database.query(this::read);
  }

  private List<String> read(Sql sql) throws SQLException {
    return sql.list("SELECT path FROM " + table + " ORDER BY path", row -> row.getString(1));
  }

  /**
   * All folders, in the order of their paths, with the {@link #device} on which files were last
   * found in each; null: none were found yet.
   */
  public Map<String, @Nullable String> devices() {
    return database.query(
        sql -> {
          Map<String, @Nullable String> devices = new LinkedHashMap<>();
          sql.forEach(
              "SELECT path, device FROM " + table + " ORDER BY path",
              row -> devices.put(row.getString(1), row.getString(2)));
          return devices;
        });
  }

  /** The device of a folder, as keys of files name it; empty where the system does not tell. */
  public static String device(BasicFileAttributes folder) {
    String key = String.valueOf(folder.fileKey()); // (dev=fd01,ino=42)
    int end = key.indexOf(',');
    return key.startsWith(DEVICE) && end > 0 ? key.substring(DEVICE.length(), end) : "";
  }

  /** Records the device on which files were found in a folder, if it is one of these. */
  public void found(String path, String device) {
    Map<String, @Nullable String> devices = devices();
    if (devices.containsKey(path) && !device.equals(devices.get(path))) {
      database.change(
          sql -> sql.update("UPDATE " + table + " SET device = ? WHERE path = ?", device, path));
    }
  }

  /** The folders at this path and below it. */
  public List<String> at(String path) {
    return all().stream().filter(folder -> isAt(folder, path)).toList();
  }

  /** Whether a path is this folder, or lies below it. */
  public static boolean isAt(String path, String folder) {
    return path.equals(folder) || path.startsWith(PathRange.of(folder).start());
  }

  /** Remembers folders. Does not write where all of them are remembered already. */
  public void remember(Collection<String> folders) {
    List<String> known = all();
    Set<String> wanted = new LinkedHashSet<>(known);
    wanted.addAll(folders);
    if (!Set.copyOf(withoutNested(wanted)).equals(Set.copyOf(known))) {
      change(all -> all.addAll(folders));
    }
  }

  /** Forgets folders, each by its own path. */
  public void forget(Collection<String> folders) {
    if (!folders.isEmpty()) {
      change(all -> all.removeAll(Set.copyOf(folders)));
    }
  }

  /** Changes the set of folders in one transaction. */
  public void change(Consumer<Set<String>> change) {
    database.change(
        sql -> {
          List<String> before = read(sql);
          Set<String> folders = new LinkedHashSet<>(before);
          change.accept(folders);
          List<String> after = withoutNested(folders);
          for (String folder : before) {
            if (!after.contains(folder)) {
              sql.update("DELETE FROM " + table + " WHERE path = ?", folder);
            }
          }
          for (String folder : after) {
            sql.update("INSERT OR IGNORE INTO " + table + " (path) VALUES (?)", folder);
          }
        });
  }

  /** In the order of their paths, as SQLite sorts them. */
  private static List<String> withoutNested(Set<String> folders) {
    List<String> sorted = new ArrayList<>(folders);
    // With the separator, a folder is followed by all that lies below it: /a/b/c comes before
    // /a/b-d.
    sorted.sort((one, other) -> PathRange.of(one).start().compareTo(PathRange.of(other).start()));
    List<String> kept = new ArrayList<>();
    for (String folder : sorted) {
      if (kept.isEmpty() || !isAt(folder, kept.getLast())) {
        kept.add(folder);
      }
    }
    return kept;
  }
}
