package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.prompts.ModelFileName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entries of an input file for the download program aria2c: an address and, on indented lines, its
 * options. All values come from strangers, and none can add a line or leave the folder.
 */
final class Aria2 {

  private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7E]+");

  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private Aria2() {}

  /**
   * The lines of one download; none without an address of the web.
   *
   * @param fileName the name to store it under; null: aria2c takes the server's
   */
  static List<String> entry(
      @Nullable String address, @Nullable String fileName, @Nullable String sha256) {
    List<String> lines = new ArrayList<>();
    if (address != null && ADDRESS.matcher(address).matches()) {
      lines.add(address);
      String name = fileName == null ? "" : ModelFileName.withoutFolders(fileName).strip();
      if (!name.isEmpty() && !name.startsWith(".") && name.chars().allMatch(c -> c >= ' ')) {
        lines.add("  out=" + name);
      }
      if (sha256 != null && SHA256.matcher(sha256).matches()) {
        lines.add("  checksum=sha-256=" + sha256);
      }
    }
    return lines;
  }
}
