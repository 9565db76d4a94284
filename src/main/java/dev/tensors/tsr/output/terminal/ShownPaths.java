package dev.tensors.tsr.output.terminal;

import dev.tensors.tsr.system.PathNames;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tables write the paths of files: from the folder that all of them are in, where there is one,
 * else from {@code ~}.
 */
public final class ShownPaths {

  /** Each path as it is. */
  public static final ShownPaths WHOLE = new ShownPaths(List.of(), null);

  /** Ends with a separator; null: there is no such folder. */
  private final @Nullable String folder;

  /** Likewise. */
  private final @Nullable String home;

  /**
   * @param folders those that were scanned
   * @param home the user's; null: unknown
   */
  public ShownPaths(List<String> folders, @Nullable Path home) {
    this.folder = folders.size() == 1 ? start(folders.getFirst()) : null;
    this.home = home == null || home.getParent() == null ? null : start(home.toString());
  }

  private static String start(String folder) {
    return PathNames.HERE.start(folder);
  }

  /** A path as a table writes it. */
  public String of(String path) {
    String below = below(folder, path);
    if (below != null) {
      return below;
    }
    String belowHome = below(home, path);
    return belowHome == null ? path : "~" + PathNames.HERE.separator() + belowHome;
  }

  private static @Nullable String below(@Nullable String folder, String path) {
    return folder != null && path.length() > folder.length() && path.startsWith(folder)
        ? path.substring(folder.length())
        : null;
  }
}
