package dev.tensors.tsr.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.model.examples.ResourceMerger;
import dev.tensors.tsr.model.examples.VersionMatcher;
import dev.tensors.tsr.pictures.Infotext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of hostile length take time that is linear in their length. */
@Tag("long")
class HostileLengthTest {

  private static final int LENGTH = 200_000;

  /** Each takes milliseconds; with quadratic time it would take hours. */
  private static <T> T inTime(ThrowingSupplier<T> work) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), work);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "([{", ")", "（", "(,", "),(", "\\(", "((a)"})
  void splitsBrackets(String text) {
    String packed = text.repeat(LENGTH / text.length());

    assertThat(inTime(() -> PackedWords.split(List.of(packed)))).isNotEmpty();
  }

  @Test
  void splitsManyWords() {
    String packed =
        IntStream.range(0, LENGTH / 4).mapToObj(i -> "w" + i).collect(Collectors.joining(","));

    assertThat(inTime(() -> PackedWords.split(List.of(packed)))).hasSize(LENGTH / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<lora:",
        "<",
        "<lora:a",
        "a",
        ":",
        "<lora:a:",
        "<lora::::",
        "<lora:a>",
        ">",
        "<lora:a:1e9 "
      })
  void readsTagsAndPrompts(String text) {
    for (String prompt :
        List.of(
            text.repeat(LENGTH / text.length()), "<lora:" + text.repeat(LENGTH / text.length()))) {
      ExampleImage image = image(Map.of("prompt", new GenerationParameter(prompt, false)));

      assertThat(inTime(() -> LoraTag.in(prompt))).hasSizeLessThanOrEqualTo(LENGTH + 1);
      assertThat(inTime(() -> image.withLocalNames().parameters().prompt())).isEqualTo(prompt);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Steps: 1, ",
        "Steps: \"a, ",
        "\\\"",
        "\"",
        "kk: \"\\\\\", ",
        "{'a': ",
        "\n",
        "Negative prompt:\n",
        ":"
      })
  void writesInfotexts(String text) {
    String value = text.repeat(LENGTH / text.length());
    for (String prompt : List.of(value, "Steps: " + value, "x\nSteps: 1, Seed: \"" + value)) {
      Map<String, GenerationParameter> all = new LinkedHashMap<>();
      all.put("prompt", new GenerationParameter(prompt, false));
      all.put("negativePrompt", new GenerationParameter(value, false));
      all.put("Model", new GenerationParameter(value, false));
      all.put("Note", new GenerationParameter("\"" + value + "\"", false));
      all.put("Printed", new GenerationParameter(value, GenerationParameter.Notation.UNRECORDED));
      all.put(
          "Printed too",
          new GenerationParameter("[" + value, GenerationParameter.Notation.UNRECORDED));
      all.put(value, new GenerationParameter("x", false));

      assertThat(inTime(() -> Infotext.of(image(all)))).isNotNull();
      assertThat(inTime(() -> PromptBlock.of(image(all), 80))).isNotEmpty();
    }
  }

  @Test
  void writesManyParameters() {
    Map<String, GenerationParameter> all = new LinkedHashMap<>();
    IntStream.range(0, LENGTH / 8)
        .forEach(i -> all.put("key " + i, new GenerationParameter("a, b", false)));

    assertThat(inTime(() -> Infotext.of(image(all)))).hasSize(1);
  }

  @Test
  void putsManyResourcesTogether() {
    List<List<ImageResource>> lists = new ArrayList<>(List.of(List.of(), List.of(), List.of()));
    lists.replaceAll(list -> new ArrayList<>());
    for (int i = 0; i < LENGTH / 8; i++) {
      lists.get(0).add(new ImageResource("same", "lora", null, i / 1000.0, null));
      lists.get(1).add(new ImageResource(null, null, "abcdef01" + i, null, null));
      lists.get(2).add(new ImageResource("n" + i, "lora", null, null, (long) i % 7));
    }
    for (List<ImageResource> list : lists) {
      List<ImageModel> models = inTime(() -> ResourceMerger.of(list, null));
      VersionMatcher marks = new VersionMatcher(8, List.of("ABCDEF01"), List.of("same.sft"));

      assertThat(models).isNotEmpty();
      assertThat(inTime(() -> marks.usualWeight(List.of(models)))).isGreaterThanOrEqualTo(0);
    }
  }

  private static ExampleImage image(Map<String, GenerationParameter> all) {
    return new ExampleImage(
        1L, "u", 1L, "v", null, null, null, new GenerationParameters(all), List.of());
  }
}
