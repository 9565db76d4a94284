package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.output.TerminalText;
import dev.tensors.tsr.prompts.ModelFileName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** A key in an address would be in the output; no address of CivitAI's answers has one. */
  private static final Pattern KEY = Pattern.compile("(?i)([?&])token=[^&#]*&?");

  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  /** Characters that the file systems of Windows do not allow in a name. */
  private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*]");

  /** File systems allow 255 bytes, of which aria2c's own file needs some for its ending. */
  private static final int LONGEST_NAME = 240;

  private Aria2() {}

  /** Whether an address is one of the web. */
  static boolean isAddress(@Nullable String address) {
    return address != null && ADDRESS.matcher(address).matches();
  }

  /** The name without folders and without characters that are no part of a name; null: unusable. */
  static @Nullable String safeName(@Nullable String fileName) {
    if (fileName == null) {
      return null;
    }
    String bare = ModelFileName.withoutFolders(fileName).strip();
    String name = RESERVED.matcher(bare).replaceAll("_");
    boolean usable =
        !name.isEmpty()
            && !name.startsWith(".")
            && !name.endsWith(".")
            && isPlain(name)
            && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    return usable ? name : null;
  }

  /**
   * Whether a folder can stand in an input file, where values are stripped and end with their
   * lines, and aria2c puts the user's home in the place of <code>${HOME}</code>.
   */
  static boolean canName(Path folder) {
    String name = folder.toString();
    return name.equals(name.strip()) && isPlain(name) && !name.contains("${HOME}");
  }

  private static boolean isPlain(String text) {
    return text.indexOf('\t') < 0 && TerminalText.visible(text).equals(text);
  }

  /**
   * The lines of one download; none without an address of the web.
   *
   * @param folder null: aria2c takes the folder of its option --dir
   * @param fileName the name to store it under; null: aria2c takes the server's
   */
  static List<String> entry(
      @Nullable String address,
      @Nullable Path folder,
      @Nullable String fileName,
      @Nullable String sha256) {
    List<String> lines = new ArrayList<>();
    if (address == null || !isAddress(address)) {
      return lines;
    }
    lines.add(KEY.matcher(address).replaceAll("$1").replaceFirst("[?&]$", ""));
    if (folder != null) {
      lines.add("  dir=" + folder);
    }
    String name = safeName(fileName);
    if (name != null) {
      lines.add("  out=" + name);
    }
    if (sha256 != null && SHA256.matcher(sha256).matches()) {
      lines.add("  checksum=sha-256=" + sha256);
    }
    return lines;
  }
}
