package dev.tensors.tsr.page;

import java.nio.file.Path;

/** Sees a page being written. */
public interface PageListener {

  /** The number of files and models to come. */
  void total(long count);

  /** Called before each file and model; may throw to stop, and the page of before stays. */
  void next();

  /** A picture could not be copied and is left out. */
  void leftOut(Path picture, String reason);
}
