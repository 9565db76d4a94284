package dev.tensors.tsr.identify;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts elements by the type they are stored in, to tell a file's precision and parameters. */
final class Precision {

  /** Beside the weights of a quantised tensor, in the last part of the name; no parameters. */
  private static final Set<String> AUXILIARY =
      Set.of(
          "weight_scale",
          "weight_scale_inv",
          "weight_scale_2",
          "weight_global_scale",
          "input_scale",
          "scale_weight",
          "scale_input",
          "scaled_fp8",
          "zero_point",
          "weight_shape",
          "weight_g_idx",
          "comfy_quant",
          "absmax",
          "quant_map",
          "nested_absmax",
          "nested_quant_map",
          "wscales",
          "wtscale",
          "qzeros",
          "g_idx",
          "scales",
          "SCB");

  /** A second type with a smaller share, such as that of norms and biases, makes no mixture. */
  private static final double NOTICEABLE = 0.1;

  private final Map<String, Long> companions = new HashMap<>();
  private final Map<String, Long> core = new HashMap<>();
  private long parameters;
  private boolean scaled;
  private String packing;

  void add(String name, String dtype, long[] shape, long elements) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (last.startsWith("bitsandbytes__")) {
      packing = last.endsWith("nf4") ? "nf4" : "fp4";
      return;
    }
    if (AUXILIARY.contains(last) || dtype.equals("F8_E8M0")) {
      scaled |= last.startsWith("scale") || last.startsWith("weight_scale");
      packing = last.equals("wtscale") ? "nvfp4" : last.equals("wscales") ? "int4" : packing;
      packing = last.equals("SCB") ? "int8" : packing;
      return;
    }
    (isCompanion(name) ? companions : core).merge(dtype, elements, Long::sum);
    parameters += shape.length == 0 ? 0 : elements;
  }

  private static boolean isCompanion(String name) {
    return name.startsWith("first_stage_model.")
        || name.startsWith("vae.")
        || name.startsWith("cond_stage_model.")
        || name.startsWith("conditioner.")
        || name.startsWith("text_encoder")
        || name.startsWith("model_ema.");
  }

  /** The number of elements of all weights; those of packed ones as they are unpacked. */
  long parameters() {
    boolean fourBits = packing != null && !packing.equals("int8");
    long packed = core.getOrDefault("U8", 0L) + core.getOrDefault("I8", 0L);
    return fourBits ? parameters + packed : parameters;
  }

  /** The type that holds most elements of the diffusion model, or of all, if there is none. */
  String word() {
    Map<String, Long> counted = core.isEmpty() ? companions : core;
    if (packing != null) {
      return packing;
    }
    long all = counted.values().stream().mapToLong(Long::longValue).sum();
    String most = null;
    long mostElements = 0;
    int noticeable = 0;
    for (Map.Entry<String, Long> entry : counted.entrySet()) {
      String word = word(entry.getKey());
      if (word == null) {
        continue;
      }
      noticeable += entry.getValue() > NOTICEABLE * all ? 1 : 0;
      if (entry.getValue() > mostElements) {
        mostElements = entry.getValue();
        most = word;
      }
    }
    if (most == null) {
      return null;
    }
    if (most.equals("fp8")) {
      return scaled ? "fp8_scaled" : "fp8";
    }
    return noticeable > 1 ? "mixed" : most;
  }

  private static String word(String dtype) {
    return switch (dtype) {
      case "F64" -> "fp64";
      case "F32" -> "fp32";
      case "F16" -> "fp16";
      case "BF16" -> "bf16";
      case "I8" -> "int8";
      default -> dtype.startsWith("F8_") ? "fp8" : dtype.startsWith("F4") ? "fp4" : null;
    };
  }
}
