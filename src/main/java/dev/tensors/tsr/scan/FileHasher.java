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

  /**
   * Begins to read a file from its first byte on. Until that is done, the thread reads no other.
   *
   * @param size no more than this is read: a file may grow as fast as it is read
   */
  HashedFile open(FileChannel channel, long size) {
    return new HashedFile(channel, size, buffers.get(), progress);
  }

  /** The SHA-256 of a whole file, upper case hex. */
  String hash(FileChannel channel) throws IOException {
    return open(channel, channel.size()).sha256();
  }
}
