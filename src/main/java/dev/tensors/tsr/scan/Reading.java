package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;

/** What came of reading a file. */
sealed interface Reading {

  record Read(Fingerprint fingerprint) implements Reading {}

  record Unreadable(String reason) implements Reading {}
}
