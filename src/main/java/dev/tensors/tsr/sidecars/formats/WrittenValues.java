package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.text.TextHash;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The values that tsr wrote into the sidecars of one name beside a content, so that an import does
 * not take them for the words of the user.
 *
 * @param naming of these sidecars
 * @param fingerprints of each value
 * @param users the values that the user gave the manager before, by key: they stay the user's own,
 *     even if tsr wrote them again
 */
public record WrittenValues(
    SidecarNaming naming, Set<String> fingerprints, Map<String, String> users) {

  /** The key of all trigger words of a sidecar together, which a user may shorten. */
  static final String LIST = "trigger list";

  private static final int NAMING_DIGITS = 4;

  private static final int VALUE_DIGITS = 12;

  /**
   * The hash by which the catalogue remembers a value that tsr wrote.
   *
   * @param naming of the sidecar that has it
   * @param key of the catalogue, or {@link #LIST}
   */
  static String fingerprint(SidecarNaming naming, String key, String value) {
    return start(naming) + hash(key + '\n' + comparable(value), VALUE_DIGITS);
  }

  private static String start(SidecarNaming naming) {
    return hash(naming.suffix(), NAMING_DIGITS);
  }

  private static String hash(String text, int digits) {
    return TextHash.sha256(text).substring(0, digits);
  }

  /** The words of a list, whose order managers change. */
  static String list(List<String> words) {
    return String.join("\n", words.stream().sorted().toList());
  }

  /** Whether tsr wrote a value that the user had not given the manager before. */
  boolean has(String key, String value) {
    return fingerprints.contains(fingerprint(naming, key, value)) && !isUsers(key, value);
  }

  /**
   * The fingerprints of what a sidecar has no more: where it comes back, the user wrote it.
   *
   * @param present of all that the sidecar has
   */
  public Set<String> gone(Set<String> present) {
    Set<String> gone = new HashSet<>(fingerprints);
    gone.removeIf(print -> !print.startsWith(start(naming)) || present.contains(print));
    return gone;
  }

  private boolean isUsers(String key, String value) {
    String before = users.get(key.equals(LIST) ? ImportedNotes.TRIGGERS : key);
    if (before == null) {
      return false;
    }
    return switch (key) {
      case LIST -> list(before.lines().toList()).equals(value);
      case ImportedNotes.TRIGGERS, ImportedNotes.TAGS ->
          before.lines().anyMatch(value::equalsIgnoreCase);
      case ImportedNotes.TEXT -> comparable(before).contains(comparable(value));
      default -> true;
    };
  }

  private static String comparable(String value) {
    return value.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
  }
}
