package dev.tensors.tsr.output;

import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A progress bar in the last line of the terminal, with speed and time left. */
final class ProgressLine implements Progress {

  private static final int REFRESH_MS = 200;
  private static final String CLEAR = "\r\033[K";

  private final Terminal terminal;
  private final String task;
  private final Unit unit;

  /** Null until the amount of work is known. */
  private @Nullable ProgressBar bar;

  /** Whether the line is on the screen; guarded by this. */
  private boolean drawn;

  ProgressLine(Terminal terminal, String task, Unit unit) {
    this.terminal = terminal;
    this.task = task;
    this.unit = unit;
  }

  private ProgressBar begin(long amount) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(amount)
        .setUnit(unit.word(), unit.size())
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MS)
        .showSpeed()
        .setEtaFunction(ProgressLine::timeLeft)
        // one column less, since a full line would wrap
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, terminal.width() - 1))
        .build();
  }

  /**
   * Replaces the estimate of the library, which rounds the time of a byte down to 0 nanoseconds.
   */
  private static Optional<Duration> timeLeft(ProgressState state) {
    long done = state.getCurrent();
    if (done == 0) {
      return Optional.empty();
    }
    double left = (state.getMax() - done) / (double) done;
    return Optional.of(Duration.ofMillis((long) (state.getTotalElapsed().toMillis() * left)));
  }

  private synchronized void draw(String line) {
    terminal.err().print("\r" + line);
    drawn = true;
  }

  @Override
  public void grow(long amount) {
    if (bar == null) {
      bar = begin(amount);
    } else {
      bar.maxHint(bar.getMax() + amount);
    }
  }

  @Override
  public void advance(long amount) {
    if (bar != null) {
      bar.stepBy(amount);
    }
  }

  @Override
  public synchronized void whileHidden(Runnable writing) {
    clear();
    writing.run();
  }

  private synchronized void clear() {
    if (drawn) {
      terminal.err().print(CLEAR);
      drawn = false;
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      clear();
    }
  }
}
