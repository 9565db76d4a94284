package dev.tensors.tsr.page;

import java.nio.file.Path;

/**
 * A page that was written.
 *
 * @param path of its index.html
 * @param files the files of models that it shows
 * @param models the models at CivitAI that it shows
 * @param pictures the pictures in its folder
 * @param bytes the size of all its files
 * @param written how many of its files are new or changed
 * @param removed how many files of an earlier page were removed
 */
public record PageResult(
    Path path, long files, long models, long pictures, long bytes, long written, long removed) {}
