package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.OptionGroup;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ShellWords;
import java.util.ArrayList;
import java.util.List;

/** The option that narrows a command over many files to those that match some terms. */
public final class WhereOption implements OptionGroup {

  /** Stands for several terms in one argument. */
  public static final String LABEL = "TERMS";

  private final CommandContext context;
  private List<String> given = List.of();

  public WhereOption(CommandContext context) {
    this.context = context;
  }

  @Override
  public void declare(Declaration command) {
    command.values(
        "--where=" + LABEL,
        """
        Only files that match all of these terms, as of tsr db list: 'type:lora rating:>=4'.
        Quote a term with spaces once more. Can be repeated.
        """,
        all -> given = all);
  }

  /** The terms as the user wrote them; empty if the option is not given. */
  public String text() {
    return String.join(" ", given);
  }

  public boolean isGiven() {
    return !given.isEmpty();
  }

  /**
   * The terms; none, if the option is not given.
   *
   * @throws WrongUsage if one is no term, or cannot be asked of recorded files
   */
  public List<Term> terms() {
    List<String> words = new ArrayList<>();
    given.forEach(text -> words.addAll(words(text)));
    try {
      List<Term> terms = Term.ofAll(words, FileFields.TABLE, context.home());
      Term.requireFew(terms);
      if (terms.stream().anyMatch(term -> term.isAboutState("failed"))) {
        throw new WrongUsage("failed files are listed alone, by tsr db list is:failed");
      }
      return terms;
    } catch (Term.Invalid e) {
      throw new WrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> words(String text) {
    ShellWords split = ShellWords.of(text);
    if (!split.open().isEmpty()) {
      throw new WrongUsage(
          "--where: %s is left open in %s; close it, or write \\ before it"
              .formatted(split.open(), text));
    }
    return split.words().isEmpty() ? List.of("") : split.words();
  }

  /**
   * The recorded files that match the terms. Tells the user if there are none.
   *
   * @param terms as {@link #terms} returned them before the catalogue was opened
   */
  public SelectedFiles in(Database database, List<Term> terms) {
    SelectedFiles selected = SelectedFiles.of(database, terms);
    if (selected.areNone()) {
      noticeNone(database, terms);
    }
    return selected;
  }

  /** The fields that the result shows because of the terms: none, unless it is a table. */
  public List<Field> asked(List<Term> terms) {
    return context.format() == Format.TABLE ? AskedFields.of(terms) : List.of();
  }

  /** As {@link #asked(List)}, with their values of the files that the result shows. */
  public AskedFields asked(Database database, List<Term> terms) {
    return new AskedFields(database, asked(terms));
  }

  /** Tells the user that no file matches the terms, and of types and bases that no model has. */
  public void noticeNone(Database database, List<Term> terms) {
    if (!EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.FILES)) {
      KindOptions.noticeUnknown(context, database, terms);
      context
          .messages()
          .notice("No file matches --where; tsr db list shows all files that are here.");
    }
  }
}
