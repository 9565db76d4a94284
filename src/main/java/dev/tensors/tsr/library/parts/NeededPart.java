package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.library.parts.KnownFiles.KnownFile;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMatch;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a model needs to run, and where it is.
 *
 * @param type of the file that it needs, such as TextEncoder
 * @param name the class, such as t5-xxl; of the base of an adapter its base model, and of the other
 *     half of a pair the name of its file
 * @param file the one that is here, or that holds it, or that is known and missing; null if nothing
 *     is known
 * @param loader ComfyUI's node that loads it, with the node's type; null: not known
 * @param doubt why the file may not be what is needed; null: nothing says so
 */
public record NeededPart(
    String type,
    String name,
    Status status,
    @Nullable MatchedFile file,
    @Nullable String loader,
    @Nullable String doubt) {

  /** Where a part is. */
  public enum Status {
    /** In the model's own file. */
    INSIDE,
    HERE,
    /** Recorded, and its disk is not mounted now. */
    UNREACHABLE,
    /** Not here, and the model runs without it. */
    OPTIONAL,
    /** Not here. */
    MISSING;

    /** The word in results. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The folder below ComfyUI's folder models in which the file belongs; null if not known. */
  public @Nullable String folder() {
    String its = isBase() ? file == null ? null : file.type() : type;
    String fileName = file == null ? null : file.fileName();
    return Layout.COMFYUI.folder(its, null, fileName == null ? name : fileName).orElse(null);
  }

  /** Whether it is a model for an adapter. */
  public boolean isBase() {
    return type.equals("Checkpoint");
  }

  /** The page at Hugging Face of a well-known file that is not here; null for others. */
  public @Nullable String pageUrl() {
    String url = file == null ? null : file.downloadUrl();
    return url != null && url.startsWith(Repository.START) && file != null
        ? Repository.page(String.valueOf(file.modelName()))
        : null;
  }

  /** The path of the file that is here or holds it; null if it is not here. */
  public @Nullable String filePath() {
    return file == null ? null : file.filePath();
  }

  /** Whether nothing but a name tells that the file fits. */
  public boolean isByName() {
    return file != null && file.match() == ModelMatch.NAME;
  }

  /** Whether it is the other half of a pair, by the names of the files. */
  public boolean isHalf() {
    return type.equals("UNet");
  }

  /** Whether the model runs as far as this part is concerned. */
  public boolean isMet() {
    return status != Status.MISSING && status != Status.UNREACHABLE;
  }

  /** Where a well-known file that is not here is to be had. */
  static MatchedFile offered(KnownFile known, String type) {
    return new MatchedFile(
        ModelMatch.CLASS,
        null,
        null,
        null,
        null,
        known.repository(),
        known.name(),
        false,
        known.url(),
        known.name(),
        known.sizeBytes(),
        known.sha256(),
        type);
  }
}
