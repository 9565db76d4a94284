package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.Licence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model and version that a file is linked to, as cached.
 *
 * @param type CivitAI's
 * @param baseModel CivitAI's word for the version
 * @param isModelItself false where the file is another one of the version, such as a VAE beside a
 *     checkpoint
 * @param description of the model, HTML
 * @param versionDescription of the version, HTML
 * @param publishedAt of the version, ISO 8601, UTC
 * @param downloads null: not known
 * @param thumbsUp null: not known
 * @param goneAt since when CivitAI no longer has the model or the version
 * @param versions all versions of the model, the latest first
 */
public record LinkedModel(
    String type,
    @Nullable String baseModel,
    boolean isModelItself,
    @Nullable String description,
    @Nullable String versionDescription,
    @Nullable String publishedAt,
    @Nullable Long downloads,
    @Nullable Long thumbsUp,
    Licence licence,
    @Nullable String goneAt,
    List<Version> versions) {

  /**
   * A version of the model.
   *
   * @param id CivitAI's
   * @param isLatest whether it is the first in its creator's order
   * @param isIgnored whether it is newer than the file's version, not here, and not to be shown as
   *     newer
   * @param isNewer whether it is the version that outdated offers for the file
   * @param price paid or early access, with its last day where that is known; null: free, or not
   *     known
   * @param localFiles the paths of the present files that are linked to it or have its hash
   */
  public record Version(
      long id,
      String name,
      @Nullable String baseModel,
      @Nullable String publishedAt,
      boolean isLatest,
      boolean isIgnored,
      boolean isNewer,
      @Nullable String price,
      List<String> localFiles) {}
}
