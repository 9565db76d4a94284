package dev.tensors.tsr.answers.repositories;

import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.huggingface.HuggingFace;
import dev.tensors.tsr.huggingface.RepositoryFiles;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.network.Answer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks Hugging Face for repositories, and stores the lists of their files. */
public final class RepositoryCache {

  /** What became of a repository. */
  public sealed interface RepositoryOutcome {

    /** As the user named it. */
    Repository asked();

    /** Why it is not stored; null if it is, or the whole run failed. */
    default @Nullable String failure() {
      return switch (this) {
        case Stored _, NotAsked _ -> null;
        case NotFound(Repository _, String reason) -> reason;
        case Failed(Repository asked, String reason) -> asked + ": " + reason;
      };
    }

    /**
     * Its files are stored.
     *
     * @param name Hugging Face's, another one where it was renamed
     * @param again whether it was stored before
     */
    record Stored(Repository asked, String name, long files, boolean again)
        implements RepositoryOutcome {}

    /** It, or the revision, is not there or closed to this user; the reason says what to do. */
    record NotFound(Repository asked, String reason) implements RepositoryOutcome {}

    /** Hugging Face answered, but not with all of its files. */
    record Failed(Repository asked, String reason) implements RepositoryOutcome {}

    /** Hugging Face became unavailable before its turn. */
    record NotAsked(Repository asked) implements RepositoryOutcome {}
  }

  private final HuggingFace huggingFace;
  private final Repositories repositories;
  private final InstantSource clock;

  public RepositoryCache(HuggingFace huggingFace, Repositories repositories, InstantSource clock) {
    this.huggingFace = huggingFace;
    this.repositories = repositories;
    this.clock = clock;
  }

  /**
   * Caches repositories, or refreshes them.
   *
   * @param listener receives the outcome of each after it was committed
   * @throws ServiceUnavailable if Hugging Face is or becomes unavailable; each repository has its
   *     outcome nevertheless
   */
  public void cache(List<Repository> asked, Consumer<RepositoryOutcome> listener)
      throws InterruptedException {
    Deque<Repository> open = new ArrayDeque<>(asked);
    while (!open.isEmpty()) {
      Repository repository = open.peek();
      int before = huggingFace.answers();
      Answer<RepositoryFiles> answer = huggingFace.files(repository);
      switch (answer) {
        case Answer.Found<RepositoryFiles>(RepositoryFiles files) -> {
          boolean again = repositories.store(files, repository, now());
          listener.accept(
              new RepositoryOutcome.Stored(repository, files.name(), files.files().size(), again));
        }
        case Answer.Unknown<RepositoryFiles> _ ->
            listener.accept(
                new RepositoryOutcome.NotFound(repository, huggingFace.whyUnknown(repository)));
        case Answer.Refused<RepositoryFiles> _,
            Answer.Throttled<RepositoryFiles> _,
            Answer.Unreachable<RepositoryFiles> _ -> {
          ServiceUnavailable failure = ServiceUnavailable.of(answer);
          if (huggingFace.answers() == before) {
            open.forEach(one -> listener.accept(new RepositoryOutcome.NotAsked(one)));
            throw failure;
          }
          listener.accept(
              new RepositoryOutcome.Failed(repository, String.valueOf(failure.getMessage())));
        }
      }
      open.remove();
    }
  }

  private String now() {
    return Timestamps.of(clock.instant());
  }
}
