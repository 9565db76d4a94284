package dev.tensors.tsr.modelfile.identify;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells which module of a model an adapter's tensor changes, whatever program wrote its name. */
final class AdapterModules {

  /** Prefixes before a module's name, the longest first, and what stands in their place. */
  private static final Map<String, String> PREFIXES = prefixes();

  private AdapterModules() {}

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

  /**
   * The name of a module without prefix, its parts between underscores.
   *
   * @param stem the name of a tensor's form without its ending
   */
  static String name(String stem) {
    String module = stem;
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
}
