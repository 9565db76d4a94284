package dev.tensors.tsr.modelfile.identify.matching;

import java.util.Map;

/** How an adapter stores the change of a weight, with the type by which CivitAI calls it. */
public enum Algorithm {
  LORA("LoRA", Types.LORA),
  LOCON("LoCon", Types.LOCON),
  DORA("DoRA", Types.DORA),
  LOHA("LoHa", Types.LOCON),
  LOKR("LoKr", Types.LOCON),
  GLORA("GLoRA", Types.LOCON),
  OFT("OFT", Types.LOCON),
  BOFT("BOFT", Types.LOCON),
  IA3("IA3", Types.LOCON),
  FULL("full", Types.LOCON);

  private final String word;
  private final String type;

  Algorithm(String word, String type) {
    this.word = word;
    this.type = type;
  }

  public String word() {
    return word;
  }

  public String type() {
    return type;
  }

  /**
   * The algorithm of a file.
   *
   * @param tensors how many tensors of each are in it
   * @param convolution whether a low-rank pair changes a convolution wider than one pixel
   */
  public static Algorithm of(Map<Algorithm, Long> tensors, boolean convolution) {
    if (tensors.containsKey(DORA)) {
      return DORA;
    }
    Algorithm most = FULL;
    for (Map.Entry<Algorithm, Long> entry : tensors.entrySet()) {
      // Full differences of norms and biases stand beside every algorithm.
      if (entry.getKey() != FULL && entry.getValue() > tensors.getOrDefault(most, 0L)
          || entry.getKey() != FULL && most == FULL) {
        most = entry.getKey();
      }
    }
    return most == LORA && convolution ? LOCON : most;
  }
}
