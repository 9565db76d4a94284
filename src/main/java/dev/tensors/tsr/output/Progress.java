package dev.tensors.tsr.output;

/** Shows how far a command has come. All but {@link #advance} is called by one thread. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE = new Silence();

  /** In what progress is counted. */
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

    /** How many make one of what is shown. */
    int size() {
      return size;
    }
  }

  /** A bar on standard error, if that is a terminal. */
  static Progress of(Terminal terminal, String task, Unit unit) {
    return terminal.errIsTerminal() ? new ProgressLine(terminal, task, unit) : NONE;
  }

  /** There is so much more to be done. */
  void grow(long amount);

  /** So much is done; called by any thread. */
  void advance(long amount);

  /** Writes something else to the terminal, without mixing the two up. */
  void aside(Runnable writing);

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
    public void aside(Runnable writing) {
      writing.run();
    }

    @Override
    public void close() {}
  }
}
