package dev.tensors.tsr.duplicates;

import java.util.List;

/**
 * The keys of metadata in which one header differs from another.
 *
 * @param added the keys that only this header has
 * @param removed the keys that only the other header has
 * @param changed the keys that both have, with different values
 */
public record HeaderDifference(List<String> added, List<String> removed, List<String> changed) {}
