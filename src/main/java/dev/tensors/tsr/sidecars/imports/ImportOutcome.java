package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.sidecars.formats.SidecarStatus;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of importing one sidecar of one file.
 *
 * @param filePath the model file
 * @param manager the program that wrote the sidecar; null: not known
 * @param taken the imported things: link, kinds of CivitAI's data, and keys of notes
 * @param reason why it could not be read, or is in doubt; null: neither
 */
public record ImportOutcome(
    String filePath,
    Path sidecar,
    @Nullable String manager,
    SidecarStatus status,
    List<String> taken,
    @Nullable String reason) {}
