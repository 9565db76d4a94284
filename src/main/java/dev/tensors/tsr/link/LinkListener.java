package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CacheOutcome;
import dev.tensors.tsr.library.LinkableFile;

/** Receives the outcomes of linking, each after it was committed. */
public interface LinkListener {

  /** The outcome of a file. Each file has one, unless CivitAI was unavailable from the start. */
  void file(LinkOutcome outcome);

  /**
   * Called before the outcome of a file that CivitAI is not asked about, since an earlier request
   * did not find it a short while ago.
   */
  void notAskedAgain(LinkableFile file);

  /** The outcome of caching the model of newly linked files. */
  void model(CacheOutcome outcome);
}
