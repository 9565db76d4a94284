package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.ChangedFiles;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.duplicates.RemovableCopies.RemovalListener;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Prints the path of each copy that can be deleted, as soon as its group has been checked. */
final class RemovalReport implements RemovalListener, AutoCloseable {

  private final Messages messages;
  private final Writer out;
  private final boolean outIsTerminal;
  private final Progress progress;
  private final ChangedFiles changed;
  private boolean found;
  private boolean failed;
  private long copyCount;
  private long reclaimable;

  RemovalReport(CommandContext context, Database database) {
    this.changed = new ChangedFiles(database);
    this.messages = context.messages();
    this.out = context.terminal().out();
    this.outIsTerminal = context.terminal().outIsTerminal();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
  }

  @Override
  public void toRead(long files, long bytes) {
    if (files > 0) {
      messages.notice(
          "reading up to %s (%s), to compare each copy with the one that stays; --no-check skips this"
              .formatted(Counts.of(files, "file", "files"), ByteCount.human(bytes)));
      progress.grow(bytes);
    }
  }

  @Override
  public void read(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public void group(DuplicateGroup group) {
    found = true;
  }

  @Override
  public void changed(LocalFile file) {
    changed.add(file);
  }

  @Override
  public void damaged(LocalFile file) {
    fail(
        file.path()
            + ": damaged (the content differs, the time does not), so it cannot stay; restore a copy");
  }

  @Override
  public void different(LocalFile copy, LocalFile kept) {
    fail(
        "%s: not listed: its content differs from that of %s, though size and time are as recorded; tsr db scan --rehash records what it is"
            .formatted(copy.path(), kept.path()));
  }

  @Override
  public void unreadable(LocalFile file, String reason) {
    fail(file.path() + ": " + reason);
  }

  @Override
  public void noneStays(DuplicateGroup group) {
    String first = group.files().getFirst().path();
    fail(first + ": all its copies are damaged or unreadable; none is listed");
  }

  private void fail(String error) {
    failed = true;
    progress.whileHidden(() -> messages.error(error));
  }

  @Override
  public void removable(List<LocalFile> names) {
    copyCount++;
    reclaimable += names.getFirst().stamp().sizeBytes();
    progress.whileHidden(() -> names.forEach(name -> print(name.path())));
  }

  /** Escapes control characters for a terminal; another program needs the real path. */
  private void print(String path) {
    try {
      out.append(outIsTerminal ? TerminalText.visible(path) : path).append('\0').flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Prints the sum, and returns the exit code.
   *
   * @param asked whether duplicates are exit code 1
   */
  int finish(boolean asked) {
    progress.close();
    changed.notice(messages);
    messages.notice(found ? DuplicatesReport.sum(copyCount, reclaimable) : DuplicatesReport.NONE);
    if (failed) {
      return ExitCode.PARTIAL;
    }
    return asked && found ? ExitCode.FOUND : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
  }
}
