package dev.tensors.tsr.organise;

/** Follows a relocation. All but {@link #read} is called by the thread that relocates. */
public interface RelocationListener {

  /** A file of this length is to be read. */
  void toRead(long bytes);

  /** So many bytes of a file were read; called by many threads, often. */
  void read(long bytes);

  /** One file is done, and what came of it is committed. */
  void done(RelocatedFile file);
}
