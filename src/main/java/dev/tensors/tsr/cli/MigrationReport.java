package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.DatabaseListener;
import dev.tensors.tsr.output.Bytes;
import dev.tensors.tsr.output.Talk;
import java.nio.file.Path;

/** Says what happens to a database while it is brought up to date. */
final class MigrationReport implements DatabaseListener {

  private final Talk talk;

  MigrationReport(Talk talk) {
    this.talk = talk;
  }

  @Override
  public void copying(Path file, long bytes, Path copy) {
    talk.notice(
        file
            + ": of an older version; copying its "
            + Bytes.human(bytes)
            + " to "
            + copy
            + " first");
  }

  @Override
  public void renamed(String kind, String name, String newName) {
    talk.warning(
        "the "
            + kind
            + " "
            + name
            + " in the database is of your own, and is now called "
            + newName);
  }

  @Override
  public void dropped(String kind, String name, String reason) {
    talk.warning(
        "the "
            + kind
            + " "
            + name
            + " in the database is of your own, and could not be made again ("
            + reason
            + "); the copy has it");
  }
}
