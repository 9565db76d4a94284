package dev.tensors.tsr.reading;

/**
 * Receives what a service finds out that reads files. The thread that works calls all methods but
 * {@link #read}.
 *
 * @param <T> the outcomes
 */
public interface ReadListener<T> {

  /** So much more will be read: bytes, unless the service says otherwise. */
  void toRead(long amount);

  /** So much was just read. Called often, by several threads. */
  void read(long amount);

  /** The outcome of one file; its change of the catalogue is already committed. */
  void done(T outcome);
}
