package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.catalog.CompletionValues;
import dev.tensors.tsr.catalog.ModelKinds;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExtraFormats;
import dev.tensors.tsr.cli.frame.FormatOption;
import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an option or a parameter may be given, as far as that can be told. */
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
   * Of an option or a parameter of a command; none where the shell knows better, as of paths.
   *
   * @param typed what they are to begin with
   */
  Stream<CompletionCandidate> of(ArgSpec spec, Object command, String typed) {
    if (spec.type().isEnum()) {
      return inAnyCase(
          Stream.of(spec.type().getEnumConstants())
              .filter(
                  one ->
                      !FormatOption.EXTRA.contains(one) || ExtraFormats.of(command).contains(one))
              .map(one -> one.toString().toLowerCase(Locale.ROOT)),
          typed);
    }
    if (spec instanceof OptionSpec option && option.longestName().equals("--creator")) {
      return named(begun -> begun.creators(typed));
    }
    return switch (spec.paramLabel()) {
      case "TYPE" -> inAnyCase(Stream.concat(TYPES.stream(), kinds(ModelKinds::types)), typed);
      case "BASE" ->
          inAnyCase(Stream.concat(BASE_MODELS.stream(), kinds(ModelKinds::baseModels)), typed);
      case "TAG" -> named(begun -> begun.tags(typed));
      case "MODEL" -> spec.isPositional() ? models(typed) : Stream.of();
      case "FILE" -> spec.isPositional() ? files(typed) : Stream.of();
      case "MODEL|FILE" -> Stream.concat(files(typed), models(typed));
      default -> Stream.of();
    };
  }

  /** Each word once, though it comes in several cases, and in the case that was typed. */
  private static Stream<CompletionCandidate> inAnyCase(Stream<String> words, String typed) {
    Map<String, CompletionCandidate> candidates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    words
        .map(CompletionCandidate::of)
        .filter(one -> one.beginsInAnyCase(typed))
        .forEach(one -> candidates.merge(one.word(), one, (a, b) -> b.begins(typed) ? b : a));
    return candidates.values().stream().map(one -> one.inCaseOf(typed));
  }

  private Stream<String> kinds(Function<ModelKinds, List<String>> kinds) {
    return inCatalogue(database -> kinds.apply(new ModelKinds(database))).stream();
  }

  private Stream<CompletionCandidate> files(String typed) {
    return named(begun -> begun.fileNames(typed));
  }

  private Stream<CompletionCandidate> models(String typed) {
    return typed.matches("[0-9]*") ? named(begun -> begun.models(typed)) : Stream.of();
  }

  private Stream<CompletionCandidate> named(
      Function<CompletionValues, List<CompletionValues.Value>> names) {
    return inCatalogue(database -> names.apply(new CompletionValues(database))).stream()
        .map(CompletionCandidate::of);
  }

  private <T> List<T> inCatalogue(Function<Database, List<T>> question) {
    try (Database database = context.unchangedCatalogue().orElse(null)) {
      return database == null ? List.of() : question.apply(database);
    }
  }
}
