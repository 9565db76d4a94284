package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LocalFile;
import java.util.Collection;
import java.util.List;

/** Hashes the weights of recorded .safetensors files: all bytes after the header. */
public interface WeightsSource {

  /** Receives the results, on the thread that asks for them. */
  interface Receiver {

    /** The SHA-256 of a file's weights, upper case hex. */
    void hashed(LocalFile file, String sha256);

    /** A file changed since it was recorded, or could not be read. */
    void failed(LocalFile file, String reason);
  }

  /**
   * The number of bytes that will be read of all contents together, unless CivitAI fails before.
   */
  void toRead(long bytes);

  /**
   * Reads and hashes a file of each content, and where that fails, the next one. Each hash is
   * recorded before it is passed on.
   *
   * @param contents the files of each content, at least one
   * @throws InterruptedException if the calling thread is interrupted
   */
  void read(Collection<List<LocalFile>> contents, Receiver receiver) throws InterruptedException;
}
