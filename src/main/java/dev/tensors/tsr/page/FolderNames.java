package dev.tensors.tsr.page;

import dev.tensors.tsr.pictures.SettingsLine;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes the folders of models from what a picture was made with: web UIs and ComfyUI name models
 * by their paths, in prompts and in settings.
 */
final class FolderNames {

  private static final String DISK = "(?:[A-Za-z]:(?=[/\\\\]))?";
  private static final Pattern TAG = Pattern.compile("(<\\w{1,20}:)" + DISK + "[^<>:\\n]*[/\\\\]");
  private static final Pattern EMBEDDING =
      Pattern.compile("(embedding:)" + DISK + "[^\\s,:()<>]*[/\\\\]");

  /** What a line of settings that names models has, also without the number of steps. */
  private static final Pattern MODEL =
      Pattern.compile("\\b(?:[Mm]odel|VAE|hashes|Refiner|[Uu]pscaler): ");

  /** A value of the line of settings, up to its last separator. */
  private static final Pattern SETTING = Pattern.compile("([:,\"]\\s?)" + DISK + "[^:,\"]*[/\\\\]");

  private FolderNames() {}

  /** A prompt, or an infotext, without them. */
  static String removed(String text) {
    return text.lines()
        .map(line -> isOfSettings(line) ? SETTING.matcher(line).replaceAll("$1") : line)
        .map(line -> TAG.matcher(line).replaceAll("$1"))
        .map(line -> EMBEDDING.matcher(line).replaceAll("$1"))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isOfSettings(String line) {
    return SettingsLine.is(line) || MODEL.matcher(line).find();
  }
}
