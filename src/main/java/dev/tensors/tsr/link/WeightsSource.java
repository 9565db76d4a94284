package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LocalFile;
import java.util.Collection;

/** Hashes the weights of recorded .safetensors files: all bytes after the header. */
public interface WeightsSource {

  /** Receives the results, on the thread that asks for them. */
  interface Receiver {

    /** The SHA-256 of a file's weights, upper case hex. */
    void hashed(LocalFile file, String sha256);

    /** A file changed since it was recorded, or could not be read. */
    void failed(LocalFile file, String reason);
  }

  /** The number of bytes that will be read of all files together, unless CivitAI fails before. */
  void toRead(long bytes);

  /**
   * Reads and hashes files. Each hash is recorded before it is passed on.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  void read(Collection<LocalFile> files, Receiver receiver) throws InterruptedException;
}
