package dev.tensors.tsr.note;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.FileArguments.Content;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.notes.EffectiveNotes;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.library.notes.Note;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.library.notes.Notes.NoteChange;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public final class NoteCommand implements Command {

  /** What counts for a content, of which a file may be recorded. */
  private record Row(Content content, EffectiveNote note) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, row -> row.content().path()),
          Column.of("sha256", "SHA256", ValueKind.HASH, row -> row.content().sha256()),
          Column.<Row>of("text", "TEXT", ValueKind.TEXT, row -> row.note().text()).asEssential(),
          Column.of("rating", "RATING", ValueKind.NUMBER, row -> row.note().rating()),
          Column.of("favourite", "FAVOURITE", ValueKind.TEXT, row -> row.note().favourite()),
          Column.of("weight", "WEIGHT", ValueKind.NUMBER, row -> row.note().weight()),
          Column.of("triggers", "TRIGGERS", ValueKind.LIST, row -> row.note().triggers()),
          Column.of("tags", "TAGS", ValueKind.LIST, row -> row.note().tags()),
          Column.of("source", "SOURCE", ValueKind.TEXT, row -> source(row.note())));

  private List<String> files = List.of();
  private final NoteOptions options = new NoteOptions();

  private final CommandContext context;

  public NoteCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Note what you think of files: a text, stars, tags, your own trigger words and weight.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Without options: show what counts: your notes, and what was imported where you noted
            nothing; SOURCE is user, or the manager. A note belongs to the content of a file,
            its SHA-256: copies share it, and it stays when the file is moved or deleted. All
            files are changed, or none.
            """)
        .exitCodes("4:no such file in the catalogue, or no such database")
        .examples(
            "tsr db note add_detail --rating 5 --text 'best below 0.7'",
            "tsr db note --tag portrait ~/models/Lora/faces/*")
        .parameters(
            "FILE...",
            "Files in the catalogue: "
                + FilesParameter.FILES
                + " Or the SHA-256 of a file that is gone; or the address of a model's or version's "
                + "page at CivitAI, or its AIR, for your file of it.",
            all -> files = all)
        .options(options);
  }

  @Override
  public ExitCode call() {
    if (!options.contradictions().isEmpty()) {
      throw new WrongUsage(
          "--tag and --untag both name the tag " + options.contradictions().getFirst());
    }
    NoteChange change = options.change();
    try (Database database =
        change.isNone()
            ? context.catalogue().openForReading()
            : context.catalogue().openForWriting()) {
      List<Content> named = FileArguments.allOrNone(context, database).noted(files);
      List<String> contents = named.stream().map(Content::sha256).toList();
      Notes notes = new Notes(database);
      if (change.isNone()) {
        print(named, database);
      } else {
        Notes.Changed changed = notes.change(contents, change);
        print(named, database);
        boolean hadNothing =
            change.clear()
                && changed.count() == 0
                && changed.notes().stream().allMatch(Note::isEmpty);
        context
            .messages()
            .notice(
                hadNothing
                    ? "nothing was noted in tsr"
                    : Counts.of(changed.count(), "note", "notes") + " changed");
        if (change.clear()) {
          noticeImported(new EffectiveNotes(database).told(contents));
        }
      }
    }
    return ExitCode.DONE;
  }

  /** Clearing removes no imported value, and some of them apply only now. */
  private void noticeImported(Map<String, Set<String>> keys) {
    if (!keys.isEmpty()) {
      context
          .messages()
          .notice(
              keys.entrySet().stream()
                  .map(told -> told.getKey() + ": " + String.join(", ", told.getValue()))
                  .collect(
                      Collectors.joining(
                          "; ",
                          "imported values stay (",
                          "); change them in that manager and import again, or note your own")));
    }
  }

  private void print(List<Content> named, Database database) {
    EffectiveNotes notes = new EffectiveNotes(database);
    try (Rows<Row> rows = context.rows(COLUMNS)) {
      named.forEach(content -> rows.add(new Row(content, notes.of(content.sha256()))));
    }
  }

  /** Who gave the values: the user in tsr, managers that they were imported from, or both. */
  private static @Nullable String source(EffectiveNote note) {
    return note.sources().isEmpty() ? null : String.join(", ", note.sources());
  }
}
