package dev.tensors.tsr.modelfile.identify.rules;

import dev.tensors.tsr.modelfile.identify.matching.Rule;
import dev.tensors.tsr.modelfile.identify.matching.RuleSet;
import java.util.List;

/** All rules, in the sets that are asked together. */
public final class RuleSets {

  private static final List<Rule> ADAPTER_RULES =
      all(List.of(UnetAdapterRules.RULES, FluxAdapterRules.RULES, TransformerAdapterRules.RULES));
  private static final List<Rule> MODEL_RULES =
      all(List.of(UnetRules.RULES, FluxRules.RULES, VideoRules.RULES, ImageRules.RULES));
  private static final List<Rule> COMPONENT_RULES =
      all(List.of(ControlRules.RULES, VaeRules.RULES, EncoderRules.RULES, UpscalerRules.RULES));

  public static final RuleSet ADAPTERS = new RuleSet(ADAPTER_RULES);
  public static final RuleSet EMBEDDINGS = new RuleSet(EmbeddingRules.RULES);
  public static final RuleSet MODELS = new RuleSet(MODEL_RULES);
  public static final RuleSet COMPONENTS = new RuleSet(COMPONENT_RULES);
  public static final RuleSet STRUCTURES = new RuleSet(StructureRules.RULES);

  private RuleSets() {}

  /** Each rule of each set. */
  public static List<Rule> all() {
    return all(
        List.of(
            ADAPTER_RULES,
            EmbeddingRules.RULES,
            MODEL_RULES,
            COMPONENT_RULES,
            StructureRules.RULES));
  }

  private static List<Rule> all(List<List<Rule>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}
