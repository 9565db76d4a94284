package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.matching.Algorithm;
import dev.tensors.tsr.modelfile.identify.matching.Companions;
import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Form;
import dev.tensors.tsr.modelfile.identify.matching.FormPattern;
import dev.tensors.tsr.modelfile.identify.matching.Forms;
import dev.tensors.tsr.modelfile.identify.matching.KroneckerWidths;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import dev.tensors.tsr.modelfile.identify.matching.RuleSet;
import dev.tensors.tsr.modelfile.identify.matching.Types;
import dev.tensors.tsr.modelfile.identify.rules.RuleSets;
import dev.tensors.tsr.text.SaturatingMath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file is by its tensors. If rules contradict each other, a value is unknown.
 *
 * @param type by CivitAI's name, or ours; null if it is unknown
 * @param family the base models that are possible; null if none is known
 * @param algorithm of an adapter; null for others
 * @param component the class of a VAE or an encoder; null for others, and where it is unknown
 * @param inside the classes of the VAE and the encoders within a diffusion model's file
 * @param algorithm of an adapter; null for others
 * @param rank of an adapter; null where it has none
 * @param rules the rules that the file meets
 */
record Recognition(
    @Nullable String type,
    @Nullable Family family,
    @Nullable String component,
    List<String> inside,
    @Nullable Algorithm algorithm,
    @Nullable Long rank,
    Set<Rule> rules) {

  /** Prefixes of a model within a file, by the programs that write them. */
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
          "language_model.",
          "model.language_model.",
          "pretransform.model.",
          "module.",
          "params.",
          "params_ema.");

  private static final FormPattern CONTROL_LORA = FormPattern.of("lora_controlnet");

  /** A rule that a part of the file's forms meets. */
  private record Match(Rule rule, Forms forms) {}

  static Recognition of(Forms forms, KroneckerWidths kronecker) {
    if (forms.isEmpty() || !forms.whole()) {
      return unknown(Set.of());
    }
    Adapters adapters = Adapters.of(forms, kronecker);
    if (adapters.isAdapter() && !forms.has(CONTROL_LORA)) {
      Set<Rule> rules = RuleSets.ADAPTERS.matching(adapters.modules());
      Algorithm algorithm = adapters.algorithm();
      return new Recognition(
          algorithm.type(), onlyFamily(rules), null, List.of(), algorithm, adapters.rank(), rules);
    }
    Set<Rule> rules = RuleSets.EMBEDDINGS.matching(forms);
    return model(forms, rules.isEmpty() ? modelRules(forms) : rules);
  }

  private static Recognition model(Forms forms, Set<Rule> rules) {
    Set<String> main = new LinkedHashSet<>();
    Set<String> companions = new LinkedHashSet<>();
    for (Rule rule : rules) {
      (Types.isCompanion(rule.type()) ? companions : main).add(rule.type());
    }
    // A checkpoint holds a VAE and text encoders beside its diffusion model.
    Set<String> types = main.isEmpty() ? companions : main;
    boolean stray = !companions.isEmpty() && !types.contains(Types.UNET);
    if (types.size() != 1 || stray && !main.isEmpty()) {
      return unknown(rules);
    }
    String type = types.iterator().next();
    Set<Rule> ofType = new LinkedHashSet<>(rules);
    ofType.removeIf(rule -> !rule.type().equals(type));
    boolean checkpoint =
        type.equals(Types.UNET)
            && forms.all().keySet().stream().anyMatch(Companions::makeCheckpoint);
    return new Recognition(
        checkpoint ? Types.CHECKPOINT : type,
        onlyFamily(ofType),
        type.equals(Types.UNET) ? null : onlyComponent(ofType),
        type.equals(Types.UNET) ? inside(forms) : List.of(),
        null,
        null,
        rules);
  }

  private static Recognition unknown(Set<Rule> rules) {
    return new Recognition(null, null, null, List.of(), null, null, rules);
  }

  /** The classes of what stands beside the diffusion model, each once and from A to Z. */
  private static List<String> inside(Forms forms) {
    Set<String> inside = new TreeSet<>();
    for (Forms part : Companions.parts(forms)) {
      Set<Rule> rules = RuleSets.COMPONENTS.matching(part);
      String component = onlyComponent(rules);
      if (component != null) {
        inside.add(component);
      }
    }
    return List.copyOf(inside);
  }

  /** The one class that rules tell; null if there is none or more than one. */
  private static @Nullable String onlyComponent(Set<Rule> rules) {
    Set<String> components = new LinkedHashSet<>();
    for (Rule rule : rules) {
      if (rule.component() != null) {
        components.add(rule.component());
      }
    }
    return components.size() == 1 ? components.iterator().next() : null;
  }

  private static Set<Rule> modelRules(Forms forms) {
    List<Forms> views = views(forms);
    Set<Rule> rules = matching(forms, views, List.of(RuleSets.MODELS, RuleSets.COMPONENTS));
    return rules.isEmpty() ? matching(forms, views, List.of(RuleSets.STRUCTURES)) : rules;
  }

  private static Set<Rule> matching(Forms file, List<Forms> views, List<RuleSet> sets) {
    List<Match> matches = new ArrayList<>();
    for (Forms view : views) {
      for (RuleSet set : sets) {
        set.matching(view).forEach(rule -> matches.add(new Match(rule, view)));
      }
    }
    // A part of the file proves something only where it is most of it, but may contradict the rest.
    boolean proved =
        matches.stream().anyMatch(match -> match.forms() == file || isMost(match, file));
    Set<Rule> rules = new LinkedHashSet<>();
    for (Match match : proved ? matches : List.<Match>of()) {
      if (!Types.isCompanion(match.rule().type()) || isMost(match, file)) {
        rules.add(match.rule());
      }
    }
    return rules;
  }

  /**
   * Whether the forms that meet a rule hold most of the file's elements. Companions count for
   * nothing beside a diffusion model: a text encoder can be larger than it.
   */
  private static boolean isMost(Match match, Forms file) {
    boolean companion = Types.isCompanion(match.rule().type());
    long all = 0;
    for (Form form : file.all().values()) {
      if (companion || !form.traits().companion()) {
        all = SaturatingMath.sum(all, form.elements());
      }
    }
    return match.forms().elements() >= all / 2;
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

  /** The one family that all rules belong to; null if there is none or more than one. */
  private static @Nullable Family onlyFamily(Set<Rule> rules) {
    Set<Family> families = new LinkedHashSet<>();
    rules.forEach(rule -> families.add(rule.family()));
    return families.size() == 1 ? families.iterator().next() : null;
  }
}
