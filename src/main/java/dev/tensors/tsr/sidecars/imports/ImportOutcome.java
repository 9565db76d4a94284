package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of importing one sidecar of one file.
 *
 * @param path the model file's
 * @param manager the program that wrote the sidecar; null: not known
 * @param taken the imported things: link, kinds of CivitAI's data, and keys of notes
 * @param reason why it could not be read, or is in doubt; null: neither
 */
record ImportOutcome(
    String path,
    Path sidecar,
    @Nullable String manager,
    SidecarStatus status,
    List<String> taken,
    @Nullable String reason) {

  /** Receives the events of an import; one thread calls it. */
  public interface ImportListener {

    /** A sidecar was read or passed over; the data taken from it are committed. */
    void done(ImportOutcome outcome);

    /** A path does not exist. */
    void absent(Path path);

    /** A path exists, but the catalogue has no file at it or below it. */
    void unrecorded(Path path);

    /** Model files with sidecars are not in the catalogue, beside others that are. */
    void unscanned(List<Path> models);

    /** A folder could not be listed, so that no sidecars in it were read. */
    void unlisted(Path folder, String reason);

    /** A file is no longer as it was scanned, so that its sidecars were not read. */
    void changed(LocalFile file);

    /** The weights of a file could not be hashed, so that a claim stays unproved. */
    void unhashed(LocalFile file, String reason);
  }
}
