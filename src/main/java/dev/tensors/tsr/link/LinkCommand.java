package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.answers.UnknownHashes;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.repositories.RepositoryLinks;
import dev.tensors.tsr.answers.repositories.RepositoryLinks.Wanted;
import dev.tensors.tsr.archive.ArchiveUnusable;
import dev.tensors.tsr.archive.OfflineArchive;
import dev.tensors.tsr.civarchive.CivArchive;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Age;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.cli.frame.options.WholeNumber;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.link.CivArchiveLinker.CivArchiveRequest;
import dev.tensors.tsr.link.FileLinker.LinkRequest;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

public final class LinkCommand implements Command {

  private static final Duration RETRY_AFTER = Duration.ofDays(30);

  private List<String> files = List.of();
  private boolean offline;
  private boolean noCache;
  private boolean relink;
  private boolean weights;
  private final JobsOption jobs = new JobsOption();
  private @Nullable Duration retryAfter;
  private @Nullable String version;
  private @Nullable Path archive;
  private boolean civArchive;
  private boolean patient;
  private @Nullable Integer limit;
  private final WhereOption where;
  private final ServiceOptions service = new ServiceOptions();

  private final CommandContext context;

  public LinkCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Match files to CivitAI versions.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Looks up each SHA-256 first among linked copies and cached models, then at CivitAI,
            10,000 files in one request; and among the repositories of Hugging Face that tsr
            db cache knows. Caches the models of newly linked files. Keeps links
            made by hand until tsr db unlink. With --weights, reads the files whose SHA-256 is
            unknown, and looks up the hash of their weights (AutoV3), one request a file.
            """)
        .exitCodes(
            "2:wrong usage, or --archive names no archive",
            "3:some files or models failed, or the result could not be written",
            "4:no such file in the catalogue, no such version at CivitAI, no file of --archive, or no"
                + " such database",
            ExitCode.SERVICE_HELP)
        .examples(
            "tsr db link                                   all files not linked yet",
            "tsr db link add_detail --to 62833             one file, by hand")
        .parameters(
            "[FILE...]",
            "Folders, or files in the catalogue: "
                + FilesParameter.FILES
                + " Default: all files that are not linked.",
            all -> files = all)
        .options(where)
        .flag("--offline", "Send no request; look only in the catalogue.", on -> offline = on)
        .flag("--no-cache", "Record only the ids; do not cache the models.", on -> noCache = on)
        .flag(
            "--relink",
            """
            Look up linked files again. A file that is not found loses its link, unless it was
            made by hand.
            """,
            on -> relink = on)
        .flag(
            "--weights",
            """
            Also look up .safetensors files by their weights alone, as after a program rewrote
            the header.
            """,
            on -> weights = on)
        .options(jobs)
        .value(
            "--retry-after=AGE",
            """
            Ask again about files not found longer than AGE ago (30d, 12h, 0: at once). Default:
            30d.
            """,
            Age::of,
            value -> retryAfter = value)
        .value(
            "--archive=PATH",
            """
            Then look up what CivitAI does not know in the offline archive of its data, an
            unpacked civitai.sqlite; with --offline, what the catalogue does not know. Takes over
            what the archive has of the models. It is only read.
            """,
            Path::of,
            value -> archive = value)
        .flag(
            "--civarchive",
            """
            Then ask CivArchive, a site that keeps what CivitAI deletes, one request a file. It
            is asked for nothing else, and never without this option; of files that a repository
            has, only for those that are named as FILE.
            """,
            on -> civArchive = on)
        .value(
            "--limit=N",
            "With --civarchive: ask for at most N hashes.",
            WholeNumber.from(1, Integer.MAX_VALUE),
            value -> limit = value)
        .flag(
            "--wait",
            """
            With --civarchive: wait where it takes no more requests for now. Otherwise the run
            ends, and the next one asks for the rest.
            """,
            on -> patient = on)
        .value(
            "--to, --version-id=VERSION",
            """
            Link one file by hand to this version, whatever its hash. VERSION is an id at
            CivitAI, the address of the version's page, or its AIR. Or a repository at Hugging
            Face that has the file, hf:OWNER/REPO[@REVISION]: caches the list of its files.
            """,
            value -> version = value)
        .options(service);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    Repository repository = version == null ? null : repositoryByHand(version);
    ModelReference named = version == null || repository != null ? null : versionByHand(version);
    boolean byHand = version != null;
    if (jobs.isGiven() && !weights) {
      throw new WrongUsage("--jobs is for --weights only");
    }
    if (civArchive && offline) {
      throw new WrongUsage("--civarchive and --offline exclude each other");
    }
    if (!civArchive && (patient || limit != null)) {
      throw new WrongUsage((patient ? "--wait" : "--limit") + " is for --civarchive only");
    }
    List<Term> terms = where.terms();
    try (OfflineArchive opened = openArchive();
        CivArchive site = civArchive ? context.civArchive() : null;
        Civitai civitai = offline ? null : context.civitai(service);
        Database database = context.catalogue().openForWriting()) {
      FileArguments arguments = FileArguments.allOrNone(context, database);
      Links links = new Links(database);
      boolean linked = relink || terms.stream().anyMatch(LinkCommand::isAboutLink);
      Set<Long> inFolders = new HashSet<>();
      List<LinkableFile> targets =
          where
              .in(database, terms)
              .of(
                  byHand
                      ? oneContent(arguments, links)
                      : targets(arguments, links, linked, inFolders),
                  LinkableFile::id);
      FileLinker linking = new FileLinker(database, context.clock());
      CachedModels models = new CachedModels(database);
      ModelCache cache =
          civitai == null || noCache ? null : new ModelCache(civitai, models, context.clock());
      try (LinkReport report =
          new LinkReport(
              context, targets.size(), knownAbsent(database), where.asked(database, terms))) {
        if (repository != null) {
          RepositoryByHand toRepository = new RepositoryByHand(context, database, report, offline);
          return targets.isEmpty() ? ExitCode.DONE : toRepository.link(targets, repository);
        }
        if (named != null) {
          VersionLookup versions =
              new VersionLookup(new CachedVersions(database), civitai, cache, report);
          ManualLink toVersion =
              new ManualLink(context, linking, versions, models, report, offline);
          return targets.isEmpty() ? ExitCode.DONE : toVersion.link(targets, named);
        }
        Duration age = retryAfter == null ? RETRY_AFTER : retryAfter;
        LinkRequest request =
            new LinkRequest(
                inRepositories(database, targets, terms, report),
                weights,
                relink,
                age,
                file -> !files.isEmpty() && !inFolders.contains(file.id()));
        WeightsReader reader =
            new WeightsReader(new WeightHashes(database), jobs.count(), report::read);
        CachedModels taking = noCache ? null : models;
        List<OtherSource> elsewhere = new ArrayList<>();
        if (opened != null) {
          elsewhere.add(new ArchiveLinker(opened, taking));
        }
        if (site != null) {
          elsewhere.add(
              new CivArchiveLinker(
                  site,
                  taking,
                  new UnknownHashes(database, LinkSource.CIVARCHIVE),
                  new CivArchiveRequest(limit, patient, age),
                  context.clock(),
                  Thread::sleep,
                  context.messages()::warning));
        }
        linking.run(
            request, civitai, cache, elsewhere, new LinkedWeights(reader, report::toRead), report);
        return report.exitCode();
      }
    } catch (ArchiveUnusable e) {
      throw new WrongUsage("--archive: " + archive + " is " + e.getMessage());
    }
  }

  /** Links what cached repositories have, and returns the targets as they are then. */
  private List<LinkableFile> inRepositories(
      Database database, List<LinkableFile> targets, List<Term> terms, LinkReport report)
      throws InterruptedException {
    boolean all = files.isEmpty() && terms.isEmpty();
    List<Long> ids = targets.stream().map(LinkableFile::id).toList();
    List<LinkableFile> linked =
        new RepositoryLinks(database).link(all ? Wanted.ALL : new Wanted(ids, null, null));
    report.inRepositories(linked);
    Map<Long, LinkableFile> now = new HashMap<>();
    linked.forEach(file -> now.put(file.id(), file));
    return targets.stream().map(file -> now.getOrDefault(file.id(), file)).toList();
  }

  private @Nullable OfflineArchive openArchive() {
    if (archive == null) {
      return null;
    }
    Path file = archive.toAbsolutePath();
    if (Files.notExists(file)) {
      throw new NotFound("--archive: " + file + ": no such file; check the path");
    }
    return OfflineArchive.open(file);
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

  private static boolean isAboutLink(Term term) {
    return term.isAboutState("linked") || term.isAboutState("unlinked");
  }

  /**
   * The files to link.
   *
   * @param linked whether a linked file counts that is not named by itself
   * @param inFolders receives the ids of those that are in named folders
   */
  private List<LinkableFile> targets(
      FileArguments arguments, Links links, boolean linked, Set<Long> inFolders) {
    return files.isEmpty()
        ? links.targets(linked)
        : links.targets(
            arguments.filesOrBelow(
                files,
                file -> {
                  inFolders.add(file.id());
                  return linked || file.versionId() == null;
                }));
  }

  /** The copies of the one content that the FILE names. */
  private List<LinkableFile> oneContent(FileArguments arguments, Links links) {
    List<LinkableFile> copies = links.targets(arguments.files(files));
    if (copies.stream().map(LinkableFile::sha256).distinct().count() > 1) {
      throw new WrongUsage("--to needs exactly one FILE");
    }
    return copies;
  }

  private @Nullable Repository repositoryByHand(String version) {
    checkByHand();
    Optional<Repository> repository = Repository.of(version);
    if (repository.isEmpty() && Repository.isMeant(version)) {
      throw new WrongUsage("--to: " + Repository.fault(version));
    }
    return repository.orElse(null);
  }

  private void checkByHand() {
    if (files.size() != 1) {
      throw new WrongUsage("--to needs exactly one FILE");
    }
    if (relink || weights || retryAfter != null || archive != null || civArchive) {
      String other =
          relink
              ? "--relink"
              : weights
                  ? "--weights"
                  : archive != null ? "--archive" : civArchive ? "--civarchive" : "--retry-after";
      throw new WrongUsage("--to and " + other + " exclude each other");
    }
  }

  private static ModelReference versionByHand(String version) {
    return ModelReference.ofVersion(version)
        .orElseThrow(
            () ->
                new WrongUsage(
                    "--to: '"
                        + version
                        + "' is not the id, page address or AIR of a version at CivitAI, nor hf:OWNER/REPO"));
  }
}
