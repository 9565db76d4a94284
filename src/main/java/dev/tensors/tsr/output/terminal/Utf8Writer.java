package dev.tensors.tsr.output.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes text in UTF-8, some thousand characters at a time. Encodes a whole String at once, which
 * takes a fraction of the time in which an {@link java.io.OutputStreamWriter} encodes it from a
 * buffer of characters.
 */
final class Utf8Writer extends Writer {

  private static final int MANY = 1 << 15;

  private final OutputStream out;
  private StringBuilder waiting = new StringBuilder();

  Utf8Writer(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    synchronized (lock) {
      waiting.append(characters, offset, length);
      writeMany();
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    synchronized (lock) {
      waiting.append(text, offset, offset + length);
      writeMany();
    }
  }

  @Override
  public Writer append(CharSequence text) throws IOException {
    synchronized (lock) {
      waiting.append(text);
      writeMany();
    }
    return this;
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      writeWaiting();
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }

  /** The two halves of a surrogate pair may be written one after the other. */
  private void writeMany() throws IOException {
    if (waiting.length() >= MANY
        && !Character.isHighSurrogate(waiting.charAt(waiting.length() - 1))) {
      writeWaiting();
    }
  }

  private void writeWaiting() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    if (bytes.length == waiting.length()) {
      waiting.setLength(0); // all is ASCII: a new one for each short row would be much garbage
    } else {
      waiting = new StringBuilder(2 * MANY); // the old one may take two bytes for each character
    }
  }
}
