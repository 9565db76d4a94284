package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.HeaderIdentity;

/** What came of reading a file. */
sealed interface FileReading {

  record Read(Fingerprint fingerprint) implements FileReading {}

  /** Only the header was read. */
  record Identified(HeaderIdentity identity) implements FileReading {}

  /** Its content is at fault: reading it again will not help. */
  record Refused(String reason) implements FileReading {}

  /** It could not be read this time. */
  record Unreadable(String reason) implements FileReading {}
}
