package dev.tensors.tsr.cli.frame;

import java.util.List;

/** The user named a thing that does not exist, or that several things match. */
public final class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String[] candidates;

  /**
   * @param message the thing, what is wrong, what to do
   */
  public NotFound(String message) {
    this(message, List.of());
  }

  /**
   * @param message the thing, what is wrong, what to do
   * @param candidates the things that match, a line each
   */
  public NotFound(String message, List<String> candidates) {
    super(message);
    this.candidates = candidates.toArray(String[]::new);
  }

  public List<String> candidates() {
    return List.of(candidates);
  }
}
