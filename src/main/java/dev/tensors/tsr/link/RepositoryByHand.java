package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.Repositories;
import dev.tensors.tsr.answers.RepositoryCache;
import dev.tensors.tsr.answers.RepositoryCache.RepositoryOutcome;
import dev.tensors.tsr.answers.RepositoryLinks;
import dev.tensors.tsr.answers.RepositoryLinks.Wanted;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.huggingface.HuggingFace;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.link.FileLinker.LinkOutcome;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links a file and its copies to the file of their SHA-256 in the repository that the user names.
 */
final class RepositoryByHand {

  private final CommandContext context;
  private final Database database;
  private final LinkReport report;
  private final boolean offline;

  RepositoryByHand(CommandContext context, Database database, LinkReport report, boolean offline) {
    this.context = context;
    this.database = database;
    this.report = report;
    this.offline = offline;
  }

  /** Caches the repository, links the copies of a file to it, and returns the exit code. */
  ExitCode link(List<LinkableFile> copies, Repository repository) throws InterruptedException {
    String name = offline ? repository.name() : cached(repository);
    List<LinkableFile> linked =
        name == null
            ? List.of()
            : new RepositoryLinks(database)
                .link(
                    new Wanted(
                        copies.stream().map(LinkableFile::id).toList(),
                        name,
                        repository.revision()));
    report.inRepositories(linked);
    if (!linked.isEmpty()) {
      return report.exitCode();
    }
    copies.forEach(
        file -> report.file(new LinkOutcome.NotFound(file, LinkSource.HUGGINGFACE, false)));
    if (name != null) {
      context
          .messages()
          .error(
              "%s%s has no file with this SHA-256; check the name"
                  .formatted(repository, offline ? ", as far as it is cached," : ""));
    }
    return report.exitCode().worse(ExitCode.ABSENT);
  }

  /** Its name; null if it could not be cached, for a reason that was reported. */
  private @Nullable String cached(Repository repository) throws InterruptedException {
    List<String> names = new ArrayList<>();
    try (HuggingFace huggingFace = context.huggingFace()) {
      new RepositoryCache(huggingFace, new Repositories(database), context.clock())
          .cache(
              List.of(repository),
              outcome -> {
                switch (outcome) {
                  case RepositoryOutcome.Stored stored -> names.add(stored.name());
                  case RepositoryOutcome.NotFound _ ->
                      context
                          .messages()
                          .error(
                              "Hugging Face has no %s, or none that is open to you; check the name"
                                  .formatted(repository));
                  case RepositoryOutcome.Failed(Repository _, String reason) ->
                      context.messages().error(repository + ": " + reason);
                  case RepositoryOutcome.NotAsked _ -> {}
                }
              });
    }
    return names.isEmpty() ? null : names.getFirst();
  }
}
