package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.reading.WeightsReader.WeightsReading;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** Hashes the weights of recorded .safetensors files: all bytes after the header. */
public final class LinkedWeights {

  private final WeightsReader reader;
  private final LongConsumer progress;

  /**
   * @param progress receives the number of bytes that will be read
   */
  public LinkedWeights(WeightsReader reader, LongConsumer progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /**
   * The number of bytes that will be read of all contents together, unless CivitAI fails before.
   */
  public void toRead(long bytes) {
    progress.accept(bytes);
  }

  /**
   * Reads and hashes a file of each content, and where that fails, the next one. Each hash is
   * recorded before it is passed on, on this thread.
   *
   * @param contents the files of each content, at least one
   * @param hashed receives the SHA-256 of a file's weights, upper case hex
   * @param failed receives why a file was not hashed: it changed, or could not be read
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void read(
      Collection<List<LocalFile>> contents,
      BiConsumer<LocalFile, String> hashed,
      BiConsumer<LocalFile, String> failed)
      throws InterruptedException {
    reader.read(
        contents,
        (file, reading) -> {
          switch (reading) {
            case WeightsReading.Hashed(String sha256) -> hashed.accept(file, sha256);
            case WeightsReading.Changed() ->
                failed.accept(file, "has changed or is gone since the last scan; run tsr db scan");
            case WeightsReading.Unreadable(String reason) -> failed.accept(file, reason);
          }
        });
  }
}
