package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.InvalidSettings;
import dev.tensors.tsr.civitai.Settings;
import dev.tensors.tsr.output.Blocks;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.Talk;
import dev.tensors.tsr.output.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What every command works with, once its options are known. */
final class Context {

  private static final String CIVITAI = "https://civitai.com/api/v1";

  private final Terminal terminal;
  private final Environment environment;
  private final CommonOptions options = new CommonOptions();
  private boolean resultBegun;

  Context(Terminal terminal, Environment environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  CommonOptions options() {
    return options;
  }

  Terminal terminal() {
    return terminal;
  }

  Talk talk() {
    return new Talk(terminal, options.quiet, options.colour);
  }

  Progress progress(String task, Progress.Unit unit) {
    return options.quiet ? Progress.NONE : Progress.of(terminal, task, unit);
  }

  Format format() {
    Optional<Format> chosen = chosenFormat();
    return chosen.orElse(terminal.outIsTerminal() ? Format.TABLE : Format.TSV);
  }

  /** The format that the user asks for; empty if it is the command's choice. */
  Optional<Format> chosenFormat() {
    return options.json
        ? Optional.of(Format.JSON)
        : Optional.ofNullable(options.format).flatMap(FormatOption::format);
  }

  /** Begins a result of any number of rows. */
  <T> Rows<T> rows(List<Column<T>> columns) {
    resultBegun = true;
    return format().rows(terminal.sheet(options.colour), columns);
  }

  /** Begins a result of any number of bare values. */
  <T> Rows<T> values(Column<T> column) {
    resultBegun = true;
    return format().values(terminal.sheet(options.colour), column);
  }

  /**
   * Begins a result of any number of texts.
   *
   * @param lines of a row, without line ends
   */
  <T> Rows<T> blocks(Function<T, List<String>> lines) {
    resultBegun = true;
    return Blocks.of(terminal.sheet(options.colour), lines);
  }

  /** Begins a result of one object. */
  <T> Rows<T> object(List<Column<T>> columns) {
    resultBegun = true;
    return format().object(terminal.sheet(options.colour), columns);
  }

  boolean resultBegun() {
    return resultBegun;
  }

  /** The catalogue, made where there is none. */
  Database catalogue() {
    return Database.open(databaseFile());
  }

  /** The catalogue to be changed; but where there is none, none is made. */
  Database catalogueIfAny() {
    return Files.notExists(databaseFile()) ? existingCatalogue() : catalogue();
  }

  /** The catalogue to be asked only: where there is none, an empty one that is nowhere. */
  Database existingCatalogue() {
    Path file = databaseFile();
    if (Files.notExists(file)) {
      talk().notice("There is no catalogue at " + file + " yet: tsr db scan FOLDER makes one.");
    }
    return Database.openExisting(file);
  }

  /** The catalogue as it is, to be asked only; empty where there is none. */
  Optional<Database> unchangedCatalogue() {
    Path file = databaseFile();
    return Files.notExists(file) ? Optional.empty() : Optional.of(Database.openUnchanged(file));
  }

  /** What a shell means by ~. */
  Path home() {
    return environment.home();
  }

  /**
   * CivitAI, as options, environment and configuration say, in this order.
   *
   * @throws Misconfiguration if it cannot be asked so
   */
  Civitai civitai(ServiceOptions service) {
    Configuration file = Configuration.read(environment.configuration());
    String key = first(service.key, environment.variable("CIVITAI_API_KEY"), file.civitaiKey());
    String url = first(service.url, environment.variable("CIVITAI_API_URL"), file.civitaiUrl());
    try {
      Settings settings = Settings.of(url == null ? CIVITAI : url, key, Version.userAgent());
      return new Civitai(settings, clock(), Thread::sleep, Math::random);
    } catch (InvalidSettings e) {
      throw new Misconfiguration(e.getMessage() + "; see --api-url and --api-key");
    }
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
  String ago(Duration age) {
    return age == null ? null : Timestamps.of(clock().instant().minus(age));
  }

  InstantSource clock() {
    return InstantSource.system();
  }

  private Path databaseFile() {
    Path file = options.database != null ? options.database : environment.database();
    if (file.toString().indexOf('\uFFFD') >= 0) {
      throw new Misconfiguration(file + ": its name is not UTF-8; name another database with --db");
    }
    return file.toAbsolutePath().normalize();
  }
}
