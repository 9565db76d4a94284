package dev.tensors.tsr.pictures.contents;

/** The outcome of reading a picture, a workflow or a prompt. */
public sealed interface PictureReading permits PictureContents, PictureReading.Failed {

  /**
   * Nothing could be read.
   *
   * @param reason one line for the user, without control characters; it does not name the file
   * @param mayPass whether another attempt at the same file may succeed, as after a change of its
   *     permissions
   */
  record Failed(String reason, boolean mayPass) implements PictureReading {

    public Failed(String reason) {
      this(reason, false);
    }
  }
}
