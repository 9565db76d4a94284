package dev.tensors.tsr.sidecars.exports;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What export did with one file beside a model file.
 *
 * @param filePath the model file
 * @param target the program that the file is for; null: a picture, which is for all of them
 * @param path the file; null: a picture of which there is none
 * @param reason why it was not written, or which fields were filled; null: neither
 */
public record ExportOutcome(
    String filePath,
    @Nullable ExportTarget target,
    @Nullable Path path,
    ExportStatus status,
    @Nullable String reason) {}
