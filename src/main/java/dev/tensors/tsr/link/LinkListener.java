package dev.tensors.tsr.link;

/** Is told what becomes of the files that are to be linked, as soon as it is committed. */
public interface LinkListener {

  /** A file's end; each file has one, unless {@link ServiceTrouble} comes before any answer. */
  void file(LinkOutcome outcome);

  /** CivitAI's answer for a model of newly linked files could not be used: only its id is kept. */
  void modelFailed(long modelId, String reason);
}
