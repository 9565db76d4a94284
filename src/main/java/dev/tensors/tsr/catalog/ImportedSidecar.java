package dev.tensors.tsr.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A sidecar as import read it: a file that another model manager keeps beside a model.
 *
 * @param path absolute
 * @param sha256 of the content that it was read for, upper case hex
 * @param manager such as lora-manager; null: not known
 * @param rank of several managers, the notes of the one with the lowest rank apply
 * @param status such as proved
 */
public record ImportedSidecar(
    String path,
    String sha256,
    @Nullable String manager,
    int rank,
    long sizeBytes,
    long mtimeNs,
    String status) {}
