package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.EnumValue;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.library.CompletionValues;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.search.ModelFields;
import dev.tensors.tsr.search.SearchCommand;
import dev.tensors.tsr.sidecars.exports.ExportTarget;
import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds candidates for the value of an option or a parameter. */
final class ValueCandidates {

  private static final List<String> TYPES =
      List.of(
          "checkpoint",
          "controlnet",
          "dora",
          "embedding",
          "hypernetwork",
          "locon",
          "lora",
          "upscaler",
          "vae");

  private static final List<String> BASE_MODELS =
      List.of("flux", "illustrious", "noobai", "pony", "sd15", "sdxl");

  private final CommandContext context;

  ValueCandidates(CommandContext context) {
    this.context = context;
  }

  /**
   * The candidates for an option or parameter of a command; none for paths, which the shell
   * completes.
   *
   * @param typed the start of the value
   */
  Stream<CompletionCandidate> of(ArgSpec spec, Command command, String typed) {
    if (spec.type().isEnum()) {
      return inAnyCase(
          Stream.of(spec.type().getEnumConstants())
              .filter(
                  one -> !FormatOption.EXTRA.contains(one) || command.extraFormats().contains(one))
              .map(one -> EnumValue.word((Enum<?>) one)),
          typed);
    }
    if (spec instanceof OptionSpec option && option.longestName().equals("--creator")) {
      return creators(typed);
    }
    if (spec instanceof OptionSpec option && option.longestName().equals("--fields")) {
      return afterComma(
          Stream.concat(FileFields.TABLE.listed().stream().map(Field::key), Stream.of("states")),
          typed);
    }
    if (spec instanceof OptionSpec option && option.longestName().equals("--untag")) {
      return named(values -> values.ownTags(typed));
    }
    return switch (spec.paramLabel()) {
      case "TYPE" -> types(typed);
      case "BASE" -> baseModels(typed);
      case "TERM" ->
          new TermCandidates(
                  command instanceof SearchCommand ? ModelFields.TABLE : FileFields.TABLE, this)
              .of(typed);
      case WhereOption.LABEL -> new TermCandidates(FileFields.TABLE, this).ofSeveral(typed);
      case "KEY" -> inAnyCase(FileFields.TABLE.sortKeys().stream(), typed);
      case "MANAGER" -> afterComma(Stream.of(ExportTarget.values()).map(ExportTarget::word), typed);
      case "TAG" -> tags(typed);
      case "MODEL" -> spec.isPositional() ? models(typed) : Stream.of();
      case "FILE" -> spec.isPositional() ? files(typed) : Stream.of();
      case "MODEL|FILE", "FILE|MODEL" -> Stream.concat(files(typed), models(typed));
      default -> Stream.of();
    };
  }

  Stream<CompletionCandidate> types(String typed) {
    return inAnyCase(Stream.concat(TYPES.stream(), kinds(ModelKinds::types)), typed);
  }

  Stream<CompletionCandidate> baseModels(String typed) {
    return inAnyCase(Stream.concat(BASE_MODELS.stream(), kinds(ModelKinds::baseModels)), typed);
  }

  Stream<CompletionCandidate> creators(String typed) {
    return named(values -> values.creators(typed));
  }

  Stream<CompletionCandidate> tags(String typed) {
    return named(values -> values.tags(typed));
  }

  /** Each word once, in the case that was typed, even if it occurs in several cases. */
  private static Stream<CompletionCandidate> inAnyCase(Stream<String> words, String typed) {
    Map<String, CompletionCandidate> candidates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    words
        .map(CompletionCandidate::of)
        .filter(one -> one.startsWithIgnoringCase(typed))
        .forEach(one -> candidates.merge(one.word(), one, (a, b) -> b.startsWith(typed) ? b : a));
    return candidates.values().stream().map(one -> one.inCaseOf(typed));
  }

  /** Words, also after others and a comma. */
  private static Stream<CompletionCandidate> afterComma(Stream<String> words, String typed) {
    String before = typed.substring(0, typed.lastIndexOf(',') + 1);
    return inAnyCase(words.map(word -> before + word), typed);
  }

  private Stream<String> kinds(Function<ModelKinds, List<String>> kinds) {
    return inCatalogue(database -> kinds.apply(new ModelKinds(database))).stream();
  }

  private Stream<CompletionCandidate> files(String typed) {
    return named(values -> values.fileNames(typed));
  }

  private Stream<CompletionCandidate> models(String typed) {
    return typed.matches("[0-9]*") ? named(values -> values.models(typed)) : Stream.of();
  }

  private Stream<CompletionCandidate> named(
      Function<CompletionValues, List<CompletionValues.Value>> names) {
    return inCatalogue(database -> names.apply(new CompletionValues(database))).stream()
        .map(CompletionCandidate::of);
  }

  private <T> List<T> inCatalogue(Function<Database, List<T>> question) {
    try (Database database = context.catalogue().openWithoutUpgrade().orElse(null)) {
      return database == null ? List.of() : question.apply(database);
    }
  }
}
