package dev.tensors.tsr.page.folder;

/**
 * Refuses a folder that holds something else than a page. The message is the reason, part of one
 * line for the user.
 */
public final class NotAPage extends Exception {

  private static final long serialVersionUID = 1;

  NotAPage(String message) {
    super(message);
  }
}
