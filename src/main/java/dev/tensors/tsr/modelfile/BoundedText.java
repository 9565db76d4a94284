package dev.tensors.tsr.modelfile;

import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Collects text up to a limit; discards all of it when more is written. */
final class BoundedText extends Writer {

  private final int limit;

  /** Null once the limit was exceeded. */
  private @Nullable StringBuilder text = new StringBuilder();

  /** {@code limit} is in UTF-16 units. */
  BoundedText(int limit) {
    this.limit = limit;
  }

  /** Whether {@code length} more units fit; if they do not, the text is discarded. */
  boolean hasRoomFor(int length) {
    if (text != null && length > limit - text.length()) {
      text = null;
    }
    return text != null;
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    if (hasRoomFor(length) && text != null) {
      text.append(buffer, offset, length);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** All that was written; null if it exceeded the limit. */
  @Nullable String text() {
    return text == null ? null : text.toString();
  }
}
