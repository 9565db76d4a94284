package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.WeightHashes;
import dev.tensors.tsr.modelfile.HeaderReader;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Hashes the weights of recorded .safetensors files, and records the hashes. Reads only the bytes
 * after the header.
 */
public final class WeightsReader {

  private static final long PATIENCE_MS = 1000;

  private final WeightHashes recorded;
  private final int jobs;
  private final FileHasher hasher;

  /**
   * @param jobs the number of files to read at once, at least 1
   * @param progress receives the number of bytes read, on the reading threads
   */
  public WeightsReader(WeightHashes recorded, int jobs, LongConsumer progress) {
    this.recorded = recorded;
    this.jobs = jobs;
    this.hasher = new FileHasher(progress);
  }

  /** Whether a file has weights that can be hashed: it is a .safetensors file with tensors. */
  static boolean canRead(LocalFile file) {
    return file.weightsBytes() > 0 && ModelFormat.of(file.path()) != ModelFormat.GGUF;
  }

  private static long dataStart(long headerSize) {
    return HeaderReader.LENGTH_FIELD + headerSize;
  }

  /**
   * Reads files in parallel. Each hash is recorded at once.
   *
   * @param files .safetensors files
   * @param receiver receives each result after it was recorded, on the calling thread
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void read(Collection<LocalFile> files, BiConsumer<LocalFile, WeightsReading> receiver)
      throws InterruptedException {
    try (ReaderPool<LocalFile, WeightsReading> workers =
        new ReaderPool<>(jobs, this::read, (file, reading) -> receive(file, reading, receiver))) {
      files.forEach(workers::submit);
      while (workers.underway() > 0) {
        workers.receiveNext(PATIENCE_MS);
      }
    }
  }

  private void receive(
      LocalFile file, WeightsReading reading, BiConsumer<LocalFile, WeightsReading> receiver) {
    if (reading instanceof WeightsReading.Hashed(String sha256)) {
      recorded.record(file, sha256);
    }
    receiver.accept(file, reading);
  }

  private WeightsReading read(LocalFile file) {
    Long headerSize = file.headerSize();
    if (headerSize == null || FileStamps.ifUnchanged(file).isEmpty()) {
      return new WeightsReading.Changed();
    }
    try (FileChannel channel = RegularFile.open(Path.of(file.path()))) {
      String sha256 = hasher.hashFrom(channel, dataStart(headerSize));
      return FileStamps.ifUnchanged(file).isPresent()
          ? new WeightsReading.Hashed(sha256)
          : new WeightsReading.Changed();
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      return new WeightsReading.Unreadable("interrupted"); // not received: the pool is closed
    } catch (IOException e) {
      return ReadFailure.isAbsence(e)
          ? new WeightsReading.Changed()
          : new WeightsReading.Unreadable(ReadFailure.of(e));
    }
  }
}
