package dev.tensors.tsr.identify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Identifies one model file: takes its tensors one after the other, in any order, and keeps of them
 * only the forms of their names. Where rules contradict each other, the answer is open.
 */
public final class Identifier {

  /** Prefixes of a diffusion model within a file, by the programs that write them. */
  private static final List<String> PREFIXES =
      List.of(
          "model.diffusion_model.",
          "diffusion_model.",
          "model.model.",
          "net.",
          "transformer.",
          "unet.",
          "model.",
          "control_model.",
          "first_stage_model.",
          "vae.",
          "module.",
          "params.",
          "params_ema.");

  /** What stands beside the diffusion model in a checkpoint. */
  private static final FormPattern COMPANIONS =
      FormPattern.of(
          "first_stage_model.*|vae.*|cond_stage_model.*|conditioner.embedders.*|text_encoder*");

  private static final FormPattern CONTROL_LORA = FormPattern.of("lora_controlnet");

  private static final RuleSet ADAPTERS = new RuleSet(AdapterRules.RULES);
  private static final RuleSet EMBEDDINGS = new RuleSet(EmbeddingRules.RULES);
  private static final RuleSet COMPONENTS = new RuleSet(ComponentRules.RULES);
  private static final RuleSet MODELS = new RuleSet(DiffusionRules.RULES);
  private static final RuleSet STRUCTURES = new RuleSet(DiffusionRules.STRUCTURES);

  private final FormCollector collector = new FormCollector();
  private final Precision precision = new Precision();
  private final AlphaFinder alpha = new AlphaFinder();

  /**
   * Adds a tensor.
   *
   * @param dtype as the header has it, such as F16
   * @param shape its lengths along each axis
   * @param begin where its data begins, in bytes from the end of the header
   */
  public void add(String name, String dtype, long[] shape, long begin) {
    long elements = 1;
    for (long length : shape) {
      elements *= length;
    }
    collector.add(name, shape, elements);
    precision.add(name, dtype, shape, elements);
    alpha.add(name, dtype, shape, begin);
  }

  /** The tensor that holds the alpha of an adapter; null where there is none. */
  public AlphaTensor alpha() {
    return alpha.found();
  }

  /** What the file is, once all its tensors were added. */
  public Identity identify(Map<String, String> metadata) {
    Forms forms = collector.forms();
    if (forms.isEmpty() || !forms.whole()) {
      return identity(null, null, null, null, metadata);
    }
    Adapters adapters = Adapters.of(forms);
    if (adapters.isAdapter() && !forms.has(CONTROL_LORA)) {
      Family family = onlyFamily(ADAPTERS.matching(adapters.modules()));
      Algorithm algorithm = adapters.algorithm();
      return identity(algorithm.type(), family, algorithm.word(), adapters.rank(), metadata);
    }
    Set<Rule> rules = EMBEDDINGS.matching(forms);
    return model(forms, rules.isEmpty() ? modelRules(forms) : rules, metadata);
  }

  private Identity model(Forms forms, Set<Rule> rules, Map<String, String> metadata) {
    Set<String> types = new LinkedHashSet<>();
    rules.forEach(rule -> types.add(rule.type()));
    if (types.contains(Types.UNET)) {
      // A checkpoint holds a VAE and text encoders beside its diffusion model.
      rules.removeIf(rule -> !rule.type().equals(Types.UNET));
      String type = forms.has(COMPANIONS) ? Types.CHECKPOINT : Types.UNET;
      return identity(type, onlyFamily(rules), null, null, metadata);
    }
    return types.size() == 1
        ? identity(types.iterator().next(), onlyFamily(rules), null, null, metadata)
        : identity(null, null, null, null, metadata);
  }

  private static Set<Rule> modelRules(Forms forms) {
    List<Forms> views = views(forms);
    Set<Rule> rules = new LinkedHashSet<>();
    for (Forms view : views) {
      rules.addAll(MODELS.matching(view));
      rules.addAll(COMPONENTS.matching(view));
    }
    if (rules.stream().noneMatch(rule -> rule.type().equals(Types.UNET))) {
      views.forEach(view -> rules.addAll(STRUCTURES.matching(view)));
    }
    return rules;
  }

  /** The forms as they are, and without each prefix that some of them have. */
  private static List<Forms> views(Forms forms) {
    List<Forms> views = new ArrayList<>();
    views.add(forms);
    Set<String> prefixes = new LinkedHashSet<>(PREFIXES);
    String common = commonPrefix(forms);
    if (!common.isEmpty()) {
      prefixes.add(common);
    }
    for (String prefix : prefixes) {
      Forms below = forms.below(prefix);
      if (!below.isEmpty()) {
        views.add(below);
      }
    }
    return views;
  }

  /** The first parts of a name, up to a dot, that all forms share. */
  private static String commonPrefix(Forms forms) {
    String common = null;
    for (String name : forms.all().keySet()) {
      if (common == null) {
        common = name;
      }
      int same = 0;
      while (same < Math.min(common.length(), name.length())
          && common.charAt(same) == name.charAt(same)) {
        same++;
      }
      common = common.substring(0, same);
    }
    return common == null ? "" : common.substring(0, common.lastIndexOf('.') + 1);
  }

  /** The family of which all rules are; null where there are none or several. */
  private static Family onlyFamily(Set<Rule> rules) {
    Set<Family> families = new LinkedHashSet<>();
    rules.forEach(rule -> families.add(rule.family()));
    return families.size() == 1 ? families.iterator().next() : null;
  }

  private Identity identity(
      String type, Family family, String algorithm, Long rank, Map<String, String> metadata) {
    String base = null;
    String by = null;
    List<String> candidates = List.of();
    if (family != null && !family.names().isEmpty()) {
      candidates = family.names();
      String claimed = MetadataClaims.among(family.claimable(), metadata);
      boolean narrows = claimed != null && family.names().size() > 1;
      base = narrows ? claimed : family.main();
      by = narrows ? Identity.METADATA : base == null ? null : Identity.TENSORS;
      candidates = narrows ? List.of(claimed) : candidates;
    }
    return new Identity(
        type, base, candidates, by, precision.word(), precision.parameters(), algorithm, rank);
  }
}
