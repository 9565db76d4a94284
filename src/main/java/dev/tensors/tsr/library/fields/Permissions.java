package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.sqlite.Conditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the creator of a model allows, in the words of {@code licence:}. What CivitAI did not say
 * allows nothing.
 */
public final class Permissions {

  private static final String IS_KNOWN =
      "coalesce(m.allow_no_credit, m.allow_derivatives, m.allow_different_license,"
          + " nullif(m.allow_commercial_use, '')) IS NOT NULL";

  /** SQL by words, where m is a model: it is allowed. None implies another. */
  private static final Map<String, String> ALLOWED = new LinkedHashMap<>();

  static {
    ALLOWED.put("images", use("Image"));
    ALLOWED.put("rent", use("Rent"));
    ALLOWED.put("rent-civitai", use("RentCivit"));
    ALLOWED.put("sell", use("Sell"));
    ALLOWED.put("no-credit", "m.allow_no_credit");
    ALLOWED.put("merges", "m.allow_derivatives");
    ALLOWED.put("relicense", "m.allow_different_license");
  }

  /** SQL: the words for a model m, each before a blank; null: CivitAI did not say. */
  public static final String JOINED = ifKnown(joined("", " "));

  /** The words for a model m. */
  public static final Field LICENCE =
      Field.words(
              "permissions",
              ALLOWED.keySet(),
              ifKnown("'[' || substr(" + joined(",\"", "\"") + ", 2) || ']'"))
          .called("licence")
          .sortedBy(JOINED);

  private Permissions() {}

  /** SQL: one of the uses for money, which are joined by commas, or as another program did. */
  private static String use(String name) {
    // Most texts do not have the word even as a part, which takes a third of the time to see.
    return "(instr(m.allow_commercial_use, '"
        + name
        + "') AND (',' || m.allow_commercial_use || ',') GLOB '*[^A-Za-z]"
        + name
        + "[^A-Za-z]*')";
  }

  private static String ifKnown(String sql) {
    return "CASE WHEN " + IS_KNOWN + " THEN " + sql + " END";
  }

  private static String joined(String before, String after) {
    List<String> words = new ArrayList<>();
    ALLOWED.forEach(
        (word, sql) -> words.add("iif(" + sql + ", '" + before + word + after + "', '')"));
    return String.join(" || ", words);
  }

  /**
   * The condition that a model has a value.
   *
   * @param model the alias of the model
   */
  public static Conditions match(String model, Term.Value value) {
    String known = IS_KNOWN.replace("m.", model + ".");
    return switch (value) {
      case Term.Value.None() -> new Conditions().and(known).negated();
      case Term.Value.Text(String word, _) ->
          new Conditions()
              .and(Objects.requireNonNull(ALLOWED.get(word)).replace("m.", model + "."));
      case Term.Value.Any(), Term.Value.Range _, Term.Value.Parts _ -> new Conditions().and(known);
    };
  }
}
