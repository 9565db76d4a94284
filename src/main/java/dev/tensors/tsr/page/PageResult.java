package dev.tensors.tsr.page;

import java.nio.file.Path;

/**
 * Counts of a page that was written.
 *
 * @param path of its index.html
 * @param files the model files that the page shows
 * @param models the CivitAI models that the page shows
 * @param pictures the pictures in the page's folder
 * @param bytes the size of all files of the page
 * @param written the number of files of the page that are new or changed
 * @param removed the number of files of the old page that were removed
 * @param leftOut the number of pictures that were left out
 */
public record PageResult(
    Path path,
    long files,
    long models,
    long pictures,
    long bytes,
    long written,
    long removed,
    long leftOut) {}
