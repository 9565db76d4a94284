package dev.tensors.tsr.images;

import org.jspecify.annotations.Nullable;

/** Gathers what the texts of one picture tell. What is told first counts. */
final class ContentsBuilder {

  private final ModelUses models = new ModelUses();
  private @Nullable String tool;
  private @Nullable String prompt;
  private @Nullable String negativePrompt;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private @Nullable String problem;
  private boolean graph;

  ModelUses models() {
    return models;
  }

  void tool(@Nullable String name) {
    tool = tool == null ? name : tool;
  }

  boolean hasPrompt() {
    return prompt != null;
  }

  /** Each can be null. A negative prompt belongs to the prompt that it came with. */
  void prompts(@Nullable String positive, @Nullable String negative) {
    if (prompt == null && negativePrompt == null) {
      prompt = blankAsNull(positive);
      negativePrompt = blankAsNull(negative);
    }
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  void size(long pixelsWide, long pixelsHigh) {
    if (width == null && pixelsWide <= Integer.MAX_VALUE && pixelsHigh <= Integer.MAX_VALUE) {
      width = (int) pixelsWide;
      height = (int) pixelsHigh;
    }
  }

  void problem(String sentence) {
    problem = problem == null ? sentence : problem;
  }

  /** A graph that was run is there: what its workflow has besides was not used. */
  void graph() {
    graph = true;
  }

  boolean hasGraph() {
    return graph;
  }

  /** What was gathered; a failure if there is a problem and nothing else. */
  PictureReading build() {
    boolean nothing = models.list().isEmpty() && prompt == null && tool == null;
    return nothing && problem != null
        ? new PictureReading.Failed(problem)
        : new PictureContents(tool, prompt, negativePrompt, models.list(), width, height, problem);
  }
}
