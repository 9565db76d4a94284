package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.link.WeightsSource;
import dev.tensors.tsr.scan.WeightsReader;
import dev.tensors.tsr.scan.WeightsReading;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;

/** Lets {@code link} and {@code import} read the weights of files. */
final class LinkedWeights implements WeightsSource {

  private final WeightsReader reader;
  private final LongConsumer progress;

  /**
   * @param progress receives the number of bytes that will be read
   */
  LinkedWeights(WeightsReader reader, LongConsumer progress) {
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
