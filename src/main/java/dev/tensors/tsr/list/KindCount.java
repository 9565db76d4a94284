package dev.tensors.tsr.list;

import org.jspecify.annotations.Nullable;

/**
 * The present files of one type or for one base model.
 *
 * @param name of the type or base model; null: unknown
 * @param files how many there are, each hard link counted
 * @param bytes their size, hard links of one file counted once
 */
public record KindCount(@Nullable String name, long files, long bytes) {}
