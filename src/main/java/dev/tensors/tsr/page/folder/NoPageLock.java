package dev.tensors.tsr.page.folder;

import java.io.IOException;

/** A folder cannot be locked for writing its page. The message says why and what to do. */
public final class NoPageLock extends IOException {

  private static final long serialVersionUID = 1;

  NoPageLock(String message) {
    super(message);
  }
}
