package dev.tensors.tsr.modelfile.identify.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ending of an adapter's tensor, behind the name of the module that it changes.
 *
 * @param text the ending
 * @param part what the tensor holds
 * @param algorithm the algorithm that writes it
 */
public record AdapterEnding(String text, Part part, Algorithm algorithm) {

  /**
   * What a tensor of an adapter holds, and which of its axes are the module's widths or the rank.
   */
  public enum Part {
    /** The down matrix: axis 0 is the rank, axis 1 the module's input width. */
    DOWN,
    /** The up matrix: axis 0 is the module's output width. */
    UP,
    /** The whole change: axis 0 is the module's output width, axis 1 its input width. */
    WHOLE,
    /** A factor of a Kronecker product, or a part of one. */
    FACTOR,
    OTHER
  }

  private static final List<AdapterEnding> ALL =
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
          new AdapterEnding(".dora_scale", Part.OTHER, Algorithm.DORA),
          new AdapterEnding(".lora_magnitude_vector", Part.OTHER, Algorithm.DORA),
          new AdapterEnding(".lora_magnitude_vector.weight", Part.OTHER, Algorithm.DORA),
          new AdapterEnding(".lora_magnitude_vector.default.weight", Part.OTHER, Algorithm.DORA),
          new AdapterEnding(".hada_w1_a", Part.UP, Algorithm.LOHA),
          new AdapterEnding(".hada_w1_b", Part.DOWN, Algorithm.LOHA),
          new AdapterEnding(".hada_w2_a", Part.OTHER, Algorithm.LOHA),
          new AdapterEnding(".hada_w2_b", Part.OTHER, Algorithm.LOHA),
          new AdapterEnding(".hada_t1", Part.OTHER, Algorithm.LOHA),
          new AdapterEnding(".hada_t2", Part.OTHER, Algorithm.LOHA),
          lokr(".lokr_w1"),
          lokr(".lokr_w2"),
          lokr(".lokr_w1_a"),
          lokr(".lokr_w1_b"),
          lokr(".lokr_w2_a"),
          lokr(".lokr_w2_b"),
          lokr(".lokr_t2"),
          new AdapterEnding(".a1.weight", Part.OTHER, Algorithm.GLORA),
          new AdapterEnding(".a2.weight", Part.OTHER, Algorithm.GLORA),
          new AdapterEnding(".b1.weight", Part.OTHER, Algorithm.GLORA),
          new AdapterEnding(".b2.weight", Part.OTHER, Algorithm.GLORA),
          new AdapterEnding(".oft_blocks", Part.OTHER, Algorithm.OFT),
          new AdapterEnding(".oft_diag", Part.OTHER, Algorithm.OFT),
          new AdapterEnding(".on_input", Part.OTHER, Algorithm.IA3),
          new AdapterEnding(".diff", Part.WHOLE, Algorithm.FULL),
          new AdapterEnding(".diff_b", Part.OTHER, Algorithm.FULL),
          new AdapterEnding(".set_weight", Part.WHOLE, Algorithm.FULL),
          new AdapterEnding(".w_norm", Part.OTHER, Algorithm.FULL),
          new AdapterEnding(".b_norm", Part.OTHER, Algorithm.FULL));

  private static AdapterEnding lora(String text, Part part) {
    return new AdapterEnding(text, part, Algorithm.LORA);
  }

  private static AdapterEnding lokr(String text) {
    return new AdapterEnding(text, Part.FACTOR, Algorithm.LOKR);
  }

  /** The ending of a tensor's name; null for a tensor of no adapter. */
  public static @Nullable AdapterEnding of(String name) {
    for (AdapterEnding ending : ALL) {
      if (name.endsWith(ending.text())) {
        return ending;
      }
    }
    return null;
  }

  /** Whether the tensor's length along axis 0 is a rank. */
  public boolean tellsRank() {
    return part == Part.DOWN || text.equals(".lokr_w1_b") || text.equals(".lokr_w2_b");
  }
}
