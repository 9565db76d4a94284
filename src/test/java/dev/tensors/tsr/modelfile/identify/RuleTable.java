package dev.tensors.tsr.modelfile.identify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of headers and of what they are. Each case begins with the name of a rule:
 *
 * <pre>
 * rule SDXL
 * like SD 1                  begins with the tensors of an earlier case
 * is UNet: SDXL 1.0          the expected type and base model; - for none; for adapters: LORA:
 *                            Flux.1 D, LoRA, rank 16
 *   blocks.{0..9}.bias 320   ten tensors of a shape, such as 320x4x3x3 or . for a scalar
 *   - blocks.{3..9}.bias     takes tensors away
 *   lora NAME OUTxIN         the three tensors of a module of rank 16
 * not                        with the lines that follow, the rule is not met and no base told
 * but UNet: Kolors           with the lines that follow, it is something else
 * </pre>
 */
final class RuleTable {

  /** Tensors by name, and what a file of them is. */
  record Case(String rule, Map<String, long[]> tensors, String expected, List<Variant> variants) {}

  /** Other tensors, which do not meet the rule, and what a file of them is; null for nothing. */
  record Variant(Map<String, long[]> tensors, String expected) {}

  private final Map<String, Case> cases = new LinkedHashMap<>();
  private Map<String, long[]> tensors = new LinkedHashMap<>();
  private String rule;
  private String expected;
  private List<Variant> variants = new ArrayList<>();
  private Map<String, long[]> changed;

  private RuleTable() {}

  static List<Case> read(String resource) throws IOException {
    RuleTable table = new RuleTable();
    try (InputStream in = RuleTable.class.getResourceAsStream(resource)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(table::line);
    }
    table.close();
    return List.copyOf(table.cases.values());
  }

  private void line(String line) {
    if (line.startsWith("#") || line.isBlank()) {
      return;
    }
    if (line.startsWith("  ")) {
      change(changed == null ? tensors : changed, line.strip());
    } else if (line.startsWith("rule ")) {
      close();
      rule = line.substring("rule ".length());
    } else if (line.startsWith("like ")) {
      tensors.putAll(cases.get(line.substring("like ".length())).tensors());
    } else if (line.startsWith("is ")) {
      expected = line.substring("is ".length());
    } else if (line.equals("not") || line.startsWith("but ")) {
      changed = new LinkedHashMap<>(tensors);
      variants.add(new Variant(changed, line.equals("not") ? null : line.substring(4)));
    } else {
      throw new IllegalArgumentException(line);
    }
  }

  private void close() {
    if (rule != null && cases.put(rule, new Case(rule, tensors, expected, variants)) != null) {
      throw new IllegalArgumentException("two cases of " + rule);
    }
    tensors = new LinkedHashMap<>();
    variants = new ArrayList<>();
    changed = null;
  }

  private static void change(Map<String, long[]> tensors, String line) {
    boolean removes = line.startsWith("- ");
    String text = removes ? line.substring(2) : line;
    boolean lora = text.startsWith("lora ");
    String[] words = (lora ? text.substring("lora ".length()) : text).split(" ");
    for (String name : names(words[0])) {
      List<String> all =
          lora
              ? List.of(name + ".alpha", name + ".lora_down.weight", name + ".lora_up.weight")
              : List.of(name);
      if (removes) {
        all.forEach(tensors::remove);
      } else if (lora) {
        long[] widths = shape(words[1]);
        tensors.put(all.get(0), new long[0]);
        tensors.put(all.get(1), new long[] {16, widths[1]});
        tensors.put(all.get(2), new long[] {widths[0], 16});
      } else {
        tensors.put(name, shape(words[1]));
      }
    }
  }

  private static List<String> names(String text) {
    int begin = text.indexOf('{');
    if (begin < 0) {
      return List.of(text);
    }
    int end = text.indexOf('}');
    String[] range = text.substring(begin + 1, end).split("\\.\\.");
    List<String> names = new ArrayList<>();
    for (int i = Integer.parseInt(range[0]); i <= Integer.parseInt(range[1]); i++) {
      names.addAll(names(text.substring(0, begin) + i + text.substring(end + 1)));
    }
    return names;
  }

  private static long[] shape(String text) {
    return text.equals(".")
        ? new long[0]
        : Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray();
  }
}
