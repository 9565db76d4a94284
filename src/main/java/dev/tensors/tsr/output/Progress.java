package dev.tensors.tsr.output;

import java.util.Locale;

/** Shows how far a command has come. Only {@link #advance} may be called by several threads. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE = new Silence();

  /** The unit that progress is counted in. */
  enum Unit {
    BYTES("B"),
    FILES("files"),
    MODELS("models");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    /** An amount in words, such as {@code 5.6 GiB} or {@code 1,204 files}. */
    String words(long amount) {
      return this == BYTES
          ? ByteCount.human(amount)
          : String.format(Locale.ROOT, "%,d %s", amount, word);
    }
  }

  /** A bar on standard error, if that is a terminal. */
  static Progress of(Terminal terminal, String task, Unit unit) {
    return terminal.errIsTerminal() ? new ProgressLine(terminal, task, unit) : NONE;
  }

  /** Adds {@code amount} to the work to do. */
  void grow(long amount);

  /** Adds {@code amount} to the work done. Any thread may call this. */
  void advance(long amount);

  /** Hides the bar while {@code writing} writes to the terminal. */
  void whileHidden(Runnable writing);

  @Override
  void close();

  /** Shows nothing. */
  final class Silence implements Progress {
    private Silence() {}

    @Override
    public void grow(long amount) {}

    @Override
    public void advance(long amount) {}

    @Override
    public void whileHidden(Runnable writing) {
      writing.run();
    }

    @Override
    public void close() {}
  }
}
