package dev.tensors.tsr.model;

/**
 * The part of a file that a hash covers, and the algorithm. A hash has a kind only where its text
 * leaves no doubt.
 */
public enum HashKind {
  /** SHA-256 of the whole file, or its first digits (AutoV2 at CivitAI). */
  SHA256,
  /** SHA-256 of the bytes after the header, or its first digits (AutoV3 at CivitAI). */
  WEIGHTS,
  /** The first 8 digits of the SHA-256 of 64 KiB from the file's second mebibyte on. */
  AUTOV1,
  /** BLAKE3 of the whole file. */
  BLAKE3
}
