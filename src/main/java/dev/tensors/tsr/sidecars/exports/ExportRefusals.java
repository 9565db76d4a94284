package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds reasons to write nothing beside a file. Each method returns null if it finds none. */
final class ExportRefusals {

  static final String CHANGED =
      "the file is gone, or has changed since the last scan; run tsr db scan";

  static final String NOT_LINKED = "the file is not linked to CivitAI; run tsr db link";

  private final LocalFiles files;
  private final UnreachableFolders folders;

  ExportRefusals(Database database) {
    this.files = new LocalFiles(database);
    this.folders = new UnreachableFolders(database);
  }

  /** A reason in the file's row, such as a link that no hash proves. */
  @Nullable String ofLink(LocalFile file, @Nullable Link link) {
    if (file.missing()) {
      return "the file is missing";
    }
    if (link == null) {
      return NOT_LINKED;
    }
    if (link.isByHand()) {
      return "the link was made by hand, and no hash proves it";
    }
    return link.isByWeights()
        ? "only the weights prove the link: the file at CivitAI has another SHA-256"
        : null;
  }

  /** A reason on the disk, such as a file that has changed. */
  @Nullable String ofFile(LocalFile file) {
    if (RecordedPath.isInHubCache(file.path())) {
      return "the file is in a cache of Hugging Face's programs, which only they fill";
    }
    if (FileStamps.ifUnchanged(file).isPresent()) {
      return null;
    }
    Unreachable folder = folders.above(file.path());
    return folder == null
        ? CHANGED
        : "the file is unreachable: " + folder.sentence() + ". Is a disk not mounted?";
  }

  /** A reason in the cache of CivitAI's data, or among the other files of the folder. */
  @Nullable String ofModel(
      LocalFile file, Link link, Optional<CachedModel> model, ExportFolder folder) {
    if (model.isEmpty()) {
      return "the model is not cached; run tsr db cache " + link.version().modelId();
    }
    if (link.match() != LinkMatch.SHA256 && !hasHash(model.get(), file.sha256())) {
      return "no hash proves the link; run tsr db link FILE";
    }
    return ofFolder(file, folder);
  }

  /** A reason among the other files of the folder. */
  @Nullable String ofFolder(LocalFile file, ExportFolder folder) {
    return folder.sharing(RecordedPath.name(file.path())).stream()
        .filter(other -> !isCopy(folder.path(other), file))
        .findFirst()
        .map(other -> other + ", another model, would have the same sidecar")
        .orElse(null);
  }

  private static boolean hasHash(CachedModel model, String sha256) {
    return model.version().files().stream()
        .anyMatch(file -> sha256.equals(file.hashes().get(ModelHash.SHA256)));
  }

  private boolean isCopy(Path other, LocalFile file) {
    return files
        .byPath(other.toString())
        .filter(same -> same.sha256().equals(file.sha256()))
        .isPresent();
  }
}
