package dev.tensors.tsr.library;

/**
 * What tells a file from another one of the same size where only a small part of it is read.
 *
 * @param header the SHA-256 of its size and its header, of at most the first MiB; upper case hex
 * @param data the SHA-256 of blocks spread evenly over the bytes after the header; upper case hex
 */
public record Fingerprint(String header, String data) {}
