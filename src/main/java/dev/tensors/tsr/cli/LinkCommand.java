package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.link.LinkOutcome;
import dev.tensors.tsr.link.LinkRequest;
import dev.tensors.tsr.link.Linking;
import dev.tensors.tsr.link.ModelCache;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** tsr db link. */
@Command(
    name = "link",
    description = {
      "Find out which version at CivitAI each file is.",
      "",
      "By its SHA-256: first among the cached models, then by asking CivitAI, ten thousand files a"
          + " call. The models of newly linked files are cached in full."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      "4:no such file in the catalogue, or no such version at CivitAI",
      ExitCode.SERVICE_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db link                                   all files not linked yet",
      "  tsr db link add_detail --version-id 62833     one file, by hand"
    })
final class LinkCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "A path, the name or a part of the name of a file in the catalogue, or its SHA-256 (8"
              + " digits or more). Default: all that are not linked.")
  private List<String> files = List.of();

  @Option(names = "--offline", description = "Look only among the cached models.")
  private boolean offline;

  @Option(names = "--no-cache", description = "Keep only the ids, without caching the models.")
  private boolean noCache;

  @Option(names = "--relink", description = "Look at files again that are linked.")
  private boolean relink;

  @Option(
      names = "--retry-after",
      paramLabel = "AGE",
      converter = Age.class,
      description =
          "Ask again for what CivitAI did not know so long ago (30d, 12h, 0: at once). Default: 30d.")
  private Duration retryAfter = Duration.ofDays(30);

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      converter = AtLeastOne.class,
      description = "Link the file to this version, whatever its hash.")
  private Integer versionId;

  @Mixin private ServiceOptions service;

  @Spec private CommandSpec spec;

  private final Context context;

  LinkCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (versionId != null && files.size() != 1) {
      throw new ParameterException(spec.commandLine(), "--version-id needs exactly one FILE");
    }
    try (Civitai civitai = offline ? null : context.civitai(service);
        Database database = context.catalogueIfAny()) {
      List<LinkTarget> targets = new FileArguments(database).targets(files, relink);
      Linking linking = new Linking(new Links(database), context.clock());
      ModelCache cache =
          offline || noCache
              ? null
              : new ModelCache(civitai, new CachedModels(database), context.clock());
      try (LinkReport report = new LinkReport(context, targets.size())) {
        return versionId == null
            ? link(targets, linking, civitai, cache, report)
            : linkByHand(targets.getFirst(), linking, civitai, cache, report);
      }
    }
  }

  private int link(
      List<LinkTarget> targets,
      Linking linking,
      Civitai civitai,
      ModelCache cache,
      LinkReport report)
      throws InterruptedException {
    List<LinkTarget> others = linking.fromCache(targets, report);
    if (offline) {
      others.forEach(
          file -> report.accept(new LinkOutcome.NotFound(file, LinkOutcome.Source.CACHE)));
    } else {
      linking.fromCivitai(new LinkRequest(others, retryAfter), civitai, cache, report);
    }
    return ExitCode.DONE;
  }

  private int linkByHand(
      LinkTarget file, Linking linking, Civitai civitai, ModelCache cache, LinkReport report)
      throws InterruptedException {
    LinkOutcome outcome = linking.byHand(file, versionId, civitai, cache);
    report.accept(outcome);
    if (outcome instanceof LinkOutcome.Linked) {
      return ExitCode.DONE;
    }
    String who = offline ? "the cache has" : "CivitAI has";
    context.talk().error(who + " no version " + versionId + "; see the address of its page");
    return ExitCode.ABSENT;
  }
}
