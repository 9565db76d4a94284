package dev.tensors.tsr.catalog;

/**
 * What tells that a file is still the one that was read.
 *
 * @param sizeBytes its length
 * @param mtimeNs its modification time, nanoseconds since 1970
 * @param fileKey its device and inode as the system tells them; null where it has none
 */
public record Stamp(long sizeBytes, long mtimeNs, String fileKey) {}
