package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.modelfile.Header;
import dev.tensors.tsr.modelfile.HeaderReader;
import dev.tensors.tsr.modelfile.HeaderReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file from its first byte to its last: its header, and its SHA-256. */
final class ModelReader {

  private static final Logger log = LoggerFactory.getLogger(ModelReader.class);

  private static final byte[] SMALLEST_MODEL = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

  private final FileHasher hasher;

  /** Large headers are read one at a time, so that more cores take no more memory. */
  private final Lock largeHeader = new ReentrantLock();

  /**
   * @param progress told of the bytes read, by the thread that reads them
   */
  ModelReader(LongConsumer progress) {
    this.hasher = new FileHasher(progress);
  }

  /** Reads and hashes from memory until the machine code of both is there. */
  static void preload() {
    FileHasher.preload();
    try {
      HeaderReader.read(new ByteArrayInputStream(SMALLEST_MODEL), SMALLEST_MODEL.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file that must stay as it was when it was found. */
  FileReading read(FoundFile file) {
    log.debug("reading {}", file.path());
    try {
      FileReading reading = readWhole(file);
      return FileStamps.of(file.path()).equals(file.stamp())
          ? reading
          : new FileReading.Unreadable("being written; scan again when that is done");
    } catch (IOException e) {
      return new FileReading.Unreadable(ReadFailure.of(e));
    } catch (OutOfMemoryError e) {
      return new FileReading.Unreadable("its header needs more memory than there is");
    } catch (RuntimeException e) {
      log.error("reading {}", file.path(), e);
      return new FileReading.Unreadable("a fault of tsr: " + e + "; please report it");
    }
  }

  private FileReading readWhole(FoundFile file) throws IOException {
    try (FileChannel channel = RegularFile.open(file.path())) {
      long size = file.stamp().sizeBytes();
      HashedFile content = hasher.open(channel, size);
      return switch (header(channel, content, size)) {
        case HeaderReading.Refused(String reason) -> new FileReading.Refused(reason);
        case HeaderReading.Valid(Header header) ->
            new FileReading.Read(
                new Fingerprint(
                    content.sha256(), header.size(), header.tensorCount(), header.metadata()));
      };
    }
  }

  private HeaderReading header(FileChannel channel, HashedFile content, long size)
      throws IOException {
    ByteBuffer start = ByteBuffer.allocate(HeaderReader.LENGTH_FIELD);
    channel.read(start, 0);
    if (!HeaderReader.isLarge(start.flip())) {
      return HeaderReader.read(content, size);
    }
    largeHeader.lock();
    try {
      return HeaderReader.read(content, size);
    } finally {
      largeHeader.unlock();
    }
  }
}
