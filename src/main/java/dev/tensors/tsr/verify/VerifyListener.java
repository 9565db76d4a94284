package dev.tensors.tsr.verify;

/** Receives the results of a verification. The verifying thread calls all but {@link #read}. */
public interface VerifyListener {

  /** A file of this length will be read. */
  void toRead(long bytes);

  /** Reports the number of bytes just read; called often, by several threads. */
  void read(long bytes);

  /** The outcome of one file. */
  void done(VerifyOutcome outcome);
}
