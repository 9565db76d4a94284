package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.UnknownFile;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import dev.tensors.tsr.sidecars.imports.SidecarImport.ImportOutcome;
import dev.tensors.tsr.sidecars.imports.SidecarImport.ImportOutcome.OfSidecar;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows an import. */
public final class ImportReport extends Run<OfSidecar> {

  private static final List<Column<OfSidecar>> COLUMNS =
      List.of(
          Column.hidden("file_path", ValueKind.PATH, OfSidecar::path),
          Column.of("sidecar", "SIDECAR", ValueKind.PATH, OfSidecar::sidecar),
          Column.of("manager", "MANAGER", ValueKind.TEXT, OfSidecar::manager),
          Column.<OfSidecar>of(
                  "status", "STATUS", ValueKind.TEXT, sidecar -> sidecar.status().word())
              .styled(ImportReport::style)
              .asEssential(),
          Column.of("taken", "TAKEN", ValueKind.LIST, OfSidecar::taken));

  private final boolean all;
  private final boolean isOfScan;
  private final Tally<SidecarStatus> counts = new Tally<>(SidecarStatus.class);
  private long changedFiles;
  private List<Path> unscanned = List.of();
  private boolean unrecorded;
  private final List<String> catalogues = new ArrayList<>();

  private ImportReport(CommandContext context, boolean all, @Nullable Rows<OfSidecar> rows) {
    super(context, "Reading", Progress.Unit.BYTES, rows);
    this.all = all || !context.format().isTabular();
    this.isOfScan = rows == null;
  }

  /**
   * Shows a row for each sidecar.
   *
   * @param all whether a table shows unchanged sidecars, too
   */
  static ImportReport withRows(CommandContext context, boolean all) {
    return new ImportReport(context, all, rows(context, COLUMNS));
  }

  /** Shows no rows, since the result is that of another command. */
  public static ImportReport withoutRows(CommandContext context) {
    return new ImportReport(context, false, null);
  }

  private static CellStyle style(OfSidecar sidecar) {
    return switch (sidecar.status()) {
      case PROVED, SAME_WEIGHTS -> CellStyle.GOOD;
      case CONTRADICTED -> CellStyle.NOTEWORTHY;
      case UNREADABLE -> CellStyle.BAD;
      case CLAIMED, NOTES_ONLY, EMPTY, UNCHANGED -> CellStyle.PLAIN;
    };
  }

  /** Only other catalogues are read. */
  void expectNoSidecars() {
    unrecorded = true;
  }

  void done(ImportOutcome outcome) {
    switch (outcome) {
      case OfSidecar sidecar -> done(sidecar);
      case ImportOutcome.OfCatalogue catalogue -> done(catalogue);
      case ImportOutcome.Absent(Path path) -> {
        ends(ExitCode.ABSENT);
        error(path + ": no such folder or file; is a disk not mounted?");
      }
      case ImportOutcome.Unrecorded(Path path) when Files.isDirectory(path) -> {
        unrecorded = true;
        notice(
            path
                + ": the catalogue has no file below it; where it has model files, run tsr db scan "
                + ShellPath.quoted(path));
      }
      case ImportOutcome.Unrecorded(Path path) -> unrecordedFile(path);
      case ImportOutcome.Unscanned(List<Path> models) -> unscanned = models;
      case ImportOutcome.Unlisted(Path folder, String reason) ->
          failed(folder + ": cannot be listed, and no sidecar in it was read: " + reason);
      case ImportOutcome.Changed _ -> {
        changedFiles++;
        ends(ExitCode.PARTIAL);
      }
      case ImportOutcome.Unhashed(LocalFile file, String reason) ->
          failed(file.path() + ": " + reason);
    }
  }

  private void done(OfSidecar sidecar) {
    counts.add(sidecar.status());
    String line = sidecar.sidecar() + ": " + sidecar.reason();
    if (sidecar.status() == SidecarStatus.UNREADABLE) {
      failed(line);
    } else if (sidecar.reason() != null) {
      warning(line);
    }
    if (all || sidecar.status() != SidecarStatus.UNCHANGED) {
      row(sidecar);
    }
  }

  private void done(ImportOutcome.OfCatalogue catalogue) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("models", catalogue.models());
    counts.put("notes", catalogue.notes());
    counts.put("links", catalogue.links());
    counts.put("repositories", catalogue.repositories());
    counts.values().removeIf(count -> count == 0);
    SidecarStatus status = counts.isEmpty() ? SidecarStatus.UNCHANGED : SidecarStatus.PROVED;
    catalogues.add(
        counts.isEmpty()
            ? catalogue.file() + ": nothing that is not known here"
            : "%s: %s, %s and %s taken over"
                .formatted(
                    catalogue.file(),
                    Counts.of(catalogue.models(), "model", "models"),
                    Counts.of(catalogue.notes(), "note", "notes"),
                    Counts.of(catalogue.links(), "link by hand", "links by hand")));
    if (catalogue.repositories() > 0) {
      catalogues.add(
          "%s of Hugging Face taken over; %s in them"
              .formatted(
                  Counts.of(catalogue.repositories(), "repository", "repositories"),
                  Counts.of(catalogue.filesInThem(), "of your files is", "of your files are")));
    }
    if (catalogue.models() > 0) {
      catalogues.add("tsr db link --offline finds the models of your files among them.");
    }
    if (all || status != SidecarStatus.UNCHANGED) {
      List<String> taken = List.copyOf(counts.keySet());
      row(new OfSidecar(null, catalogue.file(), "tsr", status, taken, null));
    }
  }

  private void unrecordedFile(Path path) {
    if (isOfScan) {
      return; // which has said why it did not record the file
    }
    ends(ExitCode.ABSENT);
    error(
        ModelFormat.isModel(path) && Files.isRegularFile(path)
            ? UnknownFile.notScannedYet(path)
            : path
                + ": neither a folder nor a model file, a catalogue or lora_manager_stats.json; for"
                + " a sidecar name its model file or folder");
  }

  @Override
  protected void ending() {
    if (changedFiles > 0) {
      warning(
          Counts.of(changedFiles, "file has", "files have")
              + " changed since the last scan, and the sidecars were not read; run tsr db scan"
              + " and import again");
    }
    catalogues.forEach(this::notice);
    if (!counts.isEmpty()) {
      notice("Sidecars: " + counts.sentence(ImportReport::phrase));
    } else if (catalogues.isEmpty() && !unrecorded && exitCode() == ExitCode.DONE) {
      notice("No sidecar of another manager is beside these files.");
    }
    if (!unscanned.isEmpty()) {
      notice(advice());
    }
  }

  private String advice() {
    String file = Counts.of(unscanned.size(), "model file", "model files");
    Path first = unscanned.getFirst();
    return (unscanned.size() == 1
            ? file + " with sidecars is not in the catalogue: " + first
            : file + " with sidecars are not in the catalogue, such as " + first)
        + "; run tsr db scan, and import again";
  }

  private static String phrase(SidecarStatus status, long count) {
    return switch (status) {
      case NOTES_ONLY -> Counts.of(count, "with notes only", "with notes only");
      case SAME_WEIGHTS -> Counts.of(count, "with the same weights", "with the same weights");
      default -> Counts.of(count, status.word(), status.word());
    };
  }
}
