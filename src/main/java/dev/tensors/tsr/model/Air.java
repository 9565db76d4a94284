package dev.tensors.tsr.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that CivitAI gives to models: {@code urn:air:sdxl:lora:civitai:82098@87153}, or in short
 * {@code civitai:82098@87153}.
 *
 * @param modelId CivitAI's id; null if the model is not at CivitAI
 * @param versionId CivitAI's id; null if no version is named
 */
public record Air(ModelKind kind, @Nullable Long modelId, @Nullable Long versionId, String text) {

  private static final int LONGEST = 300;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:urn:)?air:[^:@]*+:(?<type>[^:@]++):(?<source>[^:@]++):(?<id>[^@]++)(?:@(?<version>.++))?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:urn:)?air:)?(?:civitai:)(?<id>[0-9]{1,18})(?:@(?<version>[0-9]{1,18}))?",
          Pattern.CASE_INSENSITIVE);

  /** A name within a prompt, where a colon and a weight can follow it. */
  private static final Pattern IN_PROMPT =
      Pattern.compile(
          "(?:urn:)?+(?:air:(?:[^:@,\\s()<>\\[\\]{}|\"']++:){3}|civitai:)"
              + "[^:@,\\s()<>\\[\\]{}|\"']++(?:@[\\w.-]++)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern IDS = Pattern.compile("([0-9]{1,18})@([0-9]{1,18})");

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  /**
   * Reads a name.
   *
   * @param text can be null
   * @return null if the text is no AIR
   */
  public static @Nullable Air of(@Nullable String text) {
    if (text == null || text.length() > LONGEST || text.indexOf(':') < 0) {
      return null;
    }
    String name = text.strip();
    Matcher shortForm = SHORT.matcher(name);
    if (shortForm.matches()) {
      return new Air(
          ModelKind.OTHER, id(shortForm.group("id")), id(shortForm.group("version")), name);
    }
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return null;
    }
    boolean civitai = form.group("source").equalsIgnoreCase("civitai");
    return new Air(
        ModelKind.of(form.group("type")),
        civitai ? id(form.group("id")) : null,
        civitai ? id(form.group("version")) : null,
        name);
  }

  /** The name that begins at a place of a prompt; null if none does. */
  public static @Nullable Air at(String prompt, int start) {
    Matcher name =
        IN_PROMPT.matcher(prompt).region(start, Math.min(prompt.length(), start + LONGEST));
    return name.lookingAt() ? of(name.group()) : null;
  }

  /**
   * Reads the ids of a model and a version, {@code 82098@87153}, which is the form in CivitAI's own
   * nodes.
   */
  public static @Nullable Air ofIds(String text) {
    Matcher ids = IDS.matcher(text.strip());
    return ids.matches()
        ? new Air(ModelKind.OTHER, id(ids.group(1)), id(ids.group(2)), "civitai:" + ids.group())
        : of(text);
  }

  private static @Nullable Long id(@Nullable String digits) {
    String plain = digits == null ? "" : digits.replaceFirst("[.:?].*", "");
    return ID.matcher(plain).matches() ? Long.valueOf(plain) : null;
  }
}
