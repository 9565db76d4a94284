package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.repositories.Repositories;
import dev.tensors.tsr.answers.repositories.RepositoryCache;
import dev.tensors.tsr.answers.repositories.RepositoryCache.RepositoryOutcome;
import dev.tensors.tsr.answers.repositories.RepositoryLinks;
import dev.tensors.tsr.answers.repositories.RepositoryLinks.Wanted;
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
    return offline
        ? link(copies, repository, repository.name())
        : switch (cached(repository)) {
          case RepositoryOutcome.Stored(Repository _, String name, long _, boolean _) ->
              link(copies, repository, name);
          case RepositoryOutcome.NotFound(Repository _, String reason) -> notFound(copies, reason);
          case RepositoryOutcome.Failed(Repository _, String reason) -> {
            copies.forEach(
                file -> report.file(new LinkOutcome.Failed(file, repository + ": " + reason)));
            yield report.exitCode();
          }
          case RepositoryOutcome.NotAsked _ ->
              throw new IllegalStateException("the run should have ended");
        };
  }

  private RepositoryOutcome cached(Repository repository) throws InterruptedException {
    List<RepositoryOutcome> outcomes = new ArrayList<>();
    try (HuggingFace huggingFace = context.huggingFace()) {
      new RepositoryCache(huggingFace, new Repositories(database), context.clock())
          .cache(List.of(repository), outcomes::add);
    }
    return outcomes.getFirst();
  }

  /**
   * @param name of the cached repository
   */
  private ExitCode link(List<LinkableFile> copies, Repository asked, String name)
      throws InterruptedException {
    List<Long> ids = copies.stream().map(LinkableFile::id).toList();
    List<LinkableFile> linked =
        new RepositoryLinks(database).link(new Wanted(ids, name, asked.revision()));
    report.inRepositories(linked);
    return linked.isEmpty()
        ? notFound(
            copies,
            "%s%s has no file with this SHA-256; check the name"
                .formatted(asked, offline ? ", as far as it is cached," : ""))
        : report.exitCode();
  }

  private ExitCode notFound(List<LinkableFile> copies, String why) {
    copies.forEach(
        file -> report.file(new LinkOutcome.NotFound(file, LinkSource.HUGGINGFACE, false)));
    context.messages().error(why);
    return report.exitCode().worse(ExitCode.ABSENT);
  }
}
