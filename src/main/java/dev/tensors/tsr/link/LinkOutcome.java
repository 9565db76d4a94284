package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.VersionName;

/** What became of one file that was to be linked. */
public sealed interface LinkOutcome {

  /** The file. */
  LinkTarget file();

  /** Who knew the version. */
  enum Source {
    CACHE,
    CIVITAI,
    MANUAL
  }

  /** Linked to a version. */
  record Linked(LinkTarget file, VersionName version, Source source) implements LinkOutcome {}

  /** Known to nobody who was asked. */
  record NotFound(LinkTarget file, Source source) implements LinkOutcome {}

  /** CivitAI could not be asked. */
  record Failed(LinkTarget file, String reason) implements LinkOutcome {}
}
