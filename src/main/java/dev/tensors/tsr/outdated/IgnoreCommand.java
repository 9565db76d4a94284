package dev.tensors.tsr.outdated;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.DetailedFiles;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.versions.IgnoredVersions;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.Counts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class IgnoreCommand implements Command {

  /**
   * The model whose versions are ignored.
   *
   * @param modelId CivitAI's id
   * @param versionId CivitAI's id of the version to ignore; null: the newest
   * @param ownVersionId CivitAI's id of the version that a named file is linked to; null: no file
   *     is named
   */
  private record IgnoreSubject(
      long modelId, @Nullable Long versionId, @Nullable Long ownVersionId) {

    /**
     * The model that a word names.
     *
     * @throws NotFound if the model, version or file is not in the catalogue, or the file not
     *     linked
     */
    static IgnoreSubject of(FileArguments.ModelOrFile word, Database database) {
      return switch (word) {
        case FileArguments.Model(ModelReference named) -> of(named, database);
        case FileArguments.Recorded(LocalFile file) -> of(file, database);
      };
    }

    private static IgnoreSubject of(LocalFile file, Database database) {
      Long modelId = file.modelId();
      if (modelId == null) {
        throw new NotFound(
            file.path()
                + new DetailedFiles(database)
                    .of(file)
                    .map(details -> details.file().text(FileFields.HF_REPO))
                    .map(
                        ": its versions are commits of %1$s at Hugging Face, which are not ignored; tsr db outdated --where 'not:hf:%1$s' leaves them out"
                            ::formatted)
                    .orElse(": not linked to CivitAI, so no version is newer; see tsr db link"));
      }
      return new IgnoreSubject(modelId, null, file.versionId());
    }

    private static IgnoreSubject of(ModelReference named, Database database) {
      Long modelId = named.modelId();
      Long versionId = named.versionId();
      if (versionId != null) {
        FileArguments.requireVersion(modelId, versionId, new CachedModels(database));
        long model =
            new CachedVersions(database).byId(versionId).map(VersionName::modelId).orElseThrow();
        return new IgnoreSubject(model, versionId, null);
      }
      if (modelId == null) {
        throw new IllegalArgumentException("a reference without an id");
      }
      if (!new CachedModels(database).has(modelId) && !new IgnoredVersions(database).has(modelId)) {
        throw FileArguments.notCached(modelId);
      }
      return new IgnoreSubject(modelId, null, null);
    }

    /**
     * What to ignore of the model.
     *
     * @param always whether to ignore all versions, also those to come
     * @throws NotFound if no version of the model is cached
     */
    IgnoredVersions.Target target(IgnoredVersions versions, boolean always) {
      if (always) {
        return new IgnoredVersions.Target(modelId, null);
      }
      return new IgnoredVersions.Target(
          modelId,
          versionId != null
              ? versionId
              : versions
                  .newestFor(modelId, ownVersionId)
                  .orElseThrow(() -> FileArguments.notCached(modelId)));
    }
  }

  private static final List<Column<FieldRow>> COLUMNS =
      FieldTable.columns(IgnoredVersions.FIELDS, _ -> true);

  private List<String> subjects = List.of();
  private boolean always;
  private boolean list;
  private boolean undo;

  private final CommandContext context;

  public IgnoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Do not show a version as newer until there is a still newer one.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            A FILE stands for the newest version with its base model, a MODEL for its newest
            version, the address of a version's page for that version. outdated and list
            --outdated leave out this version and all before it. All are ignored, or, if one is
            not found, none.
            """)
        .exitCodes("4:no such file or model in the catalogue, or no such database")
        .examples(
            "tsr db ignore add_detail", "tsr db ignore --always https://civitai.com/models/4468")
        .parameters(
            "[FILE|MODEL...]",
            "Models at CivitAI: an id, the address of a page of a model or version, or an "
                + "AIR. Or linked files: "
                + FilesParameter.FILE,
            all -> subjects = all)
        .flag("--always", "Never show a version of these models as newer.", on -> always = on)
        .flag("--list", "Show what is ignored.", on -> list = on)
        .flag("--undo", "Ignore nothing of these models any more.", on -> undo = on);
  }

  @Override
  public ExitCode call() {
    checkUsage();
    try (Database database =
        list ? context.catalogue().openForReading() : context.catalogue().openForWriting()) {
      IgnoredVersions ignored = new IgnoredVersions(database);
      if (list) {
        list(ignored);
      } else if (undo) {
        undo(ignored, database);
      } else {
        ignore(ignored, database);
      }
    }
    return ExitCode.DONE;
  }

  private void checkUsage() {
    if (list && (undo || always || !subjects.isEmpty())) {
      throw new WrongUsage(
          "--list shows all that is ignored; leave out FILE, MODEL and other options");
    }
    if (undo && always) {
      throw new WrongUsage("--undo and --always exclude each other");
    }
    if (!list && subjects.isEmpty()) {
      throw new WrongUsage("name a FILE or a MODEL, or give --list");
    }
  }

  private void list(IgnoredVersions ignored) {
    long found;
    try (Rows<FieldRow> rows = context.rows(COLUMNS)) {
      found =
          ignored.each(
              versions -> {
                Interrupted.check();
                rows.addAll(versions);
              });
    }
    if (found == 0) {
      context.messages().notice("No version is ignored; tsr db ignore FILE ignores one.");
    }
  }

  private Stream<IgnoreSubject> named(Database database) {
    return FileArguments.allOrNone(context, database).modelsOrFiles(subjects).stream()
        .map(named -> IgnoreSubject.of(named, database));
  }

  private void ignore(IgnoredVersions ignored, Database database) {
    List<IgnoredVersions.Target> targets =
        named(database).map(subject -> subject.target(ignored, always)).toList();
    List<FieldRow> now = ignored.ignore(targets);
    print(now);
    context.messages().notice(Counts.of(now.size(), "model", "models") + " ignored");
  }

  private void undo(IgnoredVersions ignored, Database database) {
    List<Long> models = named(database).map(IgnoreSubject::modelId).distinct().toList();
    List<FieldRow> before = ignored.undo(models);
    print(before);
    int others = models.size() - before.size();
    context
        .messages()
        .notice(
            Counts.of(before.size(), "model", "models")
                + " no longer ignored"
                + (others > 0 ? ", " + others + " not ignored before" : ""));
  }

  private void print(List<FieldRow> versions) {
    try (Rows<FieldRow> rows = context.rows(COLUMNS)) {
      rows.addAll(versions);
    }
  }
}
