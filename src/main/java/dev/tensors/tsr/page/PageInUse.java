package dev.tensors.tsr.page;

import java.io.IOException;

/** Refuses a folder into which another tsr is writing its page. */
public final class PageInUse extends IOException {

  private static final long serialVersionUID = 1;

  PageInUse() {
    super("another tsr is writing it; try again when that has ended");
  }
}
