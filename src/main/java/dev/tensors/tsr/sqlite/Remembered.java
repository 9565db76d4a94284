package dev.tensors.tsr.sqlite;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what was read for the latest keys: most rows name what others have named before. What
 * is null is read again.
 */
public final class Remembered<K, V> {

  /** Reads the value of a key. */
  @FunctionalInterface
  public interface Reading<K, V> {
    V of(K key) throws SQLException;
  }

  private final Reading<K, V> reading;
  private final Map<K, V> latest;

  /**
   * @param most the number of keys; further ones take the place of those not asked for longest
   */
  public Remembered(int most, Reading<K, V> reading) {
    this.reading = reading;
    this.latest =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  public V of(K key) throws SQLException {
    V known = latest.get(key);
    if (known == null) {
      known = reading.of(key);
      latest.put(key, known);
    }
    return known;
  }
}
