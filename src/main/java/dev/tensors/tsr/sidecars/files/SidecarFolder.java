package dev.tensors.tsr.sidecars.files;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.SidecarNaming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sidecars of the model files in one folder by whole names, since the beginning of a name
 * may be that of another model.
 */
public final class SidecarFolder {

  /**
   * A sidecar of a model file.
   *
   * @param shared whether the sidecar belongs to several model files by its name, and may describe
   *     another one
   */
  public record SidecarFile(Path path, SidecarNaming naming, boolean shared) {}

  private final FolderNames names;

  private SidecarFolder(FolderNames names) {
    this.names = names;
  }

  /** Lists a folder. */
  public static SidecarFolder read(Path folder) {
    return new SidecarFolder(FolderNames.read(folder, entry -> {}));
  }

  /** Whether all names are known. */
  public boolean isListed() {
    return names.isListed();
  }

  /** Why the folder could not be listed; null: it was listed, or is gone. */
  public @Nullable String failure() {
    return names.failure();
  }

  /** The entries with the names of model files. */
  public List<Path> models() {
    return names.models();
  }

  /** The sidecars of a model file in this folder. */
  public List<SidecarFile> of(String modelFile) {
    String stem = ModelFileName.stemOfFile(modelFile);
    List<SidecarFile> found = new ArrayList<>();
    for (SidecarNaming naming : SidecarNaming.ALL) {
      String name = named(naming.nameFor(modelFile));
      if (name != null && !belongsToOther(name, stem)) {
        boolean shared = naming.isShared() && isShared(modelFile, stem);
        found.add(new SidecarFile(names.path(name), naming, shared));
      }
    }
    return found;
  }

  /**
   * Whether a sidecar that a model file had, perhaps in another case, is here no more, neither as
   * that of another model.
   */
  public boolean isGone(String name, String modelFile) {
    String stem = ModelFileName.stemOfFile(modelFile);
    return !names.named(name).contains(name)
        && (name.startsWith(stem) || !belongsToOther(name, stem));
  }

  /** The entry with this name, or else the only one with this name in another case. */
  private @Nullable String named(String name) {
    List<String> found = names.named(name);
    if (found.contains(name)) {
      return name;
    }
    return found.size() == 1 ? found.getFirst() : null;
  }

  private boolean isShared(String modelFile, String stem) {
    return names.sharing(modelFile).stream().anyMatch(model -> hasStem(model, stem));
  }

  private static boolean hasStem(String name, String stem) {
    return ModelFileName.stemOfFile(name).equals(stem);
  }

  /**
   * Whether a sidecar is that of another model: name.metadata.json of name.metadata.safetensors, or
   * NAME.json of NAME.safetensors.
   */
  private boolean belongsToOther(String name, String stem) {
    for (SidecarNaming naming : SidecarNaming.ALL) {
      String ending = naming.suffix();
      if (naming.isShared() && name.endsWith(ending)) {
        String other = name.substring(0, name.length() - ending.length());
        if (!other.equals(stem)
            && (other.length() > stem.length() || other.equalsIgnoreCase(stem))
            && names.models(other).stream().anyMatch(model -> hasStem(model, other))) {
          return true;
        }
      }
    }
    return false;
  }
}
