package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.ByteCount;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.sqlite.DatabaseListener;
import java.nio.file.Path;

/** Says what happens to a database while it is brought up to date. */
final class MigrationReport implements DatabaseListener {

  private final Messages messages;

  MigrationReport(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void copying(Path file, long bytes, Path copy) {
    messages.notice(
        file
            + ": of an older version; copying its "
            + ByteCount.human(bytes)
            + " to "
            + copy
            + " first");
  }

  @Override
  public void renamed(String kind, String name, String newName) {
    messages.warning(
        "the "
            + kind
            + " "
            + name
            + " in the database is of your own, and is now called "
            + newName);
  }

  @Override
  public void dropped(String kind, String name, String reason) {
    messages.warning(
        "the "
            + kind
            + " "
            + name
            + " in the database is of your own, and could not be made again ("
            + reason
            + "); the copy has it");
  }
}
