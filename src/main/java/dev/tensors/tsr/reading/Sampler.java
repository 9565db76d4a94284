package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileRead.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Takes the fingerprint of a file, whose bytes it gets in their order: while the file is hashed, or
 * by reading only those that are needed.
 */
final class Sampler {

  private static final int MOST_OF_HEADER = 1 << 20;
  private static final int BLOCK = 4 << 10;
  private static final int BLOCKS = 16;

  private final Sha256 header = new Sha256();
  private final Sha256 data = new Sha256();
  private final long size;
  private final long dataStart;

  /** The part that is being taken: 0 is the header, the others are blocks of the data. */
  private int part;

  /**
   * @param size of the file, in bytes
   * @param dataStart the offset of the first byte after the header; 0 for a file without a header
   */
  Sampler(long size, long dataStart) {
    this.size = size;
    this.dataStart = Math.min(size, dataStart);
    header.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(size).flip());
  }

  private boolean hasFewBytes() {
    return size - dataStart <= BLOCKS * BLOCK;
  }

  private int parts() {
    return hasFewBytes() ? 2 : 1 + BLOCKS;
  }

  private long start() {
    return part == 0
        ? 0
        : dataStart + (size - dataStart - BLOCK) * (hasFewBytes() ? 0 : part - 1) / (BLOCKS - 1);
  }

  private long end() {
    if (part == 0) {
      return Math.min(dataStart, MOST_OF_HEADER);
    }
    return hasFewBytes() ? size : start() + BLOCK;
  }

  private Sha256 digest() {
    return part == 0 ? header : data;
  }

  /**
   * Takes what it needs of the next bytes of the file.
   *
   * @param bytes the remaining ones count, and stay remaining
   * @param offset of the first of them in the file
   */
  void take(ByteBuffer bytes, long offset) {
    long limit = offset + bytes.remaining();
    while (part < parts() && start() < limit) {
      long from = Math.max(start(), offset);
      long to = Math.min(end(), limit);
      digest().update(bytes.slice(bytes.position() + (int) (from - offset), (int) (to - from)));
      if (end() > limit) {
        return;
      }
      part++;
    }
  }

  /**
   * Reads what it needs of the first bytes of the file.
   *
   * @param limit how many
   * @param buffer of any size
   */
  void read(FileChannel channel, long limit, ByteBuffer buffer) throws IOException {
    while (part < parts() && start() < limit) {
      long at = start();
      long to = Math.min(end(), limit);
      while (at < to) {
        int count =
            channel.read(buffer.clear().limit((int) Math.min(buffer.capacity(), to - at)), at);
        if (count < 0) {
          return; // the file has become shorter, as its stamp shows
        }
        digest().update(buffer.flip());
        at += count;
      }
      if (end() > limit) {
        return;
      }
      part++;
    }
  }

  /** Finishes, once the whole file has gone by. */
  Fingerprint fingerprint() {
    return new Fingerprint(header.hex(), data.hex());
  }
}
