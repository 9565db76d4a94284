package dev.tensors.tsr.civitai;

import dev.tensors.tsr.model.files.PictureFormat;

/** The answer of a host to the request for a picture. */
public sealed interface FetchedPicture {

  /** A picture that can be kept. */
  record Usable(byte[] content, PictureFormat format) implements FetchedPicture {}

  /**
   * The picture cannot be kept, and asking again would not help.
   *
   * @param reason part of one line for the user
   */
  record Unusable(String reason) implements FetchedPicture {}
}
