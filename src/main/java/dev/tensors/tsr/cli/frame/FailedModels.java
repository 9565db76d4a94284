package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.answers.ModelCache.CacheOutcome;
import dev.tensors.tsr.output.terminal.Messages;
import java.util.function.Consumer;

/** Prints an error for each model that was not cached or only in part. */
public final class FailedModels implements Consumer<CacheOutcome> {

  private final Messages messages;
  private boolean any;

  public FailedModels(Messages messages) {
    this.messages = messages;
  }

  /** Whether there was an error. */
  public boolean any() {
    return any;
  }

  @Override
  public void accept(CacheOutcome outcome) {
    switch (outcome) {
      case CacheOutcome.Failed(long id, String reason) ->
          printError("model %d could not be cached", id, reason);
      case CacheOutcome.Incomplete(CacheOutcome stored, var _, String lack) ->
          printError("model %d was cached only in part", stored.modelId(), lack);
      case CacheOutcome.Cached _ -> {}
      case CacheOutcome.Refreshed _ -> {}
      case CacheOutcome.Gone _ -> {}
      case CacheOutcome.NotFound _ -> {}
      case CacheOutcome.NotAsked _ -> {} // the command itself fails with the reason
    }
  }

  private void printError(String failure, long id, String reason) {
    any = true;
    messages.error((failure + ": %s; retry with tsr db cache %1$d").formatted(id, reason));
  }
}
