package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.CatalogueDatabase;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.InvalidSettings;
import dev.tensors.tsr.civitai.NetworkSettings;
import dev.tensors.tsr.civitai.Secrets;
import dev.tensors.tsr.civitai.Settings;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.output.OutputTarget;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.Terminal;
import dev.tensors.tsr.output.TextBlocks;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.sqlite.DatabasePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What every command works with, once its options are known. */
public final class CommandContext {

  private static final String CIVITAI = "https://civitai.com/api/v1";

  private final Terminal terminal;
  private final Environment environment;
  private final CommonOptions options = new CommonOptions();
  private boolean resultBegun;
  private Secrets secrets = Secrets.NONE;

  public CommandContext(Terminal terminal, Environment environment) {
    this.terminal = terminal;
    this.environment = environment;
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

  /** The format that the user asks for; empty if it is the command's choice. */
  public Optional<Format> chosenFormat() {
    return options.json
        ? Optional.of(Format.JSON)
        : Optional.ofNullable(options.format)
            .flatMap(FormatOption::format)
            .map(format -> options.byteOrderMark ? Format.SPREADSHEET : format);
  }

  /** Begins a result of any number of rows. */
  public <T> Rows<T> rows(List<Column<T>> columns) {
    resultBegun = true;
    return format().rows(terminal.target(options.colour), columns);
  }

  /** Begins a result of any number of bare values. */
  public <T> Rows<T> values(Column<T> column) {
    resultBegun = true;
    return format().values(terminal.target(options.colour), column);
  }

  /**
   * Begins a result of any number of texts.
   *
   * @param lines of a row, without line ends
   * @param nulEnded whether each is ended by NUL, rather than an empty line being between two
   */
  public <T> Rows<T> blocks(Function<T, List<String>> lines, boolean nulEnded) {
    resultBegun = true;
    OutputTarget target = terminal.target(options.colour);
    return nulEnded ? TextBlocks.nulEnded(target, lines) : TextBlocks.of(target, lines);
  }

  /** Begins a result of one object. */
  public <T> Rows<T> object(List<Column<T>> columns) {
    resultBegun = true;
    return format().object(terminal.target(options.colour), columns);
  }

  public boolean resultBegun() {
    return resultBegun;
  }

  /**
   * The catalogue to be filled, made where there is none. Only the default one's folder is made,
   * too.
   *
   * @throws NotFound if the folder of a named one is not there
   */
  public Database catalogue() {
    Path file = databaseFile();
    if (Files.notExists(file)) {
      makeFolder(file);
    }
    return CatalogueDatabase.open(file, listener());
  }

  private void makeFolder(Path file) {
    refuseMissingFolder(file);
    DatabasePath.createFolder(file);
  }

  private void refuseMissingFolder(Path file) {
    if (named() != null && !Files.isDirectory(file.getParent())) {
      throw new NotFound(
          file + ": its folder is not there; make it, or name another database with --db");
    }
  }

  /**
   * The catalogue to be changed. Where there is no default one, an empty one that is nowhere.
   *
   * @throws NotFound if a named one is not there
   */
  public Database catalogueIfAny() {
    return Files.notExists(databaseFile()) ? existingCatalogue() : catalogue();
  }

  /**
   * The catalogue as {@link #catalogueIfAny}; but one that may only be read is asked, and the user
   * is told that it does not change.
   */
  public Database catalogueIfWritable() {
    Path file = databaseFile();
    if (Files.notExists(file) || Database.isWritable(file)) {
      return catalogueIfAny();
    }
    messages().warning(file + ": may not be written; what is found is not remembered");
    return existingCatalogue();
  }

  /**
   * The catalogue to be asked only. Where there is no default one, an empty one that is nowhere.
   *
   * @throws NotFound if a named one is not there
   */
  public Database existingCatalogue() {
    Path file = databaseFile();
    if (named() != null && Files.notExists(file)) {
      throw new NotFound(file + ": no such database; tsr db scan FOLDER --db FILE makes one");
    }
    return previewedCatalogue();
  }

  /**
   * The catalogue as {@link #catalogue} would begin with it, to be asked only.
   *
   * @throws NotFound if the folder of a named one is not there
   */
  public Database previewedCatalogue() {
    Path file = databaseFile();
    if (Files.notExists(file)) {
      refuseMissingFolder(file);
      messages().notice("There is no catalogue at " + file + " yet: tsr db scan FOLDER makes one.");
    }
    return CatalogueDatabase.openForReading(file, listener());
  }

  /** The catalogue as it is, to be asked only; empty where there is none. */
  public Optional<Database> unchangedCatalogue() {
    Path file = databaseFile();
    return Files.notExists(file)
        ? Optional.empty()
        : Optional.of(CatalogueDatabase.openUnchanged(file));
  }

  private DatabaseListener listener() {
    return new MigrationReport(messages());
  }

  /** What a shell means by ~. Where no home folder is known, that sign itself. */
  public Path home() {
    return environment.home() == null ? Path.of("~") : environment.home();
  }

  /**
   * CivitAI, as options, environment and configuration say, in this order.
   *
   * @throws InvalidConfiguration if it cannot be asked so
   */
  public Civitai civitai(ServiceOptions service) {
    Configuration file = Configuration.read(environment.configuration());
    String key = first(service.key, environment.variable("CIVITAI_API_KEY"), file.civitaiKey());
    secrets = Secrets.of(Collections.singletonList(key));
    String url = first(service.url, environment.variable("CIVITAI_API_URL"), file.civitaiUrl());
    try {
      NetworkSettings network = NetworkSettings.of(environment.variables());
      Settings settings =
          Settings.of(url == null ? CIVITAI : url, key, ProgramVersion.userAgent(), network);
      secrets = settings.secrets();
      return new Civitai(settings, clock(), Thread::sleep, Math::random);
    } catch (InvalidSettings e) {
      throw new InvalidConfiguration(
          e.getMessage() + (e.isOfEnvironment() ? "" : "; see --api-url and --api-key"));
    }
  }

  /** A text without the key, in whatever form it is in there. */
  public String withoutSecrets(String text) {
    return secrets.mask(text);
  }

  private static String first(String... values) {
    for (String value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** So long ago, as the catalogue writes it; null if there is no age. */
  public String ago(Duration age) {
    return age == null ? null : Timestamps.of(clock().instant().minus(age));
  }

  public InstantSource clock() {
    return InstantSource.system();
  }

  /** The database that the user names; null if it is the default one. */
  private Path named() {
    return options.database != null ? options.database : environment.namedDatabase();
  }

  private Path databaseFile() {
    Path named = named();
    Path file = named != null ? named : environment.defaultDatabase();
    if (file.toString().indexOf('\uFFFD') >= 0) {
      throw new InvalidConfiguration(
          file + ": its name is not UTF-8; name another database with --db");
    }
    return DatabasePath.resolve(file);
  }
}
