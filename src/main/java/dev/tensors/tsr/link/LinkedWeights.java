package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.reading.WeightsReader.WeightsReading;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;

/** Lets {@code link} and {@code import} read the weights of files. */
public final class LinkedWeights implements WeightsSource {

  private final WeightsReader reader;
  private final LongConsumer progress;

  /**
   * @param progress receives the number of bytes that will be read
   */
  public LinkedWeights(WeightsReader reader, LongConsumer progress) {
    this.reader = reader;
    this.progress = progress;
  }

  @Override
  public void toRead(long bytes) {
    progress.accept(bytes);
  }

  @Override
  public void read(Collection<List<LocalFile>> contents, Receiver receiver)
      throws InterruptedException {
    reader.read(
        contents,
        (file, reading) -> {
          switch (reading) {
            case WeightsReading.Hashed(String sha256) -> receiver.hashed(file, sha256);
            case WeightsReading.Changed() ->
                receiver.failed(
                    file, "has changed or is gone since the last scan; run tsr db scan");
            case WeightsReading.Unreadable(String reason) -> receiver.failed(file, reason);
          }
        });
  }
}
