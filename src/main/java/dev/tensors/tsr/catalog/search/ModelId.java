package dev.tensors.tsr.catalog.search;

/**
 * A cached model.
 *
 * @param row its row's id
 * @param civitaiId CivitAI's id
 */
record ModelId(long row, long civitaiId) {}
