package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.duplicates.RemovableCopies.RemovalOutcome;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.List;

/** Prints the path of each copy that can be deleted, as soon as its group has been checked. */
final class RemovalReport extends DuplicatesRun<Void> implements ReadListener<RemovalOutcome> {

  private final Rows<String> paths;
  private boolean isAnyFound;

  RemovalReport(CommandContext context, Database database) {
    super(context, database, null);
    this.paths = context.paths();
  }

  @Override
  public void done(RemovalOutcome outcome) {
    switch (outcome) {
      case RemovalOutcome.ToCompare(long files, long bytes) -> {
        notice(
            "reading up to %s (%s), to compare each copy with the one that stays; --no-check skips this"
                .formatted(Counts.of(files, "file", "files"), ByteCount.human(bytes)));
        toRead(bytes);
      }
      case RemovalOutcome.Group() -> isAnyFound = true;
      case RemovalOutcome.Changed(LocalFile file) -> changed(file);
      case RemovalOutcome.Damaged(LocalFile file) ->
          failed(
              file.path()
                  + ": damaged (the content differs, the time does not), so it cannot stay; restore a copy");
      case RemovalOutcome.Different(LocalFile copy, LocalFile kept) ->
          failed(
              "%s: not listed: its content differs from that of %s, though size and time are as recorded; tsr db scan --rehash records what it is"
                  .formatted(copy.path(), kept.path()));
      case RemovalOutcome.Unreadable(LocalFile file, String reason) ->
          failed(file.path() + ": " + reason);
      case RemovalOutcome.NoneStays(DuplicateGroup group) ->
          failed(
              group.files().getFirst().path()
                  + ": all its copies are damaged or unreadable; none is listed");
      case RemovalOutcome.Removable(List<LocalFile> names) -> {
        count(1, names.getFirst().stamp().sizeBytes());
        write(() -> names.forEach(name -> paths.add(name.path())));
      }
    }
  }

  @Override
  boolean isAnyFound() {
    return isAnyFound;
  }
}
