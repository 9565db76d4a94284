package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Path;

/** Tells the user about the upgrade of a database. */
final class MigrationReport implements DatabaseListener {

  private final Messages messages;

  MigrationReport(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void copying(Path file, long bytes, Path copy) {
    messages.notice(
        "%s: from an older version; copying it (%s) to %s before the upgrade"
            .formatted(file, ByteCount.human(bytes), copy));
  }

  @Override
  public void leftOut(String table, long rows, Path copy) {
    messages.warning(
        "%s of the table %s in the database %s to nothing that is there, and %s left out; %s has %s"
            .formatted(
                Counts.of(rows, "row", "rows"),
                table,
                rows == 1 ? "belongs" : "belong",
                rows == 1 ? "was" : "were",
                copy,
                rows == 1 ? "it" : "them"));
  }

  @Override
  public void renamed(String kind, String name, String newName) {
    messages.warning(
        "your own %s %s in the database is now called %s, because tsr uses its name"
            .formatted(kind, name, newName));
  }

  @Override
  public void dropped(String kind, String name, String reason) {
    messages.warning(
        "your own %s %s in the database could not be created again (%s); the copy has it"
            .formatted(kind, name, reason));
  }
}
