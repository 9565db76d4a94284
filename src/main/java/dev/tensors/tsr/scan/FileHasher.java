package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Hashes files; by many threads at once. */
final class FileHasher {

  private static final int BUFFER = 256 * 1024;

  private static final long PRELOAD_NS = TimeUnit.MILLISECONDS.toNanos(25);

  /** One for each thread that reads: outside the heap, where the system writes without a copy. */
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));

  private final LongConsumer progress;

  /**
   * @param progress told of the bytes read, by the thread that reads them
   */
  FileHasher(LongConsumer progress) {
    this.progress = progress;
  }

  /** Hashes from memory until the machine code for it is there. */
  static void preload() {
    Sha256 sha256 = new Sha256();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long start = System.nanoTime();
    while (System.nanoTime() - start < PRELOAD_NS) {
      sha256.update(buffer.clear());
    }
  }

  /** The SHA-256 of what is left of a file, upper case hex. */
  String hash(FileChannel channel) throws IOException {
    Sha256 sha256 = new Sha256();
    ByteBuffer buffer = buffers.get().clear();
    // No more than there is now: a file may grow as fast as it is read.
    long left = channel.size() - channel.position();
    while (left > 0) {
      int count = channel.read(buffer.limit((int) Math.min(BUFFER, left)));
      if (count < 0) {
        break;
      }
      left -= count;
      sha256.update(buffer.flip());
      progress.accept(count);
      buffer.clear();
    }
    return sha256.hex();
  }
}
