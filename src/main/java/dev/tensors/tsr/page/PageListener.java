package dev.tensors.tsr.page;

import java.nio.file.Path;

/** Receives the progress of writing a page. */
public interface PageListener {

  /** Called once, with the number of files and models that will be written. */
  void total(long count);

  /** Called before each file and model. If it throws, writing stops and the old page stays. */
  void next();

  /** Called for a picture that is left out of the page. */
  void leftOut(Path picture, String reason);
}
