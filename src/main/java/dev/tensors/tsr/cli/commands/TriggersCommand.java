package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LoraWeights;
import dev.tensors.tsr.catalog.TriggerWord;
import dev.tensors.tsr.catalog.TriggerWords;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.FilesParameter;
import dev.tensors.tsr.cli.frame.FoundFiles;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.prompts.LoraTag;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "triggers",
    description = {
      "Print the trigger words of files, one a line.",
      "",
      "Your own words (see tsr db note) come first, then those of the file's version at CivitAI. If"
          + " there are neither, the words come from the file's header: trigger phrase, usage hint,"
          + " names of training folders, then the most frequent training tags."
    },
    exitCodeList = "4:no such file in the catalogue, or no such database",
    footer = {
      "",
      "Examples:",
      "  tsr db triggers --lora add_detail",
      "  tsr db triggers --sources add_detail watercolour"
    })
public final class TriggersCommand implements Callable<Integer> {

  private static final Column<TriggerWord> WORD =
      Column.of("word", "WORD", ValueKind.TEXT, TriggerWord::word);

  private static final Column<String> LINE =
      Column.of("line", "LINE", ValueKind.TEXT, Function.identity());

  private static final List<Column<TriggerWord>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, TriggerWord::filePath),
          WORD,
          Column.of("position", "POSITION", ValueKind.NUMBER, TriggerWord::position),
          Column.of("source", "SOURCE", ValueKind.TEXT, TriggersCommand::source));

  @Mixin private FilesParameter parameter;

  @Option(
      names = "--sources",
      description =
          "Also print the source of each word: user, civitai, modelspec or training_tags.")
  private boolean sources;

  @Option(
      names = "--lora",
      description =
          "Print one line for each file to paste into a prompt: <lora:NAME:WEIGHT> and the words,"
              + " with your own weight (see tsr db note), else the weight that most example images use.")
  private boolean lora;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public TriggersCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (lora && sources) {
      throw new ParameterException(spec.commandLine(), "--lora and --sources exclude each other");
    }
    List<TriggerWord> words = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    FoundFiles<LocalFile> named;
    try (Database database = context.catalogue().openForReading()) {
      TriggerWords triggers = new TriggerWords(database);
      named =
          FoundFiles.of(
              parameter.files, new FileArguments(database)::ofContents, context.messages());
      for (LocalFile file : named.files()) {
        List<TriggerWord> found = triggers.of(file);
        if (found.isEmpty() || isOfHeader(found.getFirst())) {
          noticeSource(file, new CachedModels(database), found.isEmpty());
        }
        words.addAll(found);
        if (lora) {
          lines.add(line(file, found, database));
        }
      }
    }
    if (lora) {
      printLines(lines);
    } else {
      print(words);
    }
    return named.exitCode(ExitCode.DONE);
  }

  private static boolean isOfHeader(TriggerWord word) {
    return switch (word.source()) {
      case USER, CIVITAI -> false;
      case MODELSPEC, TRAINING_TAGS -> true;
    };
  }

  private String line(LocalFile file, List<TriggerWord> found, Database database) {
    String words = found.stream().map(TriggerWord::word).collect(Collectors.joining(", "));
    Optional<String> type =
        Optional.ofNullable(file.modelId()).flatMap(new CachedModels(database)::type);
    if (type.isPresent() && !LoraTag.loads(type.get())) {
      context
          .messages()
          .notice(file.path() + " is of type " + type.get() + ", so it has no <lora:> tag");
      return words;
    }
    String name = ModelFileName.stemOfFile(file.path());
    if (!LoraTag.canName(name)) { // a colon or bracket would end the tag
      context
          .messages()
          .warning(
              file.path()
                  + ": its name cannot stand in a <lora:> tag; rename it without :, < and >");
      return words;
    }
    return (LoraTag.of(name, new LoraWeights(database).usual(file)) + " " + words).stripTrailing();
  }

  private void printLines(List<String> lines) {
    try (Rows<String> rows = context.values(LINE)) {
      lines.forEach(rows::add);
    }
  }

  private void noticeSource(LocalFile file, CachedModels models, boolean none) {
    Long version = file.versionId();
    String civitai =
        version == null
            ? " is not linked to CivitAI (see tsr db link)"
            : models.hasVersion(null, version)
                ? " has no trigger words at CivitAI"
                : " is linked, but its model is not cached (see tsr db cache)";
    String header = none ? ", and its header has no words" : ": its words are from its header";
    context.messages().notice(file.path() + civitai + header);
  }

  /** Prints a word once, even if several files have it. */
  private void print(List<TriggerWord> words) {
    Set<String> printed = new HashSet<>();
    try (Rows<TriggerWord> rows = sources ? context.rows(COLUMNS) : context.values(WORD)) {
      for (TriggerWord word : words) {
        if (sources || printed.add(word.word())) {
          rows.add(word);
        }
      }
    }
  }

  private static String source(TriggerWord word) {
    return word.source().name().toLowerCase(Locale.ROOT);
  }
}
