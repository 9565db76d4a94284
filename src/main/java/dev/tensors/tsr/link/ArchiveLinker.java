package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.archive.ArchiveUnusable;
import dev.tensors.tsr.archive.OfflineArchive;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.link.LinkRecorder.Unknown;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.sqlite.Pages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Links the files that CivitAI does not know to versions in the offline archive of its data. */
final class ArchiveLinker implements OtherSource {

  private final OfflineArchive archive;
  private final @Nullable CachedModels models;

  /** CivitAI's ids of the models that were taken over in this run. */
  private final Set<Long> taken = new HashSet<>();

  /**
   * @param models take over the models of newly linked files; null: only ids are stored
   */
  ArchiveLinker(OfflineArchive archive, @Nullable CachedModels models) {
    this.archive = archive;
    this.models = models;
  }

  /**
   * Links files.
   *
   * @throws ArchiveUnusable if the archive is damaged; the outcomes so far were reported
   */
  @Override
  public List<Unknown> link(List<Unknown> unknown, LinkRecorder files) throws InterruptedException {
    List<Unknown> others = new ArrayList<>();
    if (unknown.isEmpty()) {
      return others;
    }
    Map<String, VersionName> versions =
        archive.versions(
            unknown.stream().map(one -> one.file().sha256()).collect(Collectors.toSet()));
    for (Unknown one : unknown) {
      Pages.goOnUnlessInterrupted();
      LinkableFile file = one.file();
      VersionName version = versions.get(file.sha256());
      if (version == null) {
        others.add(new Unknown(file, LinkSource.ARCHIVE, one.certain()));
      } else {
        take(version.modelId());
        files.found(file, Link.bySha256(version, LinkSource.ARCHIVE));
      }
    }
    return others;
  }

  private void take(long model) {
    if (models != null && taken.add(model)) {
      archive
          .model(model)
          .ifPresent(found -> models.fill(found.model(), true, LinkSource.ARCHIVE, found.asOf()));
    }
  }
}
