package dev.tensors.tsr.images;

/** What a hash is computed from, where the text that has it leaves no doubt. */
public enum HashKind {
  /** SHA-256 of the whole file, or its first digits (AutoV2 at CivitAI). */
  SHA256,
  /** SHA-256 of what follows the header, or its first digits (AutoV3 at CivitAI). */
  WEIGHTS,
  /** The first 8 digits of the SHA-256 of 64 KiB from the file's second mebibyte on. */
  AUTOV1,
  /** BLAKE3 of the whole file. */
  BLAKE3
}
