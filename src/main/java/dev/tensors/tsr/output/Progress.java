package dev.tensors.tsr.output;

/** Shows how far a command has come. Only {@link #advance} may be called by several threads. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE = new Silence();

  /** The unit that progress is counted in. */
  enum Unit {
    BYTES("MiB", 1 << 20),
    FILES(" files", 1),
    MODELS(" models", 1);

    private final String word;
    private final int size;

    Unit(String word, int size) {
      this.word = word;
      this.size = size;
    }

    String word() {
      return word;
    }

    /** How many units are shown as 1. */
    int size() {
      return size;
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
