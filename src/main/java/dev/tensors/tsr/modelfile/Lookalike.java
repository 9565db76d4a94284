package dev.tensors.tsr.modelfile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognizes other kinds of files, such as web pages, by their first bytes. */
final class Lookalike {

  /** The number of first bytes that {@link #of} takes. */
  static final int SAMPLE = 512;

  private Lookalike() {}

  /** The reason to refuse a file that begins with {@code start}; null if its kind is not known. */
  static @Nullable String of(byte[] start) {
    if (isZeros(start)) {
      return "holds only zeros so far: a download that was reserved but never written?";
    }
    String binary = ofBinary(start);
    return binary != null ? binary : ofText(text(start));
  }

  /** As {@link #of}, but only for binary formats: their first eight bytes can be a valid length. */
  static @Nullable String ofBinary(byte[] bytes) {
    String start = new String(bytes, StandardCharsets.ISO_8859_1);
    if (start.startsWith("PK\u0003\u0004")) {
      return "looks like a PyTorch .ckpt or .pt file (zip), not .safetensors";
    }
    // Protocol 2, then a long number or a dictionary: a pickle as PyTorch begins it.
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

  private static @Nullable String ofText(String start) {
    // A header's length contains zero bytes, and its first byte can be that of a brace or a
    // bracket.
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

  /** Decodes without the byte order mark and white space that can precede a page. */
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
