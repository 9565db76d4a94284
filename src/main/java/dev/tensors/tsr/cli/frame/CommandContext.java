package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civarchive.CivArchive;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.cli.frame.options.CommonOptions;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.huggingface.HuggingFace;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.formats.TextBlocks;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.output.terminal.ShownPaths;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.previews.PreviewFolder;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives a command the common options, the result and message streams, the catalogue and CivitAI.
 */
public final class CommandContext {

  private final Terminal terminal;
  private final Environment environment;
  private final CommonOptions options = new CommonOptions();
  private final InstantSource clock = InstantSource.system();
  private final CivitaiSettings civitai;
  private final HuggingFaceSettings huggingFace;
  private ShownPaths paths;
  private boolean resultStarted;
  private @Nullable UncheckedIOException failedWrite;

  public CommandContext(Terminal terminal, Environment environment) {
    this.terminal = terminal;
    this.environment = environment;
    this.paths = new ShownPaths(List.of(), environment.home());
    this.civitai = new CivitaiSettings(environment);
    this.huggingFace = new HuggingFaceSettings(environment);
  }

  public CommonOptions options() {
    return options;
  }

  public Terminal terminal() {
    return terminal;
  }

  public Messages messages() {
    return new Messages(terminal, options.quiet, options.colour, this::withoutSecrets);
  }

  public Progress progress(String task, Progress.Unit unit) {
    return options.quiet ? Progress.NONE : Progress.of(terminal, task, unit);
  }

  public Format format() {
    Optional<Format> chosen = chosenFormat();
    return chosen.orElse(terminal.outIsTerminal() ? Format.TABLE : Format.TSV);
  }

  /** The format that the user chose; empty if the command chooses. */
  public Optional<Format> chosenFormat() {
    return options.json
        ? Optional.of(Format.JSON)
        : Optional.ofNullable(options.format)
            .flatMap(FormatOption::format)
            .map(format -> options.byteOrderMark ? Format.SPREADSHEET : format);
  }

  /** Whether the user chose this format of {@link FormatOption#EXTRA}. */
  public boolean isFormat(FormatOption extra) {
    return options.format == extra && !options.json;
  }

  /** Starts a result of any number of rows. */
  public <T> Rows<T> rows(List<Column<T>> columns) {
    resultStarted = true;
    return format().rows(target(), columns);
  }

  /** Starts a result of any number of bare values. */
  public <T> Rows<T> values(Column<T> column) {
    resultStarted = true;
    return format().values(target(), column);
  }

  /**
   * Starts a result of any number of blocks of text.
   *
   * @param lines the lines of a row, without line ends
   * @param nulEnded whether NUL ends each block; otherwise an empty line separates them
   */
  public <T> Rows<T> blocks(Function<T, List<String>> lines, boolean nulEnded) {
    resultStarted = true;
    OutputTarget target = target();
    return nulEnded ? TextBlocks.nulEnded(target, lines) : TextBlocks.of(target, lines);
  }

  /** Starts a result of paths that each end with NUL. */
  public Rows<String> paths() {
    resultStarted = true;
    return TextBlocks.paths(target(), terminal.outIsTerminal());
  }

  /**
   * Starts a result of rows that a person reads one by one: cards in place of a table.
   *
   * @param card makes the card of a row
   */
  public <T> Rows<T> cards(List<Column<T>> columns, Function<T, Card> card) {
    resultStarted = true;
    return format().cards(target(), columns, card);
  }

  /** Starts a result of one object. */
  public <T> Rows<T> object(List<Column<T>> columns) {
    resultStarted = true;
    return format().object(target(), columns);
  }

  /** Whether the command has started its result. */
  public boolean isResultStarted() {
    return resultStarted;
  }

  /** Keeps a failure to write the result, which the command outlives. */
  void keepFailedWrite(UncheckedIOException failure) {
    failedWrite = failure;
  }

  /** Why the result could not be written; null: it could, or the command ended. */
  public @Nullable UncheckedIOException failedWrite() {
    return failedWrite;
  }

  /** Standard input. */
  public InputStream input() {
    return environment.input();
  }

  /** An environment variable as it is set; null if it is not. */
  public @Nullable String variable(String name) {
    return environment.variables().get(name);
  }

  public Browser browser() {
    return new Browser(environment);
  }

  /** What opens the catalogue; nothing is opened yet. */
  public CatalogueOpener catalogue() {
    return new CatalogueOpener(
        options,
        environment,
        messages(),
        database -> {
          if (format() == Format.TABLE) {
            showPathsFrom(new ScannedFolders(database).all());
          }
        });
  }

  /** Tables show paths from this folder if it is the only one, else from the home folder. */
  public void showPathsFrom(List<String> folders) {
    paths = new ShownPaths(folders, environment.home());
  }

  private OutputTarget target() {
    return terminal.target(options.colour, paths);
  }

  /** The kept pictures of models; none if the home folder is unknown. */
  public KeptPreviews previews(Database database) {
    Path folder = environment.previews();
    return new KeptPreviews(database, folder == null ? null : new PreviewFolder(folder));
  }

  /**
   * The folder of the kept pictures, which is created if it is absent.
   *
   * @throws InvalidConfiguration if the home folder is unknown
   * @throws NotFound if the folder cannot be created
   */
  public PreviewFolder createPreviewFolder() {
    Path folder = environment.previews();
    if (folder == null) {
      throw new InvalidConfiguration(
          "HOME is not set to an absolute path, so there is no folder for pictures; name one with"
              + " XDG_CACHE_HOME");
    }
    try {
      return PreviewFolder.create(folder);
    } catch (IOException e) {
      throw new NotFound(
          "%s: the folder cannot be created (%s); choose another place with XDG_CACHE_HOME"
              .formatted(folder, PreviewFolder.reason(e)));
    }
  }

  /** The home folder, or {@code ~} itself if it is unknown. */
  public Path home() {
    Path home = environment.home();
    return home == null ? Path.of("~") : home;
  }

  /**
   * A client of CivitAI, with the settings of options, environment and configuration file.
   *
   * @throws InvalidConfiguration if a setting is invalid
   */
  public Civitai civitai(ServiceOptions service) {
    return new Civitai(civitai.read(service), clock, Thread::sleep, Math::random);
  }

  /**
   * A client of CivArchive.
   *
   * @throws InvalidConfiguration if a setting is invalid
   */
  public CivArchive civArchive() {
    return new CivArchive(civitai.civArchive(), clock, Thread::sleep, Math::random);
  }

  /**
   * A client of Hugging Face, with the settings of the environment.
   *
   * @throws InvalidConfiguration if a setting is invalid
   * @throws ServiceUnavailable if the environment says to be offline
   */
  public HuggingFace huggingFace() {
    return new HuggingFace(huggingFace.read(), clock, Thread::sleep, Math::random);
  }

  /** Why Hugging Face is not to be asked, by the user's own word; empty if it may be. */
  public Optional<String> reasonNotToAskHuggingFace() {
    return huggingFace.isOffline() ? Optional.of(HuggingFaceSettings.OFFLINE) : Optional.empty();
  }

  /**
   * The addresses that may be given to a download program.
   *
   * @throws InvalidConfiguration if the configured address of the API is invalid
   */
  public DownloadAddress downloads(ServiceOptions service) {
    return civitai.downloads(service);
  }

  /** The text with the keys of the services masked. */
  public String withoutSecrets(String text) {
    return huggingFace.withoutSecrets(civitai.withoutSecrets(text));
  }

  /** The time {@code age} ago, as the catalogue writes it. */
  public String ago(Duration age) {
    return Timestamps.of(clock.instant().minus(age));
  }

  public InstantSource clock() {
    return clock;
  }
}
