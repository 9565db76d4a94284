package dev.tensors.tsr.sqlite;

import dev.tensors.tsr.text.Escaping;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of very many rows. The driver gives the bytes of a text in half the time in which
 * it gives the text.
 */
public final class TextReader {

  private final boolean isUtf8;

  /**
   * @param sql the connection to the rows' database
   */
  public TextReader(Sql sql) throws SQLException {
    isUtf8 = sql.text("PRAGMA encoding").equals("UTF-8");
  }

  /** The text in a column that is never null. */
  public String text(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(nullableText(row, column));
  }

  public @Nullable String nullableText(ResultSet row, int column) throws SQLException {
    if (!isUtf8) {
      return row.getString(column);
    }
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * A JSON text, which is never null, with hidden characters escaped. Most are plain ASCII: a test
   * of the bytes is all that is done with each character, since the first ones are interpreted.
   */
  public String json(ResultSet row, int column) throws SQLException {
    byte[] bytes = isUtf8 ? row.getBytes(column) : new byte[] {-1};
    return isPlain(bytes)
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : Escaping.RAW_JSON.of(text(row, column));
  }

  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ' || b == 0x7F) {
        return false;
      }
    }
    return true;
  }
}
