package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.text.Counts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names paths that failed. Of failures that tell of a place rather than of a model, a folder like
 * /proc has thousands: the first thousand are named and the others counted.
 */
public final class FailureMessages {

  private static final int MOST_NAMED = 1_000;

  private final Messages messages;
  private final boolean all;
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * @param all whether to name each path
   */
  public FailureMessages(Messages messages, boolean all) {
    this.messages = messages;
    this.all = all;
  }

  public void print(String path, @Nullable String reason) {
    String kind = all || reason == null ? null : ReadFailure.ofPlace(reason);
    if (kind == null || counts.merge(kind, 1L, Long::sum) <= MOST_NAMED) {
      messages.error(path + ": " + reason);
    }
  }

  /** Prints how many paths were not named. */
  public void end() {
    counts.forEach(
        (kind, count) -> {
          if (count > MOST_NAMED) {
            messages.error(
                "%s: %s; --all names each"
                    .formatted(Counts.of(count - MOST_NAMED, "other path", "other paths"), kind));
          }
        });
  }
}
