package dev.tensors.tsr.sidecars;

/**
 * The programs whose sidecars are known. Of what a user told several of them, the word of the first
 * one here counts.
 */
enum ManagerName {
  A1111("a1111"),
  BROWSER_PLUS("browser-plus"),
  LORA_MANAGER("lora-manager"),
  STABILITY_MATRIX("stability-matrix"),
  CIVICOMFY("civicomfy"),
  RGTHREE("rgthree"),
  CIVITAI_HELPER("civitai-helper"),
  SD_NEXT("sdnext"),
  TENSORS("tensors"),
  /** An answer of CivitAI under a name that several programs use. */
  CIVITAI("civitai");

  private final String word;

  ManagerName(String word) {
    this.word = word;
  }

  /** Its name in results, in the database and in options. */
  String word() {
    return word;
  }
}
