package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.matching.NameTraits;
import dev.tensors.tsr.text.SaturatingMath;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts elements by the type they are stored in, to find a file's precision and number of
 * parameters.
 */
final class Precision {

  /**
   * The last parts of the names of tensors beside quantised weights, such as scales and zero
   * points; # stands for an index. They do not count as parameters.
   */
  private static final Set<String> AUXILIARY =
      Set.of(
          "weight_scale",
          "weight_scale_inv",
          "weight_scale_#",
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

  /** How weights are packed into whole numbers; null if they are not. */
  private @Nullable String packing;

  /**
   * What a tensor's shape tells of that of its weights, with 0 for a length that it does not.
   * Packed ones have other shapes; of a matrix of nvfp4 only the rows are shorter, and nf4 leaves
   * one column.
   */
  static long[] told(String dtype, long[] shape) {
    return switch (dtype) {
      case "U8" ->
          shape.length == 2 && shape[1] > 1 ? new long[] {shape[0], 0} : new long[shape.length];
      case "I32", "U32", "F4" -> new long[shape.length];
      default -> shape;
    };
  }

  void add(NameTraits traits, String dtype, long[] shape, long elements) {
    String last = traits.last();
    if (last.startsWith("bitsandbytes__")) {
      packing = last.endsWith("nf4") ? "nf4" : "fp4";
      return;
    }
    if (AUXILIARY.contains(last) || dtype.equals("F8_E8M0")) {
      scaled |= last.startsWith("scale") || last.startsWith("weight_scale");
      readPacking(last, dtype);
      return;
    }
    (traits.companion() ? companions : core).merge(dtype, elements, SaturatingMath::sum);
    parameters = shape.length == 0 ? parameters : SaturatingMath.sum(parameters, elements);
  }

  private void readPacking(String last, String dtype) {
    packing =
        switch (last) {
          case "wtscale", "weight_scale_#" -> "nvfp4";
          case "wscales", "qzeros" -> "int4";
          case "SCB" -> "int8";
          case "weight_scale" -> dtype.equals("F8_E8M0") ? "mxfp8" : packing;
          default -> packing;
        };
  }

  /** The number of elements of all weights; those of packed ones as they are unpacked. */
  long parameters() {
    if (packing == null || packing.endsWith("8")) {
      return parameters;
    }
    long bytes = SaturatingMath.sum(core.getOrDefault("U8", 0L), core.getOrDefault("I8", 0L));
    long words = core.getOrDefault("I32", 0L);
    long all = SaturatingMath.sum(parameters, bytes);
    for (int i = 1; i < Integer.SIZE / 4; i++) {
      all = SaturatingMath.sum(all, words);
    }
    return all;
  }

  /**
   * The precision of the diffusion model, or of all, if there is none: that which holds most
   * elements; null if it has no name.
   */
  @Nullable String word(Map<String, @Nullable String> metadata) {
    Map<String, Long> counted = core.isEmpty() ? companions : core;
    long all = counted.values().stream().reduce(0L, SaturatingMath::sum);
    String most = null;
    long mostElements = 0;
    int noticeable = 0;
    for (Map.Entry<String, Long> entry : counted.entrySet()) {
      long elements = entry.getValue();
      noticeable += elements > NOTICEABLE * all ? 1 : 0;
      if (elements > mostElements) {
        mostElements = elements;
        most = entry.getKey();
      }
    }
    if (most == null) {
      return null;
    }
    if (GgufQuantisation.is(most)) {
      return GgufQuantisation.name(most, metadata.get("general.file_type"));
    }
    return word(most, noticeable > 1);
  }

  private @Nullable String word(String dtype, boolean isMixture) {
    String word =
        switch (dtype) {
          case "F64" -> "fp64";
          case "F32" -> "fp32";
          case "F16" -> "fp16";
          case "BF16" -> "bf16";
          case "I8" -> packing == null ? "int8" : packing;
          case "U8", "I32", "U32" -> packing;
          default -> dtype.startsWith("F8_") ? "fp8" : dtype.startsWith("F4") ? "fp4" : null;
        };
    if ("fp8".equals(word)) {
      return "mxfp8".equals(packing)
          ? packing
          : isMixture ? "fp8_mixed" : scaled ? "fp8_scaled" : word;
    }
    return isMixture && word != null && !word.equals(packing) ? "mixed" : word;
  }
}
