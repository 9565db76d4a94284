package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.link.CacheOutcome;
import dev.tensors.tsr.output.Messages;
import java.util.function.Consumer;

/** Names each model that could not be cached whole, with the reason. */
public final class FailedModels implements Consumer<CacheOutcome> {

  private final Messages messages;
  private boolean any;

  public FailedModels(Messages messages) {
    this.messages = messages;
  }

  /** Whether there was one. */
  public boolean any() {
    return any;
  }

  @Override
  public void accept(CacheOutcome outcome) {
    switch (outcome) {
      case CacheOutcome.Failed(long id, String reason) -> say(id, "", reason);
      case CacheOutcome.Incomplete(CacheOutcome stored, var _, String lack) ->
          say(stored.modelId(), " whole", lack);
      case CacheOutcome.Cached _ -> {}
      case CacheOutcome.Refreshed _ -> {}
      case CacheOutcome.Gone _ -> {}
      case CacheOutcome.NotFound _ -> {}
      case CacheOutcome.NotAsked _ -> {} // the reason is the command's own failure
    }
  }

  private void say(long id, String whole, String reason) {
    any = true;
    messages.error(
        "model %d could not be cached%s: %s; tsr db cache %1$d tries again"
            .formatted(id, whole, reason));
  }
}
