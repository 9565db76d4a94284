package dev.tensors.tsr.triggers;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.LoraWeights;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.TriggerWords;
import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.TriggerWord;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

public final class TriggersCommand implements Command {

  private static final Column<TriggerWord> WORD =
      Column.of("word", "WORD", ValueKind.TEXT, TriggerWord::word);

  private static final Column<String> LINE =
      Column.of("line", "LINE", ValueKind.TEXT, Function.identity());

  private static final List<Column<TriggerWord>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, TriggerWord::path),
          WORD,
          Column.of("position", "POSITION", ValueKind.NUMBER, TriggerWord::position),
          Column.of("source", "SOURCE", ValueKind.TEXT, TriggersCommand::source));

  private final FilesParameter parameter = new FilesParameter();
  private boolean sources;
  private boolean lora;
  private boolean line;

  private final CommandContext context;

  public TriggersCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Print the trigger words of files, one a line.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Your own words (see tsr db note) come first, then those of the file's version at
            CivitAI. If there are neither, the words come from the file's header: trigger
            phrase, usage hint, names of training folders, then the most frequent training tags.

            A model at CivitAI (its id, the address of its page, or its AIR) stands for your files
            of it, too.
            """)
        .exitCodes(
            "4:no such file in the catalogue, or no such database",
            ExitCode.READING_INTERRUPTED_HELP)
        .examples(
            "tsr db triggers --lora add_detail", "tsr db triggers --sources add_detail watercolour")
        .options(parameter)
        .flag(
            "--sources",
            "Also print the source of each word: user, civitai, modelspec or training_tags.",
            on -> sources = on)
        .flag(
            "--lora",
            """
            Print one line for each file to paste into a prompt: <lora:NAME:WEIGHT> and the
            words, with your own weight (see tsr db note), else the weight that most example
            images use. The line of an embedding is its name.
            """,
            on -> lora = on)
        .flag(
            "--line",
            "Print the words of each file on one line, with commas between them.",
            on -> line = on);
  }

  @Override
  public ExitCode call() {
    exclude(lora && sources, "--lora and --sources");
    exclude(lora && line, "--lora and --line");
    exclude(line && sources, "--line and --sources");
    List<TriggerWord> words = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    ExitCode exitCode;
    try (Database database = context.catalogue().openForReading()) {
      TriggerWords triggers = new TriggerWords(database);
      FileArguments arguments = FileArguments.thoseFound(context, database);
      for (LocalFile file : arguments.contents(parameter.files)) {
        List<TriggerWord> found = triggers.of(file);
        words.addAll(found);
        Optional<String> pasted = lora ? toPaste(file, joined(found), database) : Optional.empty();
        pasted.ifPresent(lines::add);
        boolean shown = !lora || pasted.isPresent();
        if (shown && (found.isEmpty() || isOfHeader(found.getFirst()))) {
          noticeSource(file, new CachedModels(database), found.isEmpty());
        }
        if (line && !found.isEmpty()) {
          lines.add(joined(found));
        }
      }
      exitCode = arguments.exitCode();
    }
    if (lora || line) {
      printLines(lines);
    } else {
      print(words);
    }
    return exitCode;
  }

  private static boolean isOfHeader(TriggerWord word) {
    return switch (word.source()) {
      case USER, CIVITAI -> false;
      case MODELSPEC, TRAINING_TAGS -> true;
    };
  }

  private void exclude(boolean both, String options) {
    if (both) {
      throw new WrongUsage(options + " exclude each other");
    }
  }

  private static String joined(List<TriggerWord> words) {
    return words.stream().map(TriggerWord::word).collect(Collectors.joining(", "));
  }

  /** The line to paste into a prompt; empty for what no prompt names, such as a VAE. */
  private Optional<String> toPaste(LocalFile file, String words, Database database) {
    String name = ModelFileName.stemOfFile(file.path());
    String type = new LocalFiles(database).type(file).orElse(null);
    if (LoraTag.EMBEDDING.equals(type)) {
      return Optional.of(name);
    }
    if (type != null && !LoraTag.loads(type)) {
      context.messages().notice(file.path() + " is of type " + type + ", so it has no <lora:> tag");
      return Optional.empty();
    }
    if (!LoraTag.canName(name)) {
      context
          .messages()
          .warning(
              file.path()
                  + ": its name cannot stand in a <lora:> tag; rename it without :, <, > and"
                  + " hidden characters");
      return Optional.of(words).filter(text -> !text.isEmpty());
    }
    String tag = LoraTag.of(name, new LoraWeights(database).usual(file));
    return Optional.of((tag + " " + words).stripTrailing());
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

  private void print(List<TriggerWord> words) {
    try (Rows<TriggerWord> rows = sources ? context.rows(COLUMNS) : context.values(WORD)) {
      words.forEach(rows::add);
    }
  }

  private static String source(TriggerWord word) {
    return word.source().name().toLowerCase(Locale.ROOT);
  }
}
