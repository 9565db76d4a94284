package dev.tensors.tsr.modelfile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file that is no model most likely is, told from its first bytes. */
final class Lookalike {

  /** How many first bytes are enough to tell. */
  static final int SAMPLE = 512;

  private Lookalike() {}

  /** The reason to refuse a file that begins with {@code start}, or null if it looks like none. */
  static String of(byte[] start) {
    if (isZeros(start)) {
      return "holds only zeros so far: a download that was reserved but never written?";
    }
    String binary = ofBinary(start);
    return binary != null ? binary : ofText(text(start));
  }

  /** The same for a file that has passed for a .safetensors file by its first eight bytes. */
  static String ofBinary(byte[] bytes) {
    String start = new String(bytes, StandardCharsets.ISO_8859_1);
    if (start.startsWith("PK\u0003\u0004")) {
      return "looks like a PyTorch .ckpt or .pt file (zip), not .safetensors";
    }
    // A pickle's protocol and, in PyTorch's, the long number or dictionary that it begins with.
    if (start.startsWith("\u0080\u0002\u008a") || start.startsWith("\u0080\u0002}")) {
      return "looks like a PyTorch .ckpt or .pt file (pickle), not .safetensors";
    }
    if (start.startsWith("GGUF")) {
      return "looks like a GGUF file, not .safetensors";
    }
    if (start.startsWith("\u001f\u008b\b")) {
      return "looks like a gzip archive, not a model";
    }
    return null;
  }

  private static String ofText(String start) {
    // The length of a header has some, and may begin with the number that is a brace or a bracket.
    if (start.indexOf('\0') >= 0) {
      return null;
    }
    String lower = start.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html")
        || lower.startsWith("<html")
        || lower.startsWith("<head")) {
      return "looks like an HTML page, not a model: a saved log-in page?";
    }
    if (lower.startsWith("<")) {
      return "looks like an XML answer of a web service, not a model";
    }
    if (lower.startsWith("version https://git-lfs")) {
      return "a git-lfs pointer, not the model: run `git lfs pull`";
    }
    if (lower.startsWith("{") || lower.startsWith("[")) {
      return "looks like a JSON answer of a web service, not a model";
    }
    return isPrintable(start)
        ? "looks like a text, not a model: " + Quoted.of(firstLine(start))
        : null;
  }

  /** Without the byte order mark and white space that may stand before a page. */
  private static String text(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
  }

  private static boolean isZeros(byte[] start) {
    for (byte b : start) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= ' ') {
      end++;
    }
    return text.substring(0, end);
  }
}
