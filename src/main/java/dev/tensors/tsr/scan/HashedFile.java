package dev.tensors.tsr.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** A file that is hashed while its beginning is read as a stream: no byte is read twice. */
final class HashedFile extends InputStream {

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final LongConsumer progress;
  private final Sha256 sha256 = new Sha256();
  private long left;

  /** Read and hashed, but not told of: a file that turns out to be no model counts for nothing. */
  private long untold;

  HashedFile(FileChannel channel, long size, ByteBuffer buffer, LongConsumer progress) {
    this.channel = channel;
    this.left = size;
    this.buffer = buffer.limit(0);
    this.progress = progress;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0 && !buffer.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  @Override
  public int read() throws IOException {
    return buffer.hasRemaining() || fill() ? buffer.get() & 0xff : -1;
  }

  /** Reads the rest and tells the SHA-256 of all, upper case hex. */
  String sha256() throws IOException {
    do {
      progress.accept(untold);
      untold = 0;
    } while (fill());
    return sha256.hex();
  }

  /** Whether there was more to read. */
  private boolean fill() throws IOException {
    int count =
        left == 0
            ? -1
            : channel.read(buffer.clear().limit((int) Math.min(buffer.capacity(), left)));
    if (count < 0) {
      buffer.limit(0);
      return false;
    }
    left -= count;
    untold += count;
    sha256.update(buffer.flip());
    buffer.rewind();
    return true;
  }
}
