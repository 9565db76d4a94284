package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.SafeName;
import dev.tensors.tsr.text.ShellPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes an input file for the download program aria2c: for each file an address and, on indented
 * lines, its options. Names and addresses come from strangers: none can add a line, leave the
 * folder, lead to another host than CivitAI's, or name anything but a model. What is left out is
 * told.
 */
public final class Aria2 implements AutoCloseable {

  /**
   * A file to download.
   *
   * @param subject what messages call it
   * @param modelId CivitAI's id
   * @param versionId CivitAI's id
   * @param fileName the name at CivitAI; null: not known
   * @param extension of a model file, for the name if that is not known or unusable; null: not
   *     known
   */
  public record Download(
      String subject,
      @Nullable Long modelId,
      @Nullable Long versionId,
      @Nullable String address,
      @Nullable String fileName,
      @Nullable String extension,
      @Nullable Long sizeBytes,
      @Nullable String sha256) {

    /** The extension of CivitAI's name, else the other one. */
    private @Nullable String ending() {
      return isNamed() ? ModelFileName.extension(String.valueOf(fileName).strip()) : extension;
    }

    private boolean isNamed() {
      return fileName != null && !fileName.isBlank();
    }

    /** A name of tsr's own. */
    private String unique() {
      return versionId == null
          ? "huggingface-" + mark() + ending()
          : "civitai-%s%s%s".formatted(modelId == null ? "" : modelId + "-", mark(), ending());
    }

    /** Tells the version from others in a name. */
    private String mark() {
      return versionId != null
          ? versionId.toString()
          : sha256 == null ? "new" : sha256.substring(0, Math.min(MARK_DIGITS, sha256.length()));
    }
  }

  /** A key in an address would be in the output; no address of CivitAI's answers has one. */
  private static final Pattern KEY = Pattern.compile("(?i)([?&])token=[^&#]*&?");

  private static final int MARK_DIGITS = 8;

  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  /**
   * Characters that the file systems of Windows do not allow in a name, and the start of {@code
   * ${HOME}}, in whose place aria2c puts the path of the user's home.
   */
  private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*]|\\$(?=\\{)");

  /** File systems allow 255 bytes, of which aria2c's own file needs some for its ending. */
  private static final int LONGEST_NAME = 240;

  /** aria2c keeps such a file beside each download that is not complete. */
  private static final String UNFINISHED = ".aria2";

  private final DownloadAddress addresses;
  private final LocalFiles recorded;
  private final Messages messages;
  private final Rows<List<String>> rows;
  private final Set<Download> done = new HashSet<>();

  /**
   * The paths of this run, folded: some file systems ignore the case, or how an accent is written.
   */
  private final Set<String> taken = new HashSet<>();

  private boolean leftOut;

  /**
   * Starts the result.
   *
   * @param addresses those that may be written
   */
  public Aria2(CommandContext context, DownloadAddress addresses, Database database) {
    this.addresses = addresses;
    this.recorded = new LocalFiles(database);
    this.messages = context.messages();
    this.rows = context.blocks(lines -> lines, false);
  }

  /** Whether a file can be downloaded and was not written yet. If it cannot, that is told once. */
  public boolean accepts(Download download) {
    if (done.contains(download)) {
      return false;
    }
    String reason = refusal(download, addresses);
    if (reason == null) {
      return true;
    }
    leaveOut(download, reason);
    return false;
  }

  /** Why an address must not or cannot be given away; null if it can. */
  static @Nullable String refusal(
      @Nullable String address, @Nullable Long modelId, DownloadAddress addresses) {
    if (address == null || address.isEmpty()) {
      return modelId == null
          ? "no address to download it is known"
          : "CivitAI has told no address to download it; tsr db cache " + modelId + " asks for it";
    }
    return addresses.allows(address)
        ? null
        : "its address is not one at CivitAI or Hugging Face that begins with https://; download it by hand";
  }

  private static @Nullable String refusal(Download download, DownloadAddress addresses) {
    String reason = refusal(download.address(), download.modelId(), addresses);
    if (reason != null) {
      return reason;
    }
    if (download.ending() != null) {
      return null;
    }
    return download.isNamed()
        ? "the name of its file, " + download.fileName() + ", does not end as that of a model"
        : "the name of its file is not known; download it by hand";
  }

  /** Tells that a file is not downloaded. */
  public void leaveOut(Download download, String reason) {
    done.add(download);
    leftOut = true;
    messages.warning(download.subject() + ": " + reason);
  }

  /**
   * Why no file is put into a cache of Hugging Face's programs.
   *
   * @param repository which they can download; null: not known
   */
  public static String inHubCache(@Nullable String repository) {
    return "in a cache of Hugging Face's programs, which only they fill; "
        + (repository == null
            ? "download it by hand into another folder"
            : "hf download " + repository + " does");
  }

  /** Whether some file is missing in what was written. */
  public boolean hasLeftOut() {
    return leftOut;
  }

  /**
   * Writes the entry of a file that was accepted, under a name that no other file has.
   *
   * @param folder null: aria2c takes the folder of its option --dir
   */
  public void write(Download download, @Nullable Path folder) {
    done.add(download);
    Path target = target(download, folder == null ? Path.of("") : folder);
    if (target == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        addresses.toFetch(
            KEY.matcher(String.valueOf(download.address()))
                .replaceAll("$1")
                .replaceFirst("[?&]$", "")));
    if (folder != null) {
      lines.add("  dir=" + folder);
    }
    lines.add("  out=" + target.getFileName());
    String sha256 = download.sha256();
    if (sha256 != null && SHA256.matcher(sha256).matches()) {
      lines.add("  checksum=sha-256=" + sha256);
    }
    lines.add("  follow-torrent=false");
    lines.add("  follow-metalink=false");
    rows.add(lines);
  }

  @Override
  public void close() {
    rows.close();
  }

  /** Where to store a file; null if it is there already, or all names are taken. */
  private @Nullable Path target(Download download, Path folder) {
    String own = safeName(download.fileName());
    String unique = download.unique();
    for (String name :
        own == null
            ? List.of(unique)
            : List.of(own, numbered(own, download.mark(), unique), unique)) {
      Path target = folder.resolve(name);
      if (isDownloaded(target, download)) {
        messages.notice(
            "%s is there already; tsr db scan %s records it"
                .formatted(target, ShellPath.quoted(folder)));
        return null;
      }
      if (isFree(target)) {
        return target;
      }
    }
    leftOut = true;
    messages.warning(
        folder.resolve(unique) + ": in the way of a download; move or scan that file first");
    return null;
  }

  /** The name with the mark of the version before its extension. */
  private static String numbered(String name, String mark, String otherwise) {
    String stem = ModelFileName.withoutExtension(name);
    String safe = safeName(stem + "-" + mark + name.substring(stem.length()));
    return safe == null ? otherwise : safe;
  }

  private boolean isFree(Path target) {
    boolean free =
        !target.isAbsolute()
            || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)
            || Files.exists(target.resolveSibling(target.getFileName() + UNFINISHED));
    return free && taken.add(Folding.of(target.toString()));
  }

  /** Whether a complete file of the same size is there that was not scanned yet. */
  private boolean isDownloaded(Path target, Download download) {
    try {
      Long size = download.sizeBytes();
      return size != null
          && target.isAbsolute()
          && Files.isRegularFile(target)
          && Files.size(target) == size
          && Files.notExists(target.resolveSibling(target.getFileName() + UNFINISHED))
          && recorded.byPath(target.toString()).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** The name without folders and without characters that are no part of a name; null: unusable. */
  private static @Nullable String safeName(@Nullable String fileName) {
    if (fileName == null) {
      return null;
    }
    String bare = ModelFileName.withoutFolders(fileName).strip();
    String name = RESERVED.matcher(bare).replaceAll("_");
    boolean usable =
        !name.isEmpty()
            && !name.startsWith(".")
            && ModelFileName.extension(name) != null
            && isPlain(name)
            && !SafeName.isDevice(name)
            && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    return usable ? name : null;
  }

  /**
   * Whether a folder can stand in an input file, where values are stripped and end with their
   * lines, and aria2c puts the user's home in the place of <code>${HOME}</code>.
   */
  public static boolean canName(Path folder) {
    String name = folder.toString();
    return name.equals(name.strip()) && isPlain(name) && !name.contains("${HOME}");
  }

  private static boolean isPlain(String text) {
    return text.indexOf('\t') < 0 && TerminalText.visible(text).equals(text);
  }
}
