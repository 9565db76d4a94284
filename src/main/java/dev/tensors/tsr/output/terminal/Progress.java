package dev.tensors.tsr.output.terminal;

import dev.tensors.tsr.text.ByteCount;
import java.util.Locale;

/** Shows how far a command has come. Only {@link #advance} may be called by several threads. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE = new Silence();

  /** The unit that progress is counted in. */
  enum Unit {
    BYTES("B"),
    FILES("file"),
    MODELS("model");

    private final String one;

    Unit(String one) {
      this.one = one;
    }

    /** A part of all, such as {@code 1.2 GiB of 5.6 GiB} or {@code 3 of 1,204 files}. */
    String words(long done, long all) {
      String part = this == BYTES ? words(done) : String.format(Locale.ROOT, "%,d", done);
      return part + " of " + words(all);
    }

    /** An amount in words, such as {@code 5.6 GiB} or {@code 1,204 files}. */
    String words(long amount) {
      return this == BYTES
          ? ByteCount.human(amount)
          : String.format(Locale.ROOT, "%,d %s", amount, amount == 1 ? one : one + "s");
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
