package dev.tensors.tsr.output;

/** Shows how far a command has come. All but {@link #advance} is called by one thread. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE = new Silence();

  /** A bar on standard error, if that is a terminal. */
  static Progress of(Terminal terminal, String task) {
    return terminal.errIsTerminal() ? new ProgressLine(terminal, task) : NONE;
  }

  /** There are so many bytes more to be done. */
  void grow(long bytes);

  /** So many bytes are done; called by any thread. */
  void advance(long bytes);

  /** Writes something else to the terminal, without mixing the two up. */
  void aside(Runnable writing);

  @Override
  void close();

  /** Shows nothing. */
  final class Silence implements Progress {
    private Silence() {}

    @Override
    public void grow(long bytes) {}

    @Override
    public void advance(long bytes) {}

    @Override
    public void aside(Runnable writing) {
      writing.run();
    }

    @Override
    public void close() {}
  }
}
