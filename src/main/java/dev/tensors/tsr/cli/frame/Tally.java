package dev.tensors.tsr.cli.frame;

import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Counts by status. */
public final class Tally<S extends Enum<S>> {

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
