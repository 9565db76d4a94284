package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.model.files.PictureNames;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.files.FolderNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what is beside the model files of one folder, in any case, and may not be overwritten. */
final class ExportFolder {

  private final FolderNames names;

  private ExportFolder(FolderNames names) {
    this.names = names;
  }

  /**
   * Lists a folder.
   *
   * @param clean whether to delete the temporary files of a tsr that was killed there
   */
  static ExportFolder read(Path folder, boolean clean) {
    return new ExportFolder(
        FolderNames.read(
            folder,
            entry -> {
              if (clean) {
                SidecarWriter.removeLeftover(entry);
              }
            }));
  }

  /** Why the folder could not be listed, so that nothing may be written; null: it was listed. */
  @Nullable String failure() {
    return names.failure();
  }

  /** Adds a file that was written since the folder was listed. */
  void add(Path entry) {
    names.add(String.valueOf(entry.getFileName()));
  }

  Path path(String name) {
    return names.path(name);
  }

  /** The entry with this name, or else one with this name in another case. */
  @Nullable Path present(String name) {
    return PictureNames.spelled(name, names.named(name)).map(this::path).orElse(null);
  }

  /**
   * The first picture or video of a model.
   *
   * @param endings what follows the model's stem, such as {@link PictureNames#BEST_FIRST}
   * @return null if there is none
   */
  @Nullable Path picture(String stem, List<String> endings) {
    for (String ending : endings) {
      Path found = present(stem + ending);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The other model files that share their sidecars with this one. */
  List<String> sharing(String modelFile) {
    return names.sharing(modelFile);
  }

  /**
   * Another model file that a sidecar with this name would belong to: name.metadata.json belongs to
   * name.metadata.safetensors and to name.safetensors. Null if there is none.
   *
   * @param stem of the model file that the sidecar is for
   */
  @Nullable String otherModel(String sidecar, String stem) {
    for (SidecarNaming naming : SidecarNaming.ALL) {
      String ending = naming.suffix();
      if (naming.isShared() && lower(sidecar).endsWith(ending)) {
        String other = lower(sidecar.substring(0, sidecar.length() - ending.length()));
        List<String> models = other.equals(lower(stem)) ? List.of() : names.models(other);
        if (!models.isEmpty()) {
          return models.getFirst();
        }
      }
    }
    return null;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
