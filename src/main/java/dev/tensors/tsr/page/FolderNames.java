package dev.tensors.tsr.page;

import dev.tensors.tsr.pictures.SettingsLine;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes the folders of models from what a picture was made with: web UIs and ComfyUI name models
 * by their paths, in prompts and in settings.
 */
final class FolderNames {

  private static final Pattern TAG = Pattern.compile("(<\\w{1,20}:)[^<>:\\n]*[/\\\\]");
  private static final Pattern EMBEDDING = Pattern.compile("(embedding:)[^\\s,:()<>]*[/\\\\]");

  /** A value of the line of settings, up to its last separator. */
  private static final Pattern SETTING =
      Pattern.compile("([:,\"]\\s?)(?:[A-Za-z]:(?=[/\\\\]))?[^:,\"]*[/\\\\]");

  private FolderNames() {}

  /** A prompt, or an infotext, without them. */
  static String removed(String text) {
    return text.lines()
        .map(line -> SettingsLine.is(line) ? SETTING.matcher(line).replaceAll("$1") : line)
        .map(line -> TAG.matcher(line).replaceAll("$1"))
        .map(line -> EMBEDDING.matcher(line).replaceAll("$1"))
        .collect(Collectors.joining("\n"));
  }
}
