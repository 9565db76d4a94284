package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.HeaderIdentity;
import dev.tensors.tsr.catalog.LocalFile;
import org.jspecify.annotations.Nullable;

/** Passes each result of reading a file on to the recorder. */
final class ReadResults implements SharedReads.Receiver {

  private final ScanRecorder recorder;

  ReadResults(ScanRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void read(FoundFile file, @Nullable LocalFile recorded, FileReading reading) {
    switch (reading) {
      case FileReading.Read(Fingerprint read) -> recorder.record(file, recorded, read);
      case FileReading.Identified _ -> throw new IllegalStateException("only the header was read");
      case FileReading.Refused(String reason) ->
          recorder.refused(file, recorded, reason, reason.equals(file.knownRefusal()));
      case FileReading.Unreadable(String reason) -> recorder.failed(file.path(), recorded, reason);
    }
  }

  @Override
  public void identified(FoundFile file, LocalFile recorded, HeaderIdentity identity) {
    recorder.identified(file, recorded, identity);
  }
}
