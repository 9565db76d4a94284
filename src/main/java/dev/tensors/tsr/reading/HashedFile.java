package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileRead.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A file that is hashed while its header is read as a stream, so that no byte is read twice. */
final class HashedFile extends InputStream {

  private static final int PIECE = 64 * 1024;

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final LongConsumer progress;
  private final Sha256 sha256 = new Sha256();

  /** The digest of the bytes after the header; null: they are not hashed a second time. */
  private @Nullable Sha256 weights;

  /** Takes the fingerprint; null: none is wanted. */
  private @Nullable Sampler sampler;

  /** Bytes read from the file. */
  private long filled;

  private final long size;
  private long left;

  /** Bytes read but not reported: the bytes of a file that is refused do not count as progress. */
  private long unreported;

  HashedFile(FileChannel channel, long size, ByteBuffer buffer, LongConsumer progress) {
    this.channel = channel;
    this.size = size;
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

  /**
   * Starts to take the fingerprint. At most the header was read before.
   *
   * @param dataStart the offset of the first byte after the header, in bytes
   */
  void sample(long dataStart) throws IOException {
    Sampler samples = new Sampler(size, dataStart);
    ByteBuffer last = buffer.duplicate().position(0);
    if (filled == last.remaining()) {
      samples.take(last, 0);
    } else {
      samples.read(channel, filled, ByteBuffer.allocate(PIECE)); // those are still in memory
    }
    sampler = samples;
  }

  /** The fingerprint, once {@link #sha256} has read the rest. */
  @Nullable Fingerprint fingerprint() {
    return sampler == null ? null : sampler.fingerprint();
  }

  /**
   * Starts to hash all bytes after the header a second time. The header was read before.
   *
   * @param dataStart the offset of the first byte after the header, in bytes
   */
  void hashWeights(long dataStart) throws IOException {
    skipNBytes(dataStart - (filled - buffer.remaining()));
    weights = new Sha256();
    weights.update(buffer);
  }

  /**
   * The SHA-256 of all bytes after the header, upper case hex, once {@link #sha256} has read the
   * rest; null unless {@link #hashWeights} was called.
   */
  @Nullable String weightsSha256() {
    return weights == null ? null : weights.hex();
  }

  /** Reads the rest, and returns the SHA-256 of the file, upper case hex. */
  String sha256() throws IOException {
    do {
      progress.accept(unreported);
      unreported = 0;
    } while (fill());
    return sha256.hex();
  }

  /** Reads the next part; false at the end. */
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
    filled += count;
    unreported += count;
    sha256.update(buffer.flip());
    buffer.rewind();
    if (sampler != null) {
      sampler.take(buffer, filled - count);
    }
    if (weights != null) {
      weights.update(buffer);
    }
    return true;
  }
}
