package dev.tensors.tsr.answers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An example image or video of a version, as CivitAI lists it.
 *
 * @param id CivitAI's id; null: not known
 * @param type image or video; null: not known
 * @param nsfwLevel CivitAI's level, a bit mask; null: not known
 */
public record VersionImage(
    @Nullable Long id, String url, @Nullable String type, @Nullable Long nsfwLevel) {

  /** CivitAI's level of images that anyone may see. */
  private static final long PG = 1;

  /** Whether CivitAI marks it as one that anyone may see; an unknown level is no such mark. */
  public boolean isPg() {
    return isPg(nsfwLevel);
  }

  /** Whether a level of CivitAI is that of images that anyone may see. */
  public static boolean isPg(@Nullable Long nsfwLevel) {
    return nsfwLevel != null && nsfwLevel == PG;
  }

  public boolean isVideo() {
    String address = url.toLowerCase(Locale.ROOT);
    return type == null
        ? address.endsWith(".mp4") || address.endsWith(".webm")
        : type.equalsIgnoreCase("video");
  }
}
