package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.link.ModelCache;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** tsr db cache. */
@Command(
    name = "cache",
    description = {
      "Store everything CivitAI says about models.",
      "",
      "A model that is cached already is refreshed. One that CivitAI has no more keeps its data and is"
          + " marked gone."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      "4:no such model at CivitAI",
      ExitCode.SERVICE_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db cache 999258 https://civitai.com/models/4468/counterfeit",
      "  tsr db cache --stale 7d       the models of your files, if a week old"
    })
final class CacheCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "A model's id at CivitAI, or the address of its page.")
  private List<String> models = List.of();

  @Option(names = "--linked", description = "Every model that a file is linked to.")
  private boolean linked;

  @Option(
      names = "--stale",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Of those, what was fetched longer ago than this: 30d, 12h.")
  private Duration stale;

  @Mixin private ServiceOptions service;

  @Spec private CommandSpec spec;

  private final Context context;

  CacheCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (models.isEmpty() && !linked && stale == null) {
      throw new ParameterException(
          spec.commandLine(), "name a MODEL, or give --linked or --stale AGE");
    }
    List<Long> named = models.stream().map(this::id).toList();
    try (Civitai civitai = context.civitai(service);
        Database database = context.catalogue()) {
      CachedModels cached = new CachedModels(database);
      List<Long> ids = ids(named, cached);
      try (CacheReport report = new CacheReport(context, ids.size())) {
        new ModelCache(civitai, cached, context.clock()).cache(ids, report);
        return report.exitCode();
      }
    }
  }

  private long id(String word) {
    return ModelReference.id(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "'" + word + "' is neither a model's id at CivitAI nor its page's address"));
  }

  private List<Long> ids(List<Long> named, CachedModels cached) {
    Set<Long> ids = new LinkedHashSet<>(named);
    if (stale != null) {
      ids.addAll(cached.linked(context.ago(stale)));
    } else if (linked) {
      ids.addAll(cached.linked(null));
    }
    return List.copyOf(ids);
  }
}
