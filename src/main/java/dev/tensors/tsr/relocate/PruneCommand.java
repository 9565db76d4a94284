package dev.tensors.tsr.relocate;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Age;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.MissingFiles;
import dev.tensors.tsr.library.MissingFiles.MissingFile;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.pictures.OwnImages;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.reading.folders.AbsentFiles;
import dev.tensors.tsr.reading.folders.AbsentPictures;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class PruneCommand implements Command {

  private static final List<Column<MissingFile>> COLUMNS =
      List.of(
          Column.hidden("id", ValueKind.NUMBER, MissingFile::id),
          Column.of("file_path", "FILE", ValueKind.PATH, MissingFile::path),
          Column.hidden("sha256", ValueKind.TEXT, MissingFile::sha256),
          Column.of("missing_since", "MISSING SINCE", ValueKind.TIME, MissingFile::missingSince));

  private List<Path> paths = List.of();
  private boolean images;
  private boolean dryRun;
  private @Nullable Duration olderThan;
  private final WhereOption where;

  private final CommandContext context;

  public PruneCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Forget files that are gone.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Without PATH: files that are marked missing. With PATH: all files recorded there
            that are not on the disk now, marked or not; and tsr db scan no longer searches a
            folder there in which no recorded file is left. Models stay cached, and copies of a
            file get the link that was made by hand. --images does the same for pictures.
            """)
        .exitCodes("4:the catalogue has nothing at a PATH, or no such database")
        .examples("tsr db prune --older-than 90d --dry-run", "tsr db prune /mnt/old-disk")
        .parameters(
            "[PATH...]",
            "Folders, and files, which need not exist. Default: all that is marked missing.",
            Path::of,
            all -> paths = all)
        .options(where)
        .flag(
            "--images", "Forget pictures that are gone, instead of model files.", on -> images = on)
        .flag("--dry-run", "Only list the files that would be forgotten.", on -> dryRun = on)
        .value(
            "--older-than=AGE",
            "Only files that have been marked missing for longer than AGE (90d, 12h).",
            Age::of,
            value -> olderThan = value);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (images && where.isGiven()) {
      throw new WrongUsage("--where and --images exclude each other: terms are about model files");
    }
    List<Term> terms = where.terms();
    try (Database database =
        dryRun ? context.catalogue().openForReading() : context.catalogue().openForWriting()) {
      String before = olderThan == null ? null : context.ago(olderThan);
      SelectedFiles selected = where.in(database, terms);
      AskedFields asked = where.asked(database, terms).keeping(selected);
      if (images) {
        show(
            forgetPictures(new AbsentPictures(database, dryRun), before).stream()
                .map(PruneCommand::row)
                .toList(),
            asked,
            ": " + none());
      } else if (paths.isEmpty()) {
        MissingFiles missing = new MissingFiles(database);
        show(
            dryRun
                ? selected.of(missing.since(before), MissingFile::id)
                : missing.forget(before, file -> selected.has(file.id())),
            asked,
            ": " + none());
      } else {
        forgetAbsent(new AbsentFiles(database, selected, dryRun), asked, before);
      }
    }
    return ExitCode.DONE;
  }

  private List<OwnImages.OwnImage> forgetPictures(AbsentPictures absent, @Nullable String before)
      throws InterruptedException {
    for (Path path : paths) {
      if (!absent.knows(path)) {
        throw new NotFound(
            path + ": the catalogue has no picture there; tsr db prune forgets model files");
      }
    }
    return paths.isEmpty() ? absent.forget(before) : absent.forget(paths, before);
  }

  private void forgetAbsent(AbsentFiles absent, AskedFields asked, @Nullable String before)
      throws InterruptedException {
    for (Path path : paths) {
      if (!absent.knows(path)) {
        throw new NotFound(path + ": the catalogue has nothing there; see tsr db list");
      }
    }
    AbsentFiles.Absent forgotten = absent.forget(paths, before);
    show(forgotten.files(), asked, forgotten.folders().isEmpty() ? ": " + none() : "");
    for (String folder : forgotten.folders()) {
      String searches = dryRun ? "would no longer search " : "no longer searches ";
      context.messages().notice("tsr db scan " + searches + folder);
    }
  }

  /** A picture has no SHA-256: nobody has read the whole of it. */
  private static MissingFile row(OwnImages.OwnImage image) {
    return new MissingFile(image.id(), image.path(), null, image.missingSince(), false);
  }

  private String none() {
    String subject = images ? "no picture" : "no file";
    if (where.isGiven()) {
      return subject + " that matches is gone";
    }
    if (!paths.isEmpty() && olderThan == null) {
      return subject + " that is recorded there is gone";
    }
    return olderThan == null
        ? subject
            + " is marked missing; tsr db "
            + (images ? "images" : "scan")
            + " marks those that are gone"
        : subject + " has been missing for that long; leave out --older-than for all";
  }

  /**
   * Shows what was forgotten.
   *
   * @param none follows the count if it is 0
   */
  private void show(List<MissingFile> files, AskedFields asked, String none) {
    try (Rows<MissingFile> rows = context.rows(asked.beside(COLUMNS))) {
      files.forEach(rows::add);
    }
    context
        .messages()
        .notice(
            files.size()
                + (dryRun ? " would be forgotten" : " forgotten")
                + (files.isEmpty() ? none : ""));
    long links = files.stream().filter(MissingFile::hasOnlyLink).count();
    if (links > 0) {
      context
          .messages()
          .notice(
              Counts.of(links, "link made by hand", "links made by hand")
                  + (dryRun ? " would go with them" : " went with them")
                  + "; notes stay");
    }
  }
}
