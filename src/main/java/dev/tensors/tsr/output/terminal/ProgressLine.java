package dev.tensors.tsr.output.terminal;

import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A progress bar in the last line of the terminal, with speed and time left. */
final class ProgressLine implements Progress {

  private static final int REFRESH_MS = 200;
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 40;
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
        .setUpdateIntervalMillis(REFRESH_MS)
        .setRenderer((state, width) -> line(unit, state, width))
        // one column less, since a full line would wrap
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, terminal.width() - 1))
        .build();
  }

  private static String line(Unit unit, ProgressState state, int width) {
    return line(
        state.getTaskName(),
        unit,
        state.getCurrent(),
        state.getMax(),
        state.getTotalElapsed(),
        width);
  }

  /**
   * A line such as {@code Reading 37% [===> ] 5.6 of 15.0 GiB, 812 MiB/s, 0:12 left}. The speed and
   * the time left are not known before something was done.
   */
  static String line(String task, Unit unit, long done, long all, Duration elapsed, int width) {
    long percent = all <= 0 ? 0 : Math.min(100, (long) (100.0 * done / all));
    String start = "%s %3d%% ".formatted(task, percent);
    StringBuilder end = new StringBuilder(" ");
    end.append(unit.words(done, all));
    double seconds = elapsed.toMillis() / 1000.0;
    if (done > 0 && seconds > 0) {
      end.append(", ").append(unit.words(Math.round(done / seconds))).append("/s");
      Duration left = Duration.ofMillis((long) (1000 * seconds * Math.max(0, all - done) / done));
      end.append(", ").append(clock(left)).append(" left");
    }
    int room = Math.min(LONGEST_BAR, width - start.length() - end.length() - 2);
    if (room >= SHORTEST_BAR) {
      int filled = (int) (room * percent / 100);
      String bar = "=".repeat(filled) + (filled < room ? ">" : "");
      start += "[" + bar + " ".repeat(Math.max(0, room - bar.length())) + "]";
    }
    String line = start + end.substring(room >= SHORTEST_BAR ? 0 : 1);
    return line.substring(0, Math.min(line.length(), Math.max(0, width)));
  }

  /** Such as {@code 0:05} or {@code 1:02:33}. */
  private static String clock(Duration time) {
    String seconds = "%02d".formatted(time.toSecondsPart());
    return time.toHours() > 0
        ? "%d:%02d:%s".formatted(time.toHours(), time.toMinutesPart(), seconds)
        : time.toMinutes() + ":" + seconds;
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
