package dev.tensors.tsr.modelfile.identify;

import org.jspecify.annotations.Nullable;

/** The names of quantised types in GGUF files. */
final class GgufQuantisation {

  /** The names by the numbers of general.file_type, as llama.cpp writes them; null where unused. */
  private static final String[] FILE_TYPES = {
    "F32", "F16", "Q4_0", "Q4_1", null, null, null, "Q8_0", "Q5_0", "Q5_1", "Q2_K", "Q3_K_S",
    "Q3_K_M", "Q3_K_L", "Q4_K_S", "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K", "IQ2_XXS", "IQ2_XS",
    "Q2_K_S", "IQ3_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ3_M", "IQ2_S", "IQ2_M", "IQ4_XS",
    "IQ1_M", "BF16", null, null, null, "TQ1_0", "TQ2_0"
  };

  private GgufQuantisation() {}

  /** Whether a tensor of this type is quantised in blocks. */
  static boolean is(String dtype) {
    int digit = digit(dtype);
    return digit > 0 && dtype.charAt(digit - 1) == 'Q' || dtype.equals("MXFP4");
  }

  private static int digit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The name of the mixture that the metadata claims, such as Q4_K_M, where it fits the type of
   * most elements; else the name of that type.
   *
   * @param dtype of most elements, such as Q4_K
   * @param fileType the value of general.file_type; null if there is none
   */
  static String name(String dtype, @Nullable String fileType) {
    if (fileType == null || !fileType.matches("\\d{1,2}")) {
      return dtype;
    }
    int number = Integer.parseInt(fileType);
    String claimed = number < FILE_TYPES.length ? FILE_TYPES[number] : null;
    int digit = digit(dtype);
    return claimed != null && digit >= 0 && claimed.startsWith(dtype.substring(0, digit + 1))
        ? claimed
        : dtype;
  }
}
