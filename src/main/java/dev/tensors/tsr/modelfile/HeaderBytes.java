package dev.tensors.tsr.modelfile;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of the header's bytes, which ends before the first tensor. Closing it, as the JSON
 * parser does, leaves the file's stream open.
 */
final class HeaderBytes extends InputStream {

  private final InputStream file;
  private long left;

  HeaderBytes(InputStream file, long size) {
    this.file = file;
    this.left = size;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = file.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new Refusal("the file became shorter while it was read: is it still being written?");
    }
    left -= read;
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
