package dev.tensors.tsr.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A repository of models at Hugging Face as a user names it: {@code hf:OWNER/REPO[@REVISION]}, or
 * by the address of its page.
 *
 * @param name such as {@code Comfy-Org/z_image_turbo}; some old ones have no owner
 * @param revision a branch, a tag or a commit; null: not named
 */
public record Repository(String name, @Nullable String revision) {

  private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_-])?";

  private static final Pattern NAME = Pattern.compile("(?:" + PART + "/)?" + PART);

  private static final Pattern REFERENCE =
      Pattern.compile("hf:(?<name>[^@]+?)(?:@(?<revision>[^\\s@]{1,200}))?");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://(?:www\\.)?huggingface\\.co/(?<name>[^/?#]+/[^/?#]+?)"
              + "(?:/(?:tree|blob|resolve)/(?<revision>[^/?#]{1,200})(?:[/?#].*)?|/?(?:[?#].*)?)");

  /** Empty if the word names no repository. */
  public static Optional<Repository> of(String word) {
    Matcher reference = REFERENCE.matcher(word.strip());
    Matcher named = reference.matches() ? reference : ADDRESS.matcher(word.strip());
    return named.matches() && isName(named.group("name"))
        ? Optional.of(new Repository(named.group("name"), named.group("revision")))
        : Optional.empty();
  }

  /** Whether a word is meant as a repository, though it may be misspelt. */
  public static boolean isMeant(String word) {
    return word.strip().startsWith("hf:");
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
