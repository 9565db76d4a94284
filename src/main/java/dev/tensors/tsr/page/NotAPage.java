package dev.tensors.tsr.page;

/** The folder holds something else than a page. The message says what. */
public final class NotAPage extends Exception {

  private static final long serialVersionUID = 1;

  NotAPage(String message) {
    super(message);
  }
}
