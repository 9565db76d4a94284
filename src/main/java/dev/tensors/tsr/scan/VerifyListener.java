package dev.tensors.tsr.scan;

/** Follows a verification. All but {@link #read} is called by the thread that verifies. */
public interface VerifyListener {

  /** A file of this length is to be read. */
  void toRead(long bytes);

  /** So many bytes of a file were read; called by many threads, often. */
  void read(long bytes);

  /** One file is done. */
  void done(VerifyOutcome outcome);
}
