package dev.tensors.tsr.cli.frame;

import java.util.List;

/** Something that the user named is not there, or is not one thing. */
public final class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String[] candidates;

  /**
   * @param message what is not there, and what to do
   */
  public NotFound(String message) {
    this(message, List.of());
  }

  /**
   * @param message what is not there, and what to do
   * @param candidates what may be meant, a line each
   */
  public NotFound(String message, List<String> candidates) {
    super(message);
    this.candidates = candidates.toArray(String[]::new);
  }

  public List<String> candidates() {
    return List.of(candidates);
  }
}
