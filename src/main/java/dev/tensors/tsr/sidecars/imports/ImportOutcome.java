package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an import found out. */
sealed interface ImportOutcome {

  /**
   * A sidecar of a file was read or passed over; the data taken from it are committed.
   *
   * @param path the model file's
   * @param manager the program that wrote the sidecar; null: not known
   * @param taken the imported things: link, kinds of CivitAI's data, and keys of notes
   * @param reason why it could not be read, or is in doubt; null: neither
   */
  record OfSidecar(
      String path,
      Path sidecar,
      @Nullable String manager,
      SidecarStatus status,
      List<String> taken,
      @Nullable String reason)
      implements ImportOutcome {}

  /** A path does not exist. */
  record Absent(Path path) implements ImportOutcome {}

  /** A path exists, but the catalogue has no file at it or below it. */
  record Unrecorded(Path path) implements ImportOutcome {}

  /** Model files with sidecars are not in the catalogue, beside others that are. */
  record Unscanned(List<Path> models) implements ImportOutcome {}

  /** A folder could not be listed, so that no sidecars in it were read. */
  record Unlisted(Path folder, String reason) implements ImportOutcome {}

  /** A file is no longer as it was scanned, so that its sidecars were not read. */
  record Changed(LocalFile file) implements ImportOutcome {}

  /** The weights of a file could not be hashed, so that a claim stays unproved. */
  record Unhashed(LocalFile file, String reason) implements ImportOutcome {}
}
