package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.files.ModelFormat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Hashes the weights of recorded .safetensors files, and records the hashes. Reads only the bytes
 * after the header.
 */
public final class WeightsReader {

  /** The result of hashing the weights of a recorded file. */
  public sealed interface WeightsReading {

    /**
     * All bytes after the header were read.
     *
     * @param sha256 upper case hex
     */
    record Hashed(String sha256) implements WeightsReading {}

    /** The file is gone, or its size or time differs from the recorded one: it was not hashed. */
    record Changed() implements WeightsReading {}

    /** The file could not be read. */
    record Unreadable(String reason) implements WeightsReading {}
  }

  /**
   * A file to read.
   *
   * @param others the files with the same content that are to be read if this one cannot be
   */
  private record Attempt(LocalFile file, List<LocalFile> others) {

    static Attempt of(List<LocalFile> files) {
      return new Attempt(files.getFirst(), files.subList(1, files.size()));
    }
  }

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
  public static boolean canRead(LocalFile file) {
    return file.weightsBytes() > 0 && ModelFormat.of(file.path()) != ModelFormat.GGUF;
  }

  /**
   * Reads a file of each content, and where that fails, the next one; several contents in parallel.
   * Each hash is recorded at once.
   *
   * @param contents the .safetensors files of each content, at least one
   * @param receiver receives each result after it was recorded, on the calling thread
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void read(
      Collection<List<LocalFile>> contents, BiConsumer<LocalFile, WeightsReading> receiver)
      throws InterruptedException {
    Queue<Attempt> next = new ArrayDeque<>();
    contents.forEach(files -> next.add(Attempt.of(files)));
    try (ReaderPool<Attempt, WeightsReading> workers =
        new ReaderPool<>(
            jobs,
            attempt -> read(attempt.file()),
            (attempt, reading) -> {
              receive(attempt.file(), reading, receiver);
              if (!(reading instanceof WeightsReading.Hashed) && !attempt.others().isEmpty()) {
                next.add(Attempt.of(attempt.others()));
              }
            })) {
      while (workers.underway() > 0 || !next.isEmpty()) {
        next.forEach(workers::submit);
        next.clear();
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
    try (FileChannel channel = RegularFile.open(RecordedPath.toRead(file.path()))) {
      String sha256 =
          hasher.hashFrom(channel, ModelFormat.dataStart(ModelFormat.SAFETENSORS, headerSize));
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
