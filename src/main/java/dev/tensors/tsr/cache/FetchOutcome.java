package dev.tensors.tsr.cache;

/** The outcome of fetching one of the pictures that are to be kept of a version. */
sealed interface FetchOutcome {

  /** The picture is kept, or CivitAI has no image left for it. */
  record Filled() implements FetchOutcome {}

  /**
   * The picture could not be kept.
   *
   * @param reason part of one line for the user
   */
  record Failed(String reason) implements FetchOutcome {}

  /** The picture was not requested, since an earlier failure had stopped the run. */
  record Stopped() implements FetchOutcome {}
}
