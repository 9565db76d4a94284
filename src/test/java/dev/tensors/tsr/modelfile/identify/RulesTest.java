package dev.tensors.tsr.modelfile.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.identify.Identifier.Identity;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import dev.tensors.tsr.modelfile.identify.rules.ControlRules;
import dev.tensors.tsr.modelfile.identify.rules.EmbeddingRules;
import dev.tensors.tsr.modelfile.identify.rules.EncoderRules;
import dev.tensors.tsr.modelfile.identify.rules.FluxAdapterRules;
import dev.tensors.tsr.modelfile.identify.rules.FluxRules;
import dev.tensors.tsr.modelfile.identify.rules.ImageRules;
import dev.tensors.tsr.modelfile.identify.rules.RuleSets;
import dev.tensors.tsr.modelfile.identify.rules.StructureRules;
import dev.tensors.tsr.modelfile.identify.rules.TransformerAdapterRules;
import dev.tensors.tsr.modelfile.identify.rules.UnetAdapterRules;
import dev.tensors.tsr.modelfile.identify.rules.UnetRules;
import dev.tensors.tsr.modelfile.identify.rules.UpscalerRules;
import dev.tensors.tsr.modelfile.identify.rules.VaeRules;
import dev.tensors.tsr.modelfile.identify.rules.VideoRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Asks each rule whether it meets what it should, and nothing else: see {@link RuleTable}. */
class RulesTest {

  private static final Map<String, List<Rule>> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("unets.txt", UnetRules.RULES);
    TABLES.put("flux.txt", FluxRules.RULES);
    TABLES.put("video.txt", VideoRules.RULES);
    TABLES.put("images.txt", ImageRules.RULES);
    TABLES.put("control.txt", ControlRules.RULES);
    TABLES.put("vaes.txt", VaeRules.RULES);
    TABLES.put("encoders.txt", EncoderRules.RULES);
    TABLES.put("upscalers.txt", UpscalerRules.RULES);
    TABLES.put("embeddings.txt", EmbeddingRules.RULES);
    TABLES.put("structures.txt", StructureRules.RULES);
    TABLES.put(
        "adapters.txt",
        join(join(UnetAdapterRules.RULES, FluxAdapterRules.RULES), TransformerAdapterRules.RULES));
  }

  private static List<Rule> join(List<Rule> one, List<Rule> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static List<RuleTable.Case> cases() throws IOException {
    List<RuleTable.Case> cases = new ArrayList<>();
    for (String table : TABLES.keySet()) {
      cases.addAll(RuleTable.read(table));
    }
    return cases;
  }

  private static Identifier identifier(Map<String, long[]> tensors) {
    Identifier identifier = new Identifier();
    tensors.forEach((name, shape) -> identifier.add(name, "F16", shape, 0));
    return identifier;
  }

  private static List<String> met(Identifier identifier) {
    return identifier.recognise().rules().stream().map(Rule::name).toList();
  }

  private static String told(Identifier identifier) {
    Identity found = identifier.identify(Map.of());
    return found.type()
        + ": "
        + (found.baseModel() == null ? "-" : found.baseModel())
        + (found.component() == null ? "" : ", " + found.component())
        + (found.algorithm() == null ? "" : ", " + found.algorithm())
        + (found.rank() == null ? "" : ", rank " + found.rank());
  }

  @TestFactory
  Stream<DynamicTest> meetsItsModelsAndNoOthers() throws IOException {
    return cases().stream().map(each -> DynamicTest.dynamicTest(each.rule(), () -> check(each)));
  }

  private static void check(RuleTable.Case each) {
    Identifier identifier = identifier(each.tensors());
    assertThat(told(identifier)).isEqualTo(each.expected());
    assertThat(met(identifier)).contains(each.rule());
    assertThat(each.variants()).as("cases that do not meet the rule").isNotEmpty();
    for (RuleTable.Variant variant : each.variants()) {
      Identifier other = identifier(variant.tensors());
      assertThat(met(other)).doesNotContain(each.rule());
      if (variant.expected() == null) {
        assertThat(other.identify(Map.of()).baseModel()).isNull();
      } else {
        assertThat(told(other)).isEqualTo(variant.expected());
      }
    }
  }

  @Test
  void hasACaseForEachRule() throws IOException {
    for (Map.Entry<String, List<Rule>> table : TABLES.entrySet()) {
      List<String> tested =
          RuleTable.read(table.getKey()).stream().map(RuleTable.Case::rule).toList();
      assertThat(tested)
          .as(table.getKey())
          .containsExactlyInAnyOrderElementsOf(table.getValue().stream().map(Rule::name).toList());
    }
    assertThat(RuleSets.all())
        .hasSameElementsAs(TABLES.values().stream().flatMap(List::stream).toList());
  }

  @Test
  void checksADimensionBeforeItNamesABaseModel() {
    assertThat(RuleSets.all())
        .filteredOn(rule -> !rule.family().names().isEmpty())
        .allMatch(Rule::measures);
  }

  /** A model as wide again is another model, which no rule knows. */
  @Test
  void tellsNoBaseModelOfUnknownWidths() throws IOException {
    List<String> answered = new ArrayList<>();
    for (RuleTable.Case each : cases()) {
      boolean told =
          each.tensors().values().stream().flatMapToLong(Arrays::stream).anyMatch(n -> n > 1);
      for (int factor = 2; told && factor <= 7; factor++) {
        Map<String, long[]> wider = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> tensor : each.tensors().entrySet()) {
          wider.put(tensor.getKey(), times(factor, tensor.getValue()));
        }
        Identity found = identifier(wider).identify(Map.of());
        if (!found.baseCandidates().isEmpty()) {
          answered.add(factor + " times " + each.rule() + " is " + found.baseCandidates());
        }
      }
    }
    assertThat(answered).isEmpty();
  }

  private static long[] times(int factor, long[] shape) {
    long[] product = shape.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= product[i] > 1 ? factor : 1;
    }
    return product;
  }

  /** Two models of different architectures in one file, each below a prefix, leave it open. */
  @Test
  @Tag("long")
  void tellsNoBaseModelOfTwoModelsInOneFile() throws IOException {
    List<String> answered = new ArrayList<>();
    List<RuleTable.Case> models = cases().stream().filter(RulesTest::isModelWithoutPrefix).toList();
    for (RuleTable.Case one : models) {
      for (RuleTable.Case other : models) {
        if (Collections.disjoint(one.tensors().keySet(), other.tensors().keySet())) {
          Map<String, long[]> both = new LinkedHashMap<>(one.tensors());
          other.tensors().forEach((name, shape) -> both.put(prefixed(name), shape));
          String base = identifier(both).identify(Map.of()).baseModel();
          if (base != null && !one.expected().equals(other.expected())) {
            answered.add(one.rule() + " with " + other.rule() + " is " + base);
          }
        }
      }
    }
    assertThat(answered).isEmpty();
  }

  private static boolean isModelWithoutPrefix(RuleTable.Case each) {
    String first = each.tensors().keySet().iterator().next();
    return each.expected().startsWith("UNet:")
        && !each.expected().endsWith("-")
        && !first.startsWith("net.")
        && !first.startsWith("model.");
  }

  private static String prefixed(String name) {
    boolean outside = name.startsWith("edm_") || name.startsWith("cc_");
    return outside ? name : "model.diffusion_model." + name;
  }
}
