package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.BrokenOutput;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a long command shows, and how it ends: progress, rows and failures while it works, then the
 * messages that belong to the end. A report extends it, and says what an outcome looks like. One
 * thread calls all methods but {@link #read}.
 *
 * @param <R> the rows
 */
public abstract class Run<R> implements AutoCloseable {

  /** Counts by status. */
  protected static final class Tally<S extends Enum<S>> {

    private final Map<S, Long> counts;

    public Tally(Class<S> statuses) {
      this.counts = new EnumMap<>(statuses);
    }

    public void add(S status) {
      counts.merge(status, 1L, Long::sum);
    }

    public long of(S status) {
      return counts.getOrDefault(status, 0L);
    }

    public boolean isEmpty() {
      return counts.isEmpty();
    }

    /**
     * The counts in words, in the order of the statuses.
     *
     * @param phrase of a status that was counted; null: it is left out
     */
    public String sentence(BiFunction<S, Long, @Nullable String> phrase) {
      StringJoiner sentence = new StringJoiner(", ");
      counts.forEach(
          (status, count) -> {
            String part = phrase.apply(status, count);
            if (part != null) {
              sentence.add(part);
            }
          });
      return sentence.toString();
    }
  }

  /**
   * Rows of a command whose work must go on after a failed write. Rows after the failure are
   * dropped. The failure is told when the command has ended, unless the reader has only closed the
   * pipe, as {@code head} does.
   */
  private static final class PipeTolerantRows<T> implements Rows<T> {

    private final CommandContext context;
    private final Rows<T> rows;
    private @Nullable UncheckedIOException failure;

    public PipeTolerantRows(CommandContext context, List<Column<T>> columns) {
      this.context = context;
      this.rows = context.rows(columns);
    }

    @Override
    public void add(T row) {
      write(() -> rows.add(row));
    }

    @Override
    public void close() {
      write(rows::close);
      if (failure != null
          && !(failure.getCause() instanceof BrokenOutput out && out.isPipeClosed())) {
        context.keepFailedWrite(failure);
      }
    }

    private void write(Runnable writing) {
      if (failure != null) {
        return;
      }
      try {
        writing.run();
      } catch (UncheckedIOException e) {
        failure = e;
      }
    }
  }

  private final CommandContext context;
  private final Messages messages;
  private final @Nullable Rows<R> rows;
  private final Map<Unreachable, Long> unreachable = new HashMap<>();
  private Progress progress;
  private ExitCode exitCode = ExitCode.DONE;

  /**
   * Starts the result.
   *
   * @param task what the progress is called
   * @param rows null: the command has no rows
   */
  protected Run(CommandContext context, String task, Progress.Unit unit, @Nullable Rows<R> rows) {
    this(context, rows);
    this.progress = context.progress(task, unit);
  }

  /** A run without progress. */
  protected Run(CommandContext context, @Nullable Rows<R> rows) {
    this.context = context;
    this.messages = context.messages();
    this.progress = Progress.NONE;
    this.rows = rows;
  }

  /** Rows of a command whose work goes on when its reader has closed the pipe. */
  protected static <R> Rows<R> rows(CommandContext context, List<Column<R>> columns) {
    return new PipeTolerantRows<>(context, columns);
  }

  /** Begins another progress, in place of the one before. */
  protected final void progress(String task, Progress.Unit unit) {
    progress.close();
    progress = context.progress(task, unit);
  }

  public void toRead(long amount) {
    progress.grow(amount);
  }

  /** Any thread may call this. */
  public void read(long amount) {
    progress.advance(amount);
  }

  protected final void row(R row) {
    if (rows != null) {
      progress.whileHidden(() -> rows.add(row));
    }
  }

  protected final void notice(String text) {
    progress.whileHidden(() -> messages.notice(text));
  }

  protected final void warning(String text) {
    progress.whileHidden(() -> messages.warning(text));
  }

  protected final void error(String text) {
    progress.whileHidden(() -> messages.error(text));
  }

  /**
   * Prints the failure of a part, which the command outlives.
   *
   * @param text null: nothing failed
   */
  protected final void failed(@Nullable String text) {
    if (text != null) {
      ends(ExitCode.PARTIAL);
      error(text);
    }
  }

  /** A file failed since its folder cannot be reached; the end names each such folder once. */
  protected final void unreachable(Unreachable folder) {
    ends(ExitCode.PARTIAL);
    unreachable.merge(folder, 1L, Long::sum);
  }

  /** Writes something else than a row or a message. */
  protected final void write(Runnable writing) {
    progress.whileHidden(writing);
  }

  /** Notes an exit code that applies. */
  protected final void ends(ExitCode code) {
    exitCode = exitCode.worse(code);
  }

  /** The worst exit code that applies. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Prints the last messages, such as the sums; also if the command is interrupted. */
  protected void ending() {}

  @Override
  public void close() {
    progress.close();
    try {
      if (rows != null) {
        rows.close();
      }
    } finally {
      Unreachable.lines(unreachable).forEach(this::error);
      ending();
    }
  }
}
