package dev.tensors.tsr.link;

/** Receives the outcomes of linking, each after it was committed. */
public interface LinkListener {

  /** The outcome of a file. Each file has one, unless CivitAI was unavailable from the start. */
  void file(LinkOutcome outcome);

  /** The outcome of caching the model of newly linked files. */
  void model(CacheOutcome outcome);
}
