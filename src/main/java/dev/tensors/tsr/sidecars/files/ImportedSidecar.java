package dev.tensors.tsr.sidecars.files;

import org.jspecify.annotations.Nullable;

/**
 * A sidecar as import read it: a file that another model manager keeps beside a model.
 *
 * @param path absolute
 * @param sha256 of the content that it was read for, upper case hex
 * @param manager such as lora-manager; null: not known
 * @param status such as proved
 */
public record ImportedSidecar(
    String path,
    String sha256,
    @Nullable String manager,
    long sizeBytes,
    long mtimeNs,
    String status) {}
