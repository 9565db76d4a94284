package dev.tensors.tsr.modelfile;

import java.io.Writer;

/** Takes what is written as far as there is room, and lets go of all of it when there is not. */
final class BoundedText extends Writer {

  private final int limit;
  private StringBuilder text = new StringBuilder();

  /** {@code limit} is in UTF-16 units. */
  BoundedText(int limit) {
    this.limit = limit;
  }

  /** Asks before that much is written; once the answer was no, the text is not whole. */
  boolean hasRoomFor(int length) {
    if (text != null && length > limit - text.length()) {
      text = null;
    }
    return text != null;
  }

  boolean isWhole() {
    return text != null;
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    if (hasRoomFor(length)) {
      text.append(buffer, offset, length);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** The text, if it is whole. */
  @Override
  public String toString() {
    return String.valueOf(text);
  }
}
