package dev.tensors.tsr.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells disks in the network, where SQLite's locks do not hold between two machines. */
public final class NetworkDisk {

  /** As Linux and macOS call them; Windows does not tell them from others. */
  private static final Set<String> TYPES =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "ceph",
          "cifs",
          "davfs",
          "gfs2",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "orangefs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "sshfs",
          "webdav");

  private static final String FUSE = "fuse.";

  private NetworkDisk() {}

  /**
   * The kind of file system that a database lies on, if that is one of a network; null for others.
   *
   * @param file as {@link DatabasePath#resolve} gave it; it need not exist
   */
  public static @Nullable String type(Path file) {
    Path folder = file.getParent();
    try {
      String type = folder == null ? "" : Files.getFileStore(folder).type();
      return isNetwork(type) ? type : null;
    } catch (IOException e) {
      return null;
    }
  }

  static boolean isNetwork(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return TYPES.contains(name.startsWith(FUSE) ? name.substring(FUSE.length()) : name);
  }
}
