package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.answers.ModelCache;
import dev.tensors.tsr.answers.UnknownHashes;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.AgeConverter;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.link.FileLinker.LinkRequest;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.sqlite.Database;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "link",
    description = {
      "Match files to CivitAI versions.",
      "",
      "Looks up each SHA-256 first among linked copies and cached models, then at CivitAI, 10,000"
          + " files in one request. Caches the models of newly linked files. Keeps links made by hand until"
          + " tsr db unlink. With --weights, reads the files whose SHA-256 is unknown, and looks up the"
          + " hash of their weights (AutoV3), one request a file."
    },
    exitCodeList = {
      "3:some files or models failed, or the result could not be written",
      "4:no such file in the catalogue, no such version at CivitAI, or no such database",
      ExitCode.SERVICE_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db link                                   all files not linked yet",
      "  tsr db link add_detail --to 62833             one file, by hand"
    })
public final class LinkCommand implements Callable<Integer> {

  private static final Duration RETRY_AFTER = Duration.ofDays(30);

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Folders, or files in the catalogue: "
              + FilesParameter.FILE
              + " Default: all files that are not linked.")
  private List<String> files = List.of();

  @Option(names = "--offline", description = "Send no request; look only in the catalogue.")
  private boolean offline;

  @Option(names = "--no-cache", description = "Record only the ids; do not cache the models.")
  private boolean noCache;

  @Option(
      names = "--relink",
      description =
          "Look up linked files again. A file that is not found loses its link, unless it was made by"
              + " hand.")
  private boolean relink;

  @Option(
      names = "--weights",
      description =
          "Also look up .safetensors files by their weights alone, as after a program rewrote the"
              + " header.")
  private boolean weights;

  @Mixin private JobsOption jobs;

  @Option(
      names = "--retry-after",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description =
          "Ask again about files not found longer than AGE ago (30d, 12h, 0: at once). Default: 30d.")
  private @Nullable Duration retryAfter;

  @Option(
      names = {"--to", "--version-id"},
      paramLabel = "VERSION",
      description =
          "Link one file by hand to this version, whatever its hash. VERSION is an id at CivitAI,"
              + " the address of the version's page, or its AIR.")
  private @Nullable String version;

  @Mixin private ServiceOptions service;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public LinkCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ModelReference named = version == null ? null : versionByHand(version);
    if (jobs.isGiven() && !weights) {
      throw wrongUsage("--jobs is for --weights only");
    }
    try (Civitai civitai = offline ? null : context.civitai(service);
        Database database = context.catalogue().openForWriting()) {
      FileArguments arguments = FileArguments.allOrNone(context, database);
      Links links = new Links(database);
      List<LinkableFile> targets =
          named == null ? targets(arguments, links) : oneContent(arguments, links);
      FileLinker linking = new FileLinker(database, context.clock());
      CachedModels models = new CachedModels(database);
      ModelCache cache =
          civitai == null || noCache ? null : new ModelCache(civitai, models, context.clock());
      try (LinkReport report = new LinkReport(context, targets.size(), knownAbsent(database))) {
        if (named != null) {
          VersionLookup versions =
              new VersionLookup(new CachedVersions(database), civitai, cache, report);
          ManualLink byHand = new ManualLink(context, linking, versions, models, report, offline);
          return (targets.isEmpty() ? ExitCode.DONE : byHand.link(targets, named)).code();
        }
        Duration age = retryAfter == null ? RETRY_AFTER : retryAfter;
        LinkRequest request = new LinkRequest(targets, weights, relink, age);
        WeightsReader reader =
            new WeightsReader(new WeightHashes(database), jobs.count(), report::read);
        linking.run(request, civitai, cache, new LinkedWeights(reader, report::toRead), report);
        return report.exitCode().code();
      }
    }
  }

  /**
   * Tells the files that CivitAI did not know before, of which only a person who did not name them
   * is spared the rows: a script gets them all, unless it is a cron job with -q.
   */
  private @Nullable Predicate<LinkableFile> knownAbsent(Database database) {
    boolean isForScripts =
        !context.format().isTabular()
            || context.format() == Format.TSV && context.messages().showsNotices();
    if (isForScripts || !files.isEmpty()) {
      return null;
    }
    Set<String> unknown =
        new UnknownHashes(database).askedBetween("", Timestamps.of(context.clock().instant()));
    return file -> unknown.contains(file.sha256());
  }

  /** A linked file counts if it is named by itself, or if all are to be linked again. */
  private List<LinkableFile> targets(FileArguments arguments, Links links) {
    return files.isEmpty()
        ? links.targets(relink)
        : links.targets(arguments.filesOrBelow(files, file -> relink || file.versionId() == null));
  }

  /** The copies of the one content that the FILE names. */
  private List<LinkableFile> oneContent(FileArguments arguments, Links links) {
    List<LinkableFile> copies = links.targets(arguments.files(files));
    if (copies.stream().map(LinkableFile::sha256).distinct().count() > 1) {
      throw wrongUsage("--to needs exactly one FILE");
    }
    return copies;
  }

  private ModelReference versionByHand(String version) {
    if (files.size() != 1) {
      throw wrongUsage("--to needs exactly one FILE");
    }
    if (relink || weights || retryAfter != null) {
      String other = relink ? "--relink" : weights ? "--weights" : "--retry-after";
      throw wrongUsage("--to and " + other + " exclude each other");
    }
    return ModelReference.ofVersion(version)
        .orElseThrow(
            () ->
                wrongUsage(
                    "--to: '"
                        + version
                        + "' is neither the id nor the page address of a version at CivitAI"));
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
