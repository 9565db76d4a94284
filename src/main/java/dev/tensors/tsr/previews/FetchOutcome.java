package dev.tensors.tsr.previews;

/** What became of one place among the kept pictures of a version. */
sealed interface FetchOutcome {

  /** The place has its picture, or there is no image for it. */
  record Filled() implements FetchOutcome {}

  /** The picture could not be kept. The reason is part of one line for the user. */
  record Failed(String reason) implements FetchOutcome {}

  /** No picture was asked for, since the run stopped before. */
  record Stopped() implements FetchOutcome {}
}
