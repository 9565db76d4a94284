package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileRead.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Hashes files; used by several threads at once. */
final class FileHasher {

  private static final int BUFFER = 256 * 1024;

  private static final long PRELOAD_NS = TimeUnit.MILLISECONDS.toNanos(25);

  /** One for each reading thread; outside the heap, so that reading makes no copy. */
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));

  private final LongConsumer progress;

  /**
   * @param progress receives the number of bytes read, on the reading thread
   */
  FileHasher(LongConsumer progress) {
    this.progress = progress;
  }

  /** Hashes zeros from memory until the JIT compiler has compiled the loop. */
  static void preload() {
    Sha256 sha256 = new Sha256();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long start = System.nanoTime();
    while (System.nanoTime() - start < PRELOAD_NS) {
      sha256.update(buffer.clear());
    }
  }

  /**
   * Starts to read a file from its first byte. A thread must finish one file before it opens
   * another.
   *
   * @param size the number of bytes to read at most, since a file can grow while it is read
   */
  HashedFile open(FileChannel channel, long size) {
    return new HashedFile(channel, size, buffers.get(), progress);
  }

  /** The SHA-256 of a whole file, upper case hex. */
  String hash(FileChannel channel) throws IOException {
    return open(channel, channel.size()).sha256();
  }

  /**
   * The fingerprint of a file of which only the bytes that it needs are read.
   *
   * @param size of the file, in bytes
   * @param dataStart the offset of the first byte after the header
   */
  Fingerprint fingerprint(FileChannel channel, long size, long dataStart) throws IOException {
    Sampler sampler = new Sampler(size, dataStart);
    sampler.read(channel, size, buffers.get());
    return sampler.fingerprint();
  }

  /** The SHA-256 of all bytes of a file from an offset on, upper case hex. */
  String hashFrom(FileChannel channel, long offset) throws IOException {
    return open(channel.position(offset), channel.size() - offset).sha256();
  }
}
