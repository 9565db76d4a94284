package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.NamedFiles;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.library.versions.IgnoredVersions;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the FILE and MODEL arguments of a command name. Each method takes all words of the
 * command line, replaces {@code -} by the words in standard input, and returns each thing once.
 */
public final class FileArguments {

  /** A file that a word names, in the catalogue or only on the disk. */
  public sealed interface AnyFile {}

  /** A file in the catalogue, or a model at CivitAI. */
  public sealed interface ModelOrFile {}

  public record Recorded(LocalFile file) implements AnyFile, ModelOrFile {}

  /**
   * A model file on the disk that is not in the catalogue.
   *
   * @param path its real path
   */
  public record Unrecorded(Path path) implements AnyFile {}

  /** A model or version, which need not be cached. */
  public record Model(ModelReference reference) implements ModelOrFile {}

  /**
   * A content that a word names.
   *
   * @param sha256 upper case hex
   * @param path of a recorded file with this content; null: there is none any more
   */
  public record Content(String sha256, @Nullable String path) {}

  /** The word for standard input. */
  private static final String INPUT = "-";

  private static final Pattern ADDRESS = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

  private static final int MOST_LISTED = 10;

  private final CommandContext context;
  private final Database database;
  private final boolean reportsUnknown;
  private final LocalFiles files;
  private final NamedFiles names;
  private final UnknownFile unknown;
  private boolean complete = true;

  private FileArguments(CommandContext context, Database database, boolean reportsUnknown) {
    this.context = context;
    this.database = database;
    this.reportsUnknown = reportsUnknown;
    this.files = new LocalFiles(database);
    this.names = new NamedFiles(database);
    this.unknown = new UnknownFile(database, names);
  }

  /**
   * For a command that does nothing unless each word names something: its methods throw {@link
   * NotFound} if one does not, or if it may mean different contents.
   */
  public static FileArguments allOrNone(CommandContext context, Database database) {
    return new FileArguments(context, database, false);
  }

  /**
   * For a command that only reads: a word that names nothing is reported, and the others count. The
   * methods throw {@link NotFound} if no word names anything.
   */
  public static FileArguments thoseFound(CommandContext context, Database database) {
    return new FileArguments(context, database, true);
  }

  /** The exit code, as far as the words decide it. */
  public ExitCode exitCode() {
    return complete ? ExitCode.DONE : ExitCode.ABSENT;
  }

  /** The named files, with all copies that a word fits, and those of a named repository. */
  public List<LocalFile> files(List<String> words) {
    return each(words(words), this::copies);
  }

  /** The named files and the files below named folders. */
  public List<LocalFile> filesOrBelow(List<String> words) {
    return filesOrBelow(words, file -> true);
  }

  /** The named files, and of the files below named folders those that pass a test. */
  public List<LocalFile> filesOrBelow(List<String> words, Predicate<LocalFile> below) {
    return each(
        words(words),
        word -> {
          List<LocalFile> all = below(word);
          return all.isEmpty() ? copies(word) : all.stream().filter(below).toList();
        });
  }

  /** One file for each named content, and for each content of a model that a word names. */
  public List<LocalFile> contents(List<String> words) {
    return each(words(words), this::contentsOfWord);
  }

  /** As {@link #contents}, and the files that are only on the disk. */
  public List<AnyFile> shown(List<String> words) {
    return each(
        words(words),
        word -> {
          Optional<Path> onDisk = byPath(word).isPresent() ? Optional.empty() : modelOnDisk(word);
          return onDisk.isPresent()
              ? List.of(new Unrecorded(onDisk.get()))
              : contentsOfWord(word).stream().<AnyFile>map(Recorded::new).toList();
        });
  }

  /** The contents to note something about, also those of files that are gone. */
  public List<Content> noted(List<String> words) {
    return each(words(words), word -> List.of(content(word)));
  }

  /**
   * The models or files that the words name. A number is a model's id if the catalogue knows that
   * model, or if it is at most a part of a file's name.
   */
  public List<ModelOrFile> modelsOrFiles(List<String> words) {
    return each(words(words), word -> List.of(modelOrFile(word)));
  }

  /** The file of a word that may be another thing; empty if no file is named so. */
  public Optional<LocalFile> fileIfAny(String word) {
    NamedFiles.Found found = found(word);
    return found.isEmpty() ? Optional.empty() : Optional.of(oneContent(found, word).getFirst());
  }

  /** The words, with those in standard input in place of {@code -}. */
  public List<String> words(List<String> given) {
    return words(context, given);
  }

  /** As {@link #words(List)}, before the catalogue is open. */
  public static List<String> words(CommandContext context, List<String> given) {
    if (!given.contains(INPUT)) {
      return given;
    }
    if (context.terminal().inIsTerminal()) {
      context.messages().notice("reading standard input; Ctrl-D ends it");
    }
    List<String> words = new ArrayList<>();
    boolean isRead = false;
    for (String word : given) {
      if (!word.equals(INPUT)) {
        words.add(word);
      } else if (!isRead) {
        isRead = true;
        List<String> listed = read(context);
        words.addAll(listed);
        if (listed.isEmpty()) {
          context.messages().notice("Standard input names nothing.");
        }
      }
    }
    return words;
  }

  private static List<String> read(CommandContext context) {
    try {
      return PathList.read(context.input(), "give names or paths, one a line");
    } catch (ClosedByInterruptException e) {
      throw new Interrupted();
    } catch (IOException e) {
      throw new NotFound("standard input cannot be used: " + e.getMessage());
    }
  }

  private <T> List<T> each(List<String> words, Function<String, List<T>> find) {
    // One word names each thing once, and a set of records takes milliseconds to load.
    Collection<T> found = words.size() == 1 ? new ArrayList<>() : new LinkedHashSet<>();
    NotFound last = null;
    boolean any = false;
    for (String word : words) {
      Interrupted.check();
      try {
        found.addAll(find.apply(word));
        any = true;
      } catch (NotFound e) {
        if (!reportsUnknown) {
          throw e;
        }
        tell(last);
        last = e;
      }
    }
    if (last != null && !any) {
      throw last;
    }
    tell(last);
    complete &= last == null;
    return List.copyOf(found);
  }

  private void tell(@Nullable NotFound error) {
    if (error != null) {
      Messages messages = context.messages();
      messages.error(String.valueOf(error.getMessage()));
      error.candidates().forEach(messages::detail);
    }
  }

  private List<LocalFile> copies(String word) {
    NamedFiles.Found found = found(word);
    if (found.isEmpty()) {
      Optional<Repository> repository = repository(word);
      List<LocalFile> linked =
          repository.map(named -> names.ofRepository(named).files()).orElse(List.of());
      if (linked.isEmpty()) {
        throw repository.isPresent() ? notFound(word) : unknown.notRecorded(word);
      }
      return linked;
    }
    requireOneContent(found, word);
    return found.files();
  }

  private List<LocalFile> contentsOfWord(String word) {
    NamedFiles.Found found = orLinked(found(word), ModelReference.ofModel(word), word);
    return found.basis() == NamedFiles.Basis.MODEL ? found.contents() : oneContent(found, word);
  }

  private static List<LocalFile> oneContent(NamedFiles.Found found, String word) {
    requireOneContent(found, word);
    return found.contents();
  }

  private static void requireOneContent(NamedFiles.Found found, String word) {
    if (!found.isOneContent()) {
      throw UnknownFile.ambiguous(found, word);
    }
  }

  /**
   * The files that a word means.
   *
   * @throws NotFound if the word is the path of a model file that is not in the catalogue, even if
   *     another file has the same name
   */
  private NamedFiles.Found found(String word) {
    Optional<LocalFile> recorded = byPath(word);
    if (recorded.isPresent()) {
      return new NamedFiles.Found(List.of(recorded.get()), 1, true, NamedFiles.Basis.PATH_OR_NAME);
    }
    Optional<Path> onDisk = modelOnDisk(word);
    if (onDisk.isPresent()) {
      throw unknown.notInCatalogue(word, onDisk.get());
    }
    return names.of(word);
  }

  /** The files that a word means, or else those of the model or the repository that it names. */
  private NamedFiles.Found orLinked(
      NamedFiles.Found found, Optional<ModelReference> model, String word) {
    if (!found.isEmpty()) {
      return found;
    }
    return model
        .map(this::ofModel)
        .or(() -> repository(word).map(names::ofRepository))
        .filter(linked -> !linked.isEmpty())
        .orElseThrow(() -> notFound(word));
  }

  private NamedFiles.Found ofModel(ModelReference reference) {
    return names.ofModel(reference.modelId(), reference.versionId());
  }

  /** The error about a word that may name a model, too. */
  private NotFound notFound(String word) {
    Optional<Repository> repository = repository(word);
    if (repository.isPresent()) {
      return new NotFound(
          "none of your files is linked to %s; tsr db cache hf:%s and tsr db link find them; tsr db link FILE --to hf:%s links one that another repository has, too"
              .formatted(word, repository.get(), repository.get().name()));
    }
    return ModelReference.ofAddress(word).isPresent()
        ? new NotFound("none of your files is linked to " + word + "; see tsr db search --have")
        : unknown.notRecorded(word);
  }

  private Content content(String word) {
    Optional<ModelReference> model = ModelReference.ofAddress(word);
    NamedFiles.Found found = found(word);
    String sha256 = word.toUpperCase(Locale.ROOT);
    boolean isOther =
        word.length() == ModelHash.MOST_DIGITS
            && found.files().stream().noneMatch(file -> file.sha256().equals(sha256));
    if ((found.isEmpty() || isOther) && ModelHash.isStart(word)) {
      List<String> gone = new Notes(database).startingWith(sha256, MOST_LISTED + 1);
      if (gone.size() > 1) {
        throw new NotFound(
            "several noted contents match " + word + "; name one:",
            gone.subList(0, Math.min(MOST_LISTED, gone.size())));
      }
      if (!gone.isEmpty()) {
        return new Content(gone.getFirst(), null);
      }
    }
    LocalFile file = oneContent(orLinked(found, model, word), word).getFirst();
    return new Content(file.sha256(), file.path());
  }

  private ModelOrFile modelOrFile(String word) {
    Optional<ModelReference> named = ModelReference.ofModel(word);
    Optional<Repository> repository = repository(word);
    if (repository.isPresent()) {
      throw new WrongUsage(
          "'%s' is a repository at Hugging Face; name a model at CivitAI, or a file: tsr db list hf:%s"
              .formatted(word, repository.get()));
    }
    if (named.isEmpty() && ADDRESS.matcher(word).lookingAt()) {
      throw new NotFound("'" + word + "' is not the page address of a model at CivitAI");
    }
    if (named.isPresent() && (ModelReference.ofAddress(word).isPresent() || isKnown(named.get()))) {
      return new Model(named.get());
    }
    NamedFiles.Found found = found(word);
    boolean isId = named.isPresent() && found.basis() == NamedFiles.Basis.PART;
    if (!found.isEmpty() && !isId) {
      return new Recorded(oneContent(found, word).getFirst());
    }
    return new Model(named.orElseThrow(() -> unknown.neitherModelNorFile(word)));
  }

  private boolean isKnown(ModelReference reference) {
    Long modelId = reference.modelId();
    return modelId != null
        && (new CachedModels(database).has(modelId) || new IgnoredVersions(database).has(modelId));
  }

  /**
   * The repository at Hugging Face that a word names; empty if it means none.
   *
   * @throws WrongUsage if it means one, but not in the form of one
   */
  public static Optional<Repository> repository(String word) {
    Optional<Repository> repository = Repository.of(word);
    if (repository.isEmpty() && Repository.isMeant(word)) {
      throw new WrongUsage(Repository.fault(word));
    }
    return repository;
  }

  /** The error about a model that is not cached. */
  public static NotFound notCached(long modelId) {
    return new NotFound(
        "model " + modelId + " is not in the catalogue; tsr db cache " + modelId + " stores it");
  }

  /**
   * Requires that a version is cached.
   *
   * @param modelId CivitAI's id; null: of any model
   * @throws NotFound if it is not
   */
  public static void requireVersion(@Nullable Long modelId, long versionId, CachedModels models) {
    if (!models.hasVersion(modelId, versionId)) {
      throw new NotFound(
          "%s %d in the catalogue; refresh the model with tsr db cache"
              .formatted(
                  modelId == null ? "there is no version" : "the model has no version", versionId));
    }
  }

  private static Optional<Path> modelOnDisk(String word) {
    return real(word)
        .filter(Files::isRegularFile)
        .filter(path -> ModelFormat.isModel(path) || ModelFormat.isModel(Path.of(word)));
  }

  private Optional<LocalFile> byPath(String word) {
    try {
      String path = Path.of(word).toAbsolutePath().normalize().toString();
      return files.byPath(path).or(() -> real(word).flatMap(files::byRealPath));
    } catch (InvalidPathException e) {
      return Optional.empty(); // not a path, but perhaps a name
    }
  }

  /** The files below a folder that are not missing; none if the word is not a folder. */
  private List<LocalFile> below(String word) {
    return real(word)
        .filter(Files::isDirectory)
        .map(folder -> files.presentBelow(folder.toString()))
        .orElse(List.of());
  }

  /** The real path of a word; empty if there is no such file or folder. */
  static Optional<Path> real(String word) {
    try {
      return Optional.of(Path.of(word).toRealPath());
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }
}
