package dev.tensors.tsr.search;

import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Types of models and base models of their versions. The index does not have these few texts, which
 * very many models share.
 */
record NamedKinds(List<String> types, List<String> baseModels) {

  /** All versions at once: the fastest for base models that few of all models have. */
  static final String ALL = ModelFields.OF_VERSIONS;

  /** The versions of one model: the fastest for few models. */
  static final String EACH =
      "EXISTS (SELECT 1 FROM model_versions v WHERE v.model_id = m.id AND %s)";

  /** Those that the catalogue has. */
  static NamedKinds of(Database database) {
    ModelKinds kinds = new ModelKinds(database);
    return new NamedKinds(kinds.typesOfModels(), kinds.baseModelsOfVersions());
  }

  /** Those that are a text. */
  NamedKinds called(String text) {
    String folded = Folding.of(text);
    return those(kind -> Folding.of(kind).equals(folded));
  }

  /** Those that have a folded word, or begin with it but for what separates words in both. */
  NamedKinds with(String word) {
    String letters = Folding.ofLetters(word);
    return those(
        kind ->
            Folding.of(kind).contains(word)
                || letters.length() >= SearchTexts.TRIGRAM
                    && Folding.ofLetters(kind).startsWith(letters));
  }

  private NamedKinds those(Predicate<String> named) {
    return new NamedKinds(
        types.stream().filter(named).toList(), baseModels.stream().filter(named).toList());
  }

  boolean isEmpty() {
    return types.isEmpty() && baseModels.isEmpty();
  }

  /**
   * The condition that a model m is of such a kind, or matches another one.
   *
   * @param versions {@link #ALL} or {@link #EACH}
   */
  Conditions or(Conditions other, String versions) {
    List<Conditions> any = new ArrayList<>();
    if (!types.isEmpty()) {
      any.add(new Conditions().andIn("m.type", types));
    }
    if (!baseModels.isEmpty()) {
      any.add(new Conditions().andIn("v.base_model", baseModels).within(versions));
    }
    any.add(other);
    return Conditions.anyOf(any);
  }
}
