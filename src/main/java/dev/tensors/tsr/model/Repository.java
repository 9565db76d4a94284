package dev.tensors.tsr.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A repository of models at Hugging Face as a user names it: {@code hf:OWNER/REPO[@REVISION]}, by
 * the address of a page or of a file, or by the AIR of a file.
 *
 * @param name such as {@code Comfy-Org/z_image_turbo}; some old ones have no owner
 * @param revision a branch, a tag or a commit; null: not named
 */
public record Repository(String name, @Nullable String revision) {

  private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_-])?";

  /** How addresses of pages and files begin. */
  public static final String START = "https://huggingface.co/";

  /** What stands for itself in the path of an address. */
  private static final String PLAIN =
      "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final Pattern NAME = Pattern.compile("(?:" + PART + "/)?" + PART);

  private static final Pattern REFERENCE =
      Pattern.compile("hf:(?<name>[^@]+?)(?:@(?<revision>[^\\s@]{1,200}))?");

  private static final String HOST = "(?:https?://)?(?:www\\.)?(?:huggingface\\.co|hf\\.co)/";

  private static final Pattern ADDRESS =
      Pattern.compile(
          HOST
              + "(?<name>(?:[^/?#]+/)?[^/?#]+?)"
              + "(?:/(?:tree|blob|resolve)/(?<revision>[^/?#]{1,200})(?:[/?#].*)?|/?(?:[?#].*)?)");

  private static final Pattern MEANT = Pattern.compile("(?:hf:|" + HOST + ")(?<rest>.*)");

  /** What addresses begin with that name no repository of models. */
  private static final Pattern OTHER_PAGE =
      Pattern.compile(
          "(?:(?<kind>datasets|spaces)|api|blog|chat|collections|docs|join|learn|login|models|new"
              + "|organizations|papers|posts|pricing|search|settings|tasks)(?:[/?#].*)?");

  /** CivitAI's name of a file at Hugging Face, which ends in its path. */
  private static final Pattern AIR =
      Pattern.compile(
          "(?:urn:)?(?:air:)?(?:[\\w.-]*:){0,2}huggingface:(?<name>[^@/]+/[^@/]+)"
              + "(?:@(?<revision>[^\\s@/]{1,200})(?:/.*)?)?",
          Pattern.CASE_INSENSITIVE);

  /** Empty if the word names no repository. */
  public static Optional<Repository> of(String word) {
    return Stream.of(REFERENCE, ADDRESS, AIR)
        .map(pattern -> pattern.matcher(word.strip()))
        .filter(
            named ->
                named.matches()
                    && isName(named.group("name"))
                    && !OTHER_PAGE.matcher(named.group("name")).matches())
        .map(named -> new Repository(named.group("name"), named.group("revision")))
        .findFirst();
  }

  /** Whether a word is meant as a repository, though it may be misspelt. */
  public static boolean isMeant(String word) {
    return MEANT.matcher(word.strip()).matches();
  }

  /** Why a word that is meant as a repository names none, and what to write, in one line. */
  public static String fault(String word) {
    Matcher meant = MEANT.matcher(word.strip());
    Matcher other = OTHER_PAGE.matcher(meant.matches() ? meant.group("rest") : "");
    String kind = other.matches() ? other.group("kind") : null;
    return kind == null
        ? "'" + word + "' names no repository; write hf:OWNER/REPO or hf:OWNER/REPO@REVISION"
        : "'%s' is a %s at Hugging Face, and tsr knows its repositories of models only: hf:OWNER/REPO"
            .formatted(word, kind.equals("spaces") ? "space" : "data set");
  }

  /** The address of a repository's page. */
  public static String page(String name) {
    return START + name;
  }

  /**
   * The address from which a file is downloaded.
   *
   * @param path from the repository's root, with slashes
   */
  public static String download(String name, String revision, String path) {
    StringBuilder address = new StringBuilder(START).append(name).append("/resolve/");
    for (byte letter : (revision + "/" + path).getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(letter) >= 0) {
        address.append((char) letter);
      } else {
        address.append("%%%02X".formatted(letter));
      }
    }
    return address.toString();
  }

  /** Whether Hugging Face allows this name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.contains("--") && !name.contains("..");
  }

  @Override
  public String toString() {
    return revision == null ? name : name + "@" + revision;
  }
}
