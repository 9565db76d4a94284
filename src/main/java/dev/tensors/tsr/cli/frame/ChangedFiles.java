package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.output.Messages;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects files that a command leaves out because they changed since the last scan. */
public final class ChangedFiles {

  private final Set<Long> ids = new HashSet<>();
  private @Nullable String first;

  public void add(LocalFile file) {
    ids.add(file.id());
    if (first == null) {
      first = file.path();
    }
  }

  /** Prints how many files there are, if there are any. */
  public void notice(Messages messages) {
    if (first != null) {
      messages.notice(
          first
              + (ids.size() == 1
                  ? " has changed or is gone, and is not counted; scan its folder"
                  : " and "
                      + Counts.of(ids.size() - 1, "other file", "other files")
                      + " have changed or are gone, and are not counted; scan their folders"));
    }
  }
}
