package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.OptionGroup;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that select models by type and base model. */
public final class KindOptions implements OptionGroup {

  public List<String> types = List.of();
  public List<String> baseModels = List.of();

  @Override
  public void declare(Declaration command) {
    command
        .commaSeparated(
            "-t, --type=TYPE",
            "Only models of this type: lora, checkpoint, embedding, ... With commas, any of several.",
            KindOptions::name,
            all -> types = all)
        .commaSeparated(
            "-b, --base=BASE",
            """
            Only models for this base model: sdxl, pony, sd15, flux, ... With commas, any of
            several.
            """,
            KindOptions::name,
            all -> baseModels = all);
  }

  /** The terms of which these options are other spellings. */
  public List<Term> terms(FieldTable table) {
    List<Term> terms = new ArrayList<>();
    if (!types.isEmpty()) {
      terms.add(Term.ofValues(table, "type", types, false));
    }
    if (!baseModels.isEmpty()) {
      terms.add(Term.ofValues(table, "base", baseModels, false));
    }
    return terms;
  }

  /**
   * Takes any name but an empty one.
   *
   * @throws WrongUsage if it is empty
   */
  public static String name(String word) {
    if (word.isBlank()) {
      throw new WrongUsage("'" + word + "' is not a name; leave it out, or write one");
    }
    return word;
  }

  /**
   * Tells the user of values that no model has, since an empty list may be due to a misspelt word.
   */
  public void noticeUnknown(CommandContext context, Database database) {
    noticeUnknown(context, database, types, baseModels);
  }

  /** As {@link #noticeUnknown}, of types and base models that were asked for in any way. */
  public static void noticeUnknown(
      CommandContext context, Database database, List<String> types, List<String> baseModels) {
    ModelKinds kinds = new ModelKinds(database);
    for (String type : types) {
      if (kinds.typesCalled(List.of(type)).isEmpty()) {
        notice(context, "of type " + type, kinds.nearestType(type));
      }
    }
    for (String baseModel : baseModels) {
      if (kinds.baseModelsCalled(List.of(baseModel)).isEmpty()) {
        notice(context, "for base model " + baseModel, kinds.nearestBaseModel(baseModel));
      }
    }
  }

  /** As {@link #noticeUnknown}, of those that terms ask for. */
  public static void noticeUnknown(CommandContext context, Database database, List<Term> terms) {
    noticeUnknown(context, database, texts(terms, FileFields.TYPE), texts(terms, FileFields.BASE));
  }

  private static List<String> texts(List<Term> terms, Field field) {
    return terms.stream()
        .filter(term -> term.isAbout(field))
        .flatMap(term -> term.texts().stream())
        .toList();
  }

  private static void notice(CommandContext context, String kind, Optional<String> nearest) {
    String end = nearest.map("; did you mean %s?"::formatted).orElse(".");
    context.messages().notice("The catalogue has no model " + kind + end);
  }
}
