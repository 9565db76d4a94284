package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.HeaderIdentity;

/** The result of reading a model file. */
sealed interface FileReading {

  record Read(Fingerprint fingerprint) implements FileReading {}

  /** Only the header was read. */
  record Identified(HeaderIdentity identity) implements FileReading {}

  /** The content is not a valid model; reading it again gives the same result. */
  record Refused(String reason) implements FileReading {}

  /** The file could not be read this time. */
  record Unreadable(String reason) implements FileReading {}
}
