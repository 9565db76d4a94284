package dev.tensors.tsr.identify;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads from a file's forms whether it is an adapter, of which algorithm, and for which modules.
 */
final class Adapters {

  /** What a tensor of an adapter holds. */
  enum Part {
    DOWN,
    UP,
    OTHER
  }

  /** An ending of a tensor's name, behind the name of the module that it changes. */
  private record Ending(String text, Part part, Algorithm algorithm) {}

  private static final List<Ending> ENDINGS =
      List.of(
          lora(".lora_down.weight", Part.DOWN),
          lora(".lora_up.weight", Part.UP),
          lora(".lora_mid.weight", Part.OTHER),
          lora(".lora_A.weight", Part.DOWN),
          lora(".lora_B.weight", Part.UP),
          lora(".lora_A.default.weight", Part.DOWN),
          lora(".lora_B.default.weight", Part.UP),
          lora(".lora_A.bias", Part.OTHER),
          lora(".lora_B.bias", Part.OTHER),
          lora(".lora_A", Part.DOWN),
          lora(".lora_B", Part.UP),
          lora(".lora_linear_layer.down.weight", Part.DOWN),
          lora(".lora_linear_layer.up.weight", Part.UP),
          lora(".lora.down.weight", Part.DOWN),
          lora(".lora.up.weight", Part.UP),
          lora("_lora.down.weight", Part.DOWN),
          lora("_lora.up.weight", Part.UP),
          lora("_lora1.down.weight", Part.DOWN),
          lora("_lora1.up.weight", Part.UP),
          lora("_lora2.down.weight", Part.DOWN),
          lora("_lora2.up.weight", Part.UP),
          new Ending(".dora_scale", Part.OTHER, Algorithm.DORA),
          new Ending(".lora_magnitude_vector", Part.OTHER, Algorithm.DORA),
          new Ending(".lora_magnitude_vector.weight", Part.OTHER, Algorithm.DORA),
          new Ending(".lora_magnitude_vector.default.weight", Part.OTHER, Algorithm.DORA),
          new Ending(".hada_w1_a", Part.UP, Algorithm.LOHA),
          new Ending(".hada_w1_b", Part.DOWN, Algorithm.LOHA),
          new Ending(".hada_w2_a", Part.OTHER, Algorithm.LOHA),
          new Ending(".hada_w2_b", Part.OTHER, Algorithm.LOHA),
          new Ending(".hada_t1", Part.OTHER, Algorithm.LOHA),
          new Ending(".hada_t2", Part.OTHER, Algorithm.LOHA),
          lokr(".lokr_w1"),
          lokr(".lokr_w2"),
          lokr(".lokr_w1_a"),
          lokr(".lokr_w1_b"),
          lokr(".lokr_w2_a"),
          lokr(".lokr_w2_b"),
          lokr(".lokr_t2"),
          new Ending(".a1.weight", Part.OTHER, Algorithm.GLORA),
          new Ending(".a2.weight", Part.OTHER, Algorithm.GLORA),
          new Ending(".b1.weight", Part.OTHER, Algorithm.GLORA),
          new Ending(".b2.weight", Part.OTHER, Algorithm.GLORA),
          new Ending(".oft_blocks", Part.OTHER, Algorithm.OFT),
          new Ending(".oft_diag", Part.OTHER, Algorithm.OFT),
          new Ending(".on_input", Part.OTHER, Algorithm.IA3),
          new Ending(".diff", Part.OTHER, Algorithm.FULL),
          new Ending(".diff_b", Part.OTHER, Algorithm.FULL),
          new Ending(".w_norm", Part.OTHER, Algorithm.FULL),
          new Ending(".b_norm", Part.OTHER, Algorithm.FULL));

  /** Endings that stand beside those of any algorithm. */
  private static final List<String> COMPANIONS =
      List.of(".alpha", ".rescale", ".scale", ".set_weight", ".reshape_weight");

  /** Prefixes before a module's name, the longest first, and what stands in their place. */
  private static final Map<String, String> PREFIXES = prefixes();

  private final Forms modules;
  private final long adapterTensors;
  private final long otherElements;
  private final long adapterElements;
  private final Algorithm algorithm;
  private final Long rank;

  private Adapters(
      Forms modules,
      long adapterTensors,
      long adapterElements,
      long otherElements,
      Algorithm algorithm,
      Long rank) {
    this.modules = modules;
    this.adapterTensors = adapterTensors;
    this.adapterElements = adapterElements;
    this.otherElements = otherElements;
    this.algorithm = algorithm;
    this.rank = rank;
  }

  private static Ending lora(String text, Part part) {
    return new Ending(text, part, Algorithm.LORA);
  }

  private static Ending lokr(String text) {
    return new Ending(text, Part.OTHER, Algorithm.LOKR);
  }

  private static Map<String, String> prefixes() {
    Map<String, String> prefixes = new LinkedHashMap<>();
    prefixes.put("base_model.model.", "");
    prefixes.put("model.diffusion_model.", "");
    prefixes.put("diffusion_model.", "");
    prefixes.put("lora_prior_unet_", "prior_unet_");
    prefixes.put("lora_prior_te_", "prior_te_");
    prefixes.put("lora_transformer_", "");
    prefixes.put("lora_unet__", "");
    prefixes.put("lora_unet_", "");
    prefixes.put("lora_te1_", "te1_");
    prefixes.put("lora_te2_", "te2_");
    prefixes.put("lora_te3_", "te3_");
    prefixes.put("lora_te_", "te_");
    prefixes.put("lycoris_", "");
    prefixes.put("transformer.", "");
    prefixes.put("unet.", "");
    prefixes.put("text_encoder_#.", "te2_");
    prefixes.put("text_encoder.", "te1_");
    return prefixes;
  }

  static Adapters of(Forms forms) {
    Map<String, Form> modules = new LinkedHashMap<>();
    Map<Algorithm, Long> algorithms = new EnumMap<>(Algorithm.class);
    long tensors = 0;
    long elements = 0;
    long others = 0;
    long rank = 0;
    boolean convolution = false;
    for (Map.Entry<String, Form> entry : forms.all().entrySet()) {
      Form form = entry.getValue();
      Ending ending = ending(entry.getKey());
      if (ending == null) {
        others += isCompanion(entry.getKey()) ? 0 : form.elements();
        continue;
      }
      tensors += form.count();
      elements += form.elements();
      algorithms.merge(ending.algorithm(), form.count(), Long::sum);
      rank = Math.max(rank, rank(ending, form));
      convolution |= ending.part() == Part.DOWN && isConvolution(form);
      addModule(modules, module(entry.getKey(), ending), ending, form);
    }
    addKroneckerWidths(forms, modules);
    return new Adapters(
        new Forms(modules, forms.whole()),
        tensors,
        elements,
        others,
        Algorithm.of(algorithms, convolution),
        rank == 0 ? null : rank);
  }

  /** Whether adapter tensors make up the file; stray ones in a merged checkpoint do not. */
  boolean isAdapter() {
    return adapterTensors > 0 && adapterElements >= otherElements;
  }

  /** The modules that the adapter changes; lengths along axis 0 are given, along axis 1 taken. */
  Forms modules() {
    return modules;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** The largest rank; null where the algorithm has none. */
  Long rank() {
    return rank;
  }

  private static Ending ending(String name) {
    for (Ending ending : ENDINGS) {
      if (name.endsWith(ending.text())) {
        return ending;
      }
    }
    return null;
  }

  private static boolean isCompanion(String name) {
    return COMPANIONS.stream().anyMatch(name::endsWith);
  }

  /** A module's name without prefix, its parts between underscores. */
  private static String module(String name, Ending ending) {
    String module = name.substring(0, name.length() - ending.text().length());
    String marker = "";
    boolean again = true;
    while (again) {
      again = false;
      for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
        if (module.startsWith(prefix.getKey())) {
          module = module.substring(prefix.getKey().length());
          marker += prefix.getValue();
          again = true;
          break;
        }
      }
    }
    return marker + module.replace('.', '_');
  }

  private static void addModule(Map<String, Form> modules, String name, Ending ending, Form form) {
    Form module = modules.computeIfAbsent(name, key -> new Form());
    for (long[] shape : form.shapes()) {
      if (ending.part() == Part.DOWN && shape.length >= 2) {
        module.addLike(form, new long[] {0, shape[1]});
      } else if (ending.part() == Part.UP && shape.length >= 1) {
        module.addLike(form, new long[] {shape[0], 0});
      }
    }
    module.addLike(form, null);
  }

  /** A Kronecker product is as wide as its factors' widths multiplied. */
  private static void addKroneckerWidths(Forms forms, Map<String, Form> modules) {
    for (Map.Entry<String, Form> entry : forms.all().entrySet()) {
      String name = entry.getKey();
      if (!name.endsWith(".lokr_w1") && !name.endsWith(".lokr_w1_b")) {
        continue;
      }
      String stem = name.substring(0, name.indexOf(".lokr_w1"));
      Form left = entry.getValue();
      Form right = forms.all().get(stem + ".lokr_w2");
      if (right == null) {
        right = forms.all().get(stem + ".lokr_w2_b");
      }
      Form module = modules.get(module(name, ending(name)));
      if (right == null || module == null || left.shapes().size() > 1) {
        continue;
      }
      for (long[] one : left.shapes()) {
        for (long[] other : right.shapes()) {
          if (one.length >= 2 && other.length >= 2) {
            module.addLike(left, new long[] {0, one[1] * other[1]});
          }
        }
      }
    }
  }

  private static long rank(Ending ending, Form form) {
    boolean tells =
        ending.part() == Part.DOWN
            || ending.text().equals(".lokr_w2_b")
            || ending.text().equals(".lokr_w1_b");
    long rank = 0;
    if (tells) {
      for (long[] shape : form.shapes()) {
        rank = Math.max(rank, shape.length >= 2 ? shape[0] : 0);
      }
    }
    return rank;
  }

  private static boolean isConvolution(Form form) {
    return form.shapes().stream().anyMatch(shape -> shape.length >= 4 && shape[2] > 1);
  }
}
