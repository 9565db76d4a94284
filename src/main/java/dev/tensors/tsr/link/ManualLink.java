package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.link.FileLinker.LinkOutcome;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.List;

/** Links a file and its copies to the version that the user names. */
final class ManualLink {

  private static final int MOST_SHOWN = 10;

  private final CommandContext context;
  private final FileLinker linking;
  private final VersionLookup versions;
  private final CachedModels models;
  private final LinkReport report;

  /** The start of messages about versions that do not exist. */
  private final String asked;

  ManualLink(
      CommandContext context,
      FileLinker linking,
      VersionLookup versions,
      CachedModels models,
      LinkReport report,
      boolean offline) {
    this.context = context;
    this.linking = linking;
    this.versions = versions;
    this.models = models;
    this.report = report;
    this.asked = offline ? "the cache has" : "CivitAI has";
  }

  /**
   * Links the copies of a file, and returns the exit code.
   *
   * @throws NotFound if the address is of a model with several versions, or names a version of
   *     another model
   */
  ExitCode link(List<LinkableFile> copies, ModelReference named) throws InterruptedException {
    List<VersionName> candidates = versions.candidates(named);
    if (candidates.isEmpty()) {
      copies.forEach(file -> report.file(new LinkOutcome.NotFound(file, LinkSource.MANUAL, false)));
      context.messages().error(absent(named));
      return ExitCode.ABSENT;
    }
    VersionName version = candidates.getFirst();
    if (candidates.size() > 1) {
      throw severalVersions(candidates);
    }
    if (named.modelId() != null && named.modelId() != version.modelId()) {
      throw new NotFound(
          "version %d is of model %d, not of model %d; check the address"
              .formatted(version.versionId(), version.modelId(), named.modelId()),
          List.of());
    }
    copies.forEach(file -> report.file(linking.byHand(file, version)));
    return report.exitCode();
  }

  private static NotFound severalVersions(List<VersionName> versions) {
    List<String> lines = new ArrayList<>();
    for (VersionName version : versions.subList(0, Math.min(versions.size(), MOST_SHOWN))) {
      String name = version.name() == null ? "" : "  " + version.name();
      lines.add(version.versionId() + name);
    }
    if (versions.size() > MOST_SHOWN) {
      lines.add("and " + Counts.of(versions.size() - MOST_SHOWN, "more", "more"));
    }
    return new NotFound(
        "model %d has %s; name one of them with --to ID:"
            .formatted(
                versions.getFirst().modelId(), Counts.of(versions.size(), "version", "versions")),
        lines);
  }

  private String absent(ModelReference named) {
    Long version = named.versionId();
    if (version == null) {
      return "%s no version of model %d; check the id".formatted(asked, named.modelId());
    }
    return named.modelId() == null && models.has(version)
        ? "%s no version %2$d, but %2$d is the id of a cached model; give the id of a version"
            .formatted(asked, version)
        : "%s no version %d; check the id".formatted(asked, version);
  }
}
