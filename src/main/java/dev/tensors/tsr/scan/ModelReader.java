package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.safetensors.Header;
import dev.tensors.tsr.safetensors.HeaderReader;
import dev.tensors.tsr.safetensors.HeaderReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file from its first byte to its last: its header, and its SHA-256. */
final class ModelReader {

  private static final Logger log = LoggerFactory.getLogger(ModelReader.class);

  private static final int BUFFER = 256 * 1024;

  private static final long PRELOAD_NS = TimeUnit.MILLISECONDS.toNanos(30);

  private static final byte[] SMALLEST_MODEL = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

  private final LongConsumer progress;

  /** One for each thread that reads: outside the heap, where the system writes without a copy. */
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));

  /**
   * @param progress told of the bytes read, by the thread that reads them
   */
  ModelReader(LongConsumer progress) {
    this.progress = progress;
  }

  /** Reads and hashes from memory until the machine code of both is there. */
  static void preload() {
    try {
      HeaderReader.read(new ByteArrayInputStream(SMALLEST_MODEL), SMALLEST_MODEL.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Sha256 sha256 = new Sha256();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long start = System.nanoTime();
    while (System.nanoTime() - start < PRELOAD_NS) {
      sha256.update(buffer.clear());
    }
  }

  /** Reads a file that must stay as it was when it was found. */
  Reading read(Candidate file) throws IOException {
    log.debug("reading {}", file.path());
    Reading reading;
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      reading = read(channel, file.stamp().sizeBytes());
    }
    return Stamps.of(file.path()).equals(file.stamp())
        ? reading
        : new Reading.Unreadable("being written; scan again when that is done");
  }

  private Reading read(FileChannel channel, long size) throws IOException {
    return switch (HeaderReader.read(Channels.newInputStream(channel), size)) {
      case HeaderReading.Refused(String reason) -> new Reading.Unreadable(reason);
      case HeaderReading.Valid(Header header) -> {
        String sha256 = hash(channel.position(0));
        yield new Reading.Read(
            new Fingerprint(sha256, header.size(), header.tensorCount(), header.metadata()));
      }
    };
  }

  private String hash(FileChannel channel) throws IOException {
    Sha256 sha256 = new Sha256();
    ByteBuffer buffer = buffers.get().clear();
    for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer)) {
      sha256.update(buffer.flip());
      progress.accept(count);
      buffer.clear();
    }
    return sha256.hex();
  }
}
