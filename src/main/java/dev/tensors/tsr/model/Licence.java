package dev.tensors.tsr.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model's creator allows, as CivitAI says. Null: CivitAI has not said.
 *
 * @param noCredit to use it without naming the creator
 * @param commercialUse the uses for money, joined by commas: Image, RentCivit, Rent, Sell; or None
 * @param derivatives to share merges of it
 * @param differentLicence to share merges with other permissions
 */
public record Licence(
    @Nullable Boolean noCredit,
    @Nullable String commercialUse,
    @Nullable Boolean derivatives,
    @Nullable Boolean differentLicence) {

  /** The licence in plain words; null if nothing is known of it. */
  public @Nullable String inWords() {
    if (noCredit == null && derivatives == null && "".equals(commercialUse)) {
      return null; // the answer had no permissions at all
    }
    List<String> words = new ArrayList<>();
    if (noCredit != null) {
      words.add(noCredit ? "no credit needed" : "credit the creator");
    }
    if (commercialUse != null) {
      words.add(commercialUse(Set.of(commercialUse.split("\\s*,\\s*"))));
    }
    if (derivatives != null) {
      words.add(derivatives ? "merges may be shared" + permissions() : "no merges may be shared");
    }
    return words.isEmpty() ? null : String.join("; ", words);
  }

  private static String commercialUse(Set<String> uses) {
    List<String> allowed = new ArrayList<>();
    if (uses.contains("Image")) {
      allowed.add("sell images");
    }
    if (uses.contains("Rent")) {
      allowed.add("run it on paid services");
    } else if (uses.contains("RentCivit")) {
      allowed.add("run it on CivitAI");
    }
    if (uses.contains("Sell")) {
      allowed.add("sell the model");
    }
    return allowed.isEmpty() ? "no commercial use" : "you may " + String.join(", ", allowed);
  }

  private String permissions() {
    if (differentLicence == null) {
      return "";
    }
    return differentLicence ? ", also with other permissions" : " with the same permissions";
  }
}
