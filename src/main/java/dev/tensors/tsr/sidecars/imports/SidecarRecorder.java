package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.library.ExportedValues;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading;
import dev.tensors.tsr.sidecars.files.Sidecars;
import dev.tensors.tsr.sidecars.files.Sidecars.ImportedSidecar;
import dev.tensors.tsr.sidecars.files.Sidecars.Known;
import dev.tensors.tsr.sidecars.formats.Claim;
import dev.tensors.tsr.sidecars.formats.Claim.ClaimCheck;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import dev.tensors.tsr.sidecars.formats.ManagerName;
import dev.tensors.tsr.sidecars.formats.Sidecar;
import dev.tensors.tsr.sidecars.formats.UserNotes;
import dev.tensors.tsr.sidecars.formats.WrittenValues;
import dev.tensors.tsr.sidecars.imports.ImportBatch.ReadSidecar;
import dev.tensors.tsr.sidecars.imports.SidecarImport.ImportOutcome;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes over the links and values in the sidecars of one file, within a transaction. */
final class SidecarRecorder {

  private final Sidecars sidecars;
  private final Links links;
  private final ExportedValues exported;
  private final Set<String> toReread = new LinkedHashSet<>();

  SidecarRecorder(Database database) {
    this.sidecars = new Sidecars(database);
    this.links = new Links(database);
    this.exported = new ExportedValues(database);
  }

  /**
   * Records the sidecars of a file in the order of {@link SidecarNaming}, of one name the newest
   * first.
   *
   * @param weightsSha256 null: not known
   * @param unhashed whether the weights could not be hashed now
   * @return empty if another program changed the file's row
   */
  List<ImportOutcome> record(
      ImportBatch.Work work, @Nullable String weightsSha256, boolean unhashed) {
    LocalFile file = work.file();
    List<ReadSidecar> ordered = new ArrayList<>(work.sidecars());
    ordered.sort(
        Comparator.comparing(SidecarRecorder::rank)
            .thenComparing(sidecar -> -sidecar.found().place().stamp().mtimeNs()));
    List<ImportOutcome> outcomes = new ArrayList<>();
    for (ReadSidecar sidecar : ordered) {
      Optional<LinkableFile> target =
          links.target(file.id()).filter(now -> now.sha256().equals(file.sha256()));
      if (target.isPresent()) {
        outcomes.add(record(target.get(), sidecar, ordered, weightsSha256, unhashed));
      }
    }
    return outcomes;
  }

  /** Forgets a sidecar that was deleted. */
  void forget(ImportedSidecar sidecar) {
    if (sidecars.forget(sidecar)) {
      toReread.add(sidecar.sha256());
    }
  }

  /**
   * Removes and returns the contents whose copies' sidecars must be read again: a newer sidecar no
   * longer has the values that overrode theirs.
   */
  Set<String> takeToReread() {
    Set<String> taken = new LinkedHashSet<>(toReread);
    toReread.clear();
    return taken;
  }

  /** Answers under the name of several programs count as much as those of browser-plus. */
  private static int rank(ReadSidecar sidecar) {
    SidecarNaming naming = sidecar.found().file().naming();
    Claim claim = sidecar.content().claim();
    boolean isAnswer = naming == SidecarNaming.JSON && claim != null && claim.model() != null;
    return (isAnswer ? SidecarNaming.API_INFO : naming).ordinal();
  }

  private ImportOutcome record(
      LinkableFile file,
      ReadSidecar read,
      List<ReadSidecar> beside,
      @Nullable String weightsSha256,
      boolean unhashed) {
    Sidecar content = read.content();
    Claim claim = content.claim();
    SidecarReading.Refused refused = read.refused();
    ClaimCheck check = check(file, content, refused != null, weightsSha256);
    List<String> taken = new ArrayList<>();
    if (claim != null && check.proves()) {
      takeKnowledge(file, claim, check, taken);
    }
    ImportedSidecar sidecar = imported(file, read, check.status());
    boolean mayMeanOther = read.found().file().shared() && claim != null && !check.proves();
    if (refused == null && !mayMeanOther) {
      taken.addAll(takeNotes(file, read, sidecar, known(file.id(), claim, check, beside)));
    }
    boolean passes = unhashed && read.needsWeights(file.sha256());
    if (!passes && (refused == null || refused.lasting())) {
      sidecars.remember(sidecar);
    }
    return new ImportOutcome.OfSidecar(
        file.path(),
        read.found().file().path(),
        sidecar.manager(),
        check.status(),
        List.copyOf(taken),
        refused == null ? doubt(check, read, weightsSha256) : refused.reason());
  }

  /** Only the hash of the weights tells a replaced file from one whose header was rewritten. */
  private static @Nullable String doubt(
      ClaimCheck check, ReadSidecar read, @Nullable String weightsSha256) {
    Claim claim = read.content().claim();
    if (claim == null
        || check.status() != SidecarStatus.CONTRADICTED
        || read.found().file().shared()) {
      return null;
    }
    return weightsSha256 != null && claim.namesWeights()
        ? "is of another file than the one beside it; was that one replaced?"
        : "is of another file than the one beside it, or of that one before its header was rewritten";
  }

  private static ClaimCheck check(
      LinkableFile file, Sidecar content, boolean refused, @Nullable String weightsSha256) {
    Claim claim = content.claim();
    if (refused) {
      return new ClaimCheck(SidecarStatus.UNREADABLE, null);
    }
    if (claim != null) {
      return claim.check(file.sha256(), weightsSha256);
    }
    boolean empty = content.notes().isEmpty();
    return new ClaimCheck(empty ? SidecarStatus.EMPTY : SidecarStatus.NOTES_ONLY, null);
  }

  private void takeKnowledge(LinkableFile file, Claim claim, ClaimCheck check, List<String> taken) {
    Long modelId = claim.modelId();
    Long versionId = check.version();
    if (modelId == null || versionId == null) {
      return;
    }
    VersionName version = new VersionName(modelId, versionId, null, null);
    Link link =
        check.status() == SidecarStatus.PROVED
            ? Link.bySha256(version, LinkSource.SIDECAR)
            : Link.byWeights(version, LinkSource.SIDECAR);
    if (file.link() == null && links.linkUnlinked(file, link)) {
      taken.add("link");
    }
    if (claim.model() != null) {
      boolean whole = claim.extent() == Claim.Extent.MODEL;
      taken.addAll(sidecars.fill(claim.model(), whole));
    }
  }

  /** Takes the user's own words, and returns the keys of those that are new. */
  private List<String> takeNotes(
      LinkableFile file, ReadSidecar read, ImportedSidecar sidecar, Known known) {
    ManagerName writer = read.content().manager();
    if (writer == null) {
      return List.of();
    }
    String manager = writer.word();
    SidecarNaming naming = read.found().file().naming();
    UserNotes notes = read.content().notes();
    WrittenValues written = written(naming, sidecar, manager);
    Map<String, String> own =
        notes.own(
            known,
            written,
            known.cached() ? Map.of() : sidecars.valuesOf(sidecar, manager),
            ModelFileName.stemOfFile(file.path()));
    Sidecars.Replaced replaced = sidecars.replaceNotes(sidecar, manager, writer.ordinal(), own);
    if (replaced.forgotten()) {
      toReread.add(sidecar.sha256());
    }
    exported.remove(sidecar.sha256(), written.gone(notes.fingerprints(naming)));
    return replaced.keys();
  }

  /**
   * CivitAI's words that a sidecar can have: those of the version that it names, else of the file's
   * link, else of a version that the sidecars beside it name. So they are known, too, where the
   * file lost its link, as another program rewrote its header.
   */
  private Known known(
      long file, @Nullable Claim claim, ClaimCheck check, List<ReadSidecar> beside) {
    if (claim == null || claim.modelId() == null || check.version() == null) {
      return known(file, beside);
    }
    Known named = sidecars.known(claim.modelId(), check.version());
    return named.cached() ? named : known(file, beside).notCached();
  }

  private Known known(long file, List<ReadSidecar> beside) {
    return links
        .target(file)
        .map(LinkableFile::link)
        .map(link -> sidecars.known(link.version().modelId(), link.version().versionId()))
        .orElseGet(() -> known(beside));
  }

  private Known known(List<ReadSidecar> beside) {
    return beside.stream()
        .map(sidecar -> sidecar.content().claim())
        .filter(claim -> claim != null && claim.modelId() != null && claim.versionId() != null)
        .map(claim -> sidecars.known(claim.modelId(), claim.versionId()))
        .filter(Known::cached)
        .findFirst()
        .orElse(Known.NOTHING);
  }

  private WrittenValues written(SidecarNaming naming, ImportedSidecar sidecar, String manager) {
    Set<String> fingerprints = exported.of(sidecar.sha256());
    Map<String, String> users =
        fingerprints.isEmpty() ? Map.of() : sidecars.values(sidecar.sha256(), manager);
    return new WrittenValues(naming, fingerprints, users);
  }

  private static ImportedSidecar imported(
      LinkableFile file, ReadSidecar read, SidecarStatus status) {
    ManagerName manager = read.content().manager();
    SidecarReader.Place place = read.found().place();
    return new ImportedSidecar(
        read.found().file().path().toString(),
        file.sha256(),
        manager == null ? null : manager.word(),
        place.stamp().sizeBytes(),
        place.stamp().mtimeNs(),
        status.word());
  }
}
