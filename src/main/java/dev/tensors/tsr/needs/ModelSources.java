package dev.tensors.tsr.needs;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.FileArguments.AnyFile;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.parts.ModelParts;
import dev.tensors.tsr.library.parts.ModelParts.Model;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.reading.FileInspection;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the models that sources name, and what they need. */
final class ModelSources {

  /** What a source turned out to be. */
  sealed interface Source {}

  record Named(Model model) implements Source {}

  /** A model file that cannot be read, or is none in spite of its name. */
  record Failed(String reason) implements Source {}

  /** No model: a picture, a workflow, a text, or nothing. */
  record Other() implements Source {}

  private final CommandContext context;
  private final Database database;
  private final FileArguments arguments;
  private @Nullable ModelParts parts;

  ModelSources(CommandContext context, Database database) {
    this.context = context;
    this.database = database;
    this.arguments = FileArguments.allOrNone(context, database);
  }

  /**
   * The model that a source names: by the path of a model file, or, where nothing has that path, as
   * a FILE of the catalogue.
   *
   * @throws NotFound if it may mean several models
   */
  Source of(String source) {
    if (source.equals(PictureSources.INPUT)) {
      return new Other();
    }
    if (PictureSources.isAbsent(source)) {
      Source found = named(arguments.fileIfAny(source));
      return found instanceof Other && mayBeModel(source) ? named(first(source)) : found;
    }
    if (!isModel(source)) {
      return new Other();
    }
    AnyFile file = arguments.shown(List.of(source)).getFirst();
    return file instanceof FileArguments.Recorded(LocalFile recorded)
        ? named(Optional.of(recorded))
        : inspected(((FileArguments.Unrecorded) file).path());
  }

  /** Whether a word that names nothing was meant as the name of a model. */
  private static boolean mayBeModel(String source) {
    boolean hasItsEnding = source.indexOf('.') < 0 || ModelFileName.extension(source) != null;
    return hasItsEnding && !PictureSources.mayBePrompt(source);
  }

  /**
   * The first file of a word.
   *
   * @throws NotFound if there is none, with the nearest names
   */
  private Optional<LocalFile> first(String source) {
    return arguments.contents(List.of(source)).stream().findFirst();
  }

  private Source named(Optional<LocalFile> file) {
    Optional<Model> model = file.flatMap(parts()::model);
    return model.isPresent() ? new Named(model.get()) : new Other();
  }

  private static boolean isModel(String source) {
    try {
      Path path = Path.of(source);
      return ModelFormat.isModel(path) && Files.isRegularFile(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Source inspected(Path path) {
    return switch (FileInspection.of(path)) {
      case FileInspection.Inspected inspected ->
          new Named(Model.unrecorded(path.toString(), inspected.header().identity()));
      case FileInspection.Failed(String reason) -> new Failed(reason);
    };
  }

  /** All that a model needs. */
  List<NeededPart> parts(Model model) {
    return parts().of(model);
  }

  private ModelParts parts() {
    if (parts == null) {
      parts = new ModelParts(database);
    }
    return parts;
  }
}
