package dev.tensors.tsr.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.prompts.WebUi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web UIs parse the parameters of CivitAI's answer back from the infotext. */
class InfotextTest {

  private static final String WHOLE =
      "a pier, (fog:1.2)\nNegative prompt: people\n"
          + "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x768, Model: \"a, b\"";

  @Test
  void writesTheSettingsUnderTheNamesOfWebUis() {
    assertThat(
            block(
                Map.of(
                    "prompt", "a pier\n<lora:x:1>",
                    "negativePrompt", "people\nboats",
                    "cfgScale", "6.50",
                    "seed", "18446744073709551615",
                    "scheduler", "karras",
                    "denoise", "0.35",
                    "clipSkip", "2"),
                "ENSD",
                "31337",
                "steps",
                "28"))
        .isEqualTo(
            """
            a pier
            <lora:x:1>
            Negative prompt: people
            boats
            Steps: 28, Schedule type: karras, CFG scale: 6.50, Seed: 18446744073709551615, \
            Denoising strength: 0.35, Clip skip: 2, ENSD: 31337""");
  }

  @Test
  void appendsNothingToAPromptThatIsAWholeInfotext() {
    assertThat(block(Map.of("prompt", WHOLE + "\n"))).isEqualTo(WHOLE);
    assertThat(block(Map.of("prompt", WHOLE), "steps", "30", "negativePrompt", "x"))
        .isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hair: red, Eyes: blue, Mood: calm",
        "a cat Negative prompt: dog Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5",
        "a cat, Steps: 20, Sampler: Euler a, CFG scale: 7",
        "Steps: 20",
        "Steps to a temple: stone, moss: green, sky: grey"
      })
  void knowsAPromptThatMerelyLooksLikeSettings(String prompt) {
    assertThat(read(Map.of("prompt", prompt))).containsEntry("Prompt", prompt).hasSize(2);
    assertThat(read(Map.of("prompt", prompt), "seed", "5"))
        .isEqualTo(Map.of("Prompt", prompt, "Negative prompt", "", "Seed", "5"));
    assertThat(read(Map.of("negativePrompt", prompt)).get("Negative prompt").strip())
        .isEqualTo(prompt);
  }

  @Test
  void guessesNoSize() {
    assertThat(block(Map.of("prompt", "a"), "seed", "5")).isEqualTo("a\nSeed: 5, Seed: 5, Seed: 5");
    assertThat(read(Map.of("width", "832"), "height", "1216"))
        .isEqualTo(Map.of("Size-1", "832", "Size-2", "1216", "Prompt", "", "Negative prompt", ""));
    assertThat(block(Map.of("Size", "832x1216"), "width", "832", "height", "1216", "s_", "7"))
        .isEqualTo("Size: 832x1216, s_: 7, s_: 7");
    assertThat(block(Map.of("Size", "832x1216"), "width", "416", "height", "608"))
        .isEqualTo("Size: 832x1216, width: 416, height: 608");
  }

  @Test
  void writesEachValueSoThatItComesBack() {
    for (String value :
        List.of(
            "a, b: \"c\"",
            " led and trailed ",
            "",
            "\"",
            "\"open",
            "\"open, Seed: \"7\"",
            "closed\"",
            "two \"words\" quoted",
            "\"a\" and \"b\"",
            "back\\slash",
            "back\\slash, comma",
            "tab\tline\nend\r\nNUL\u0000ESC\u001b",
            "turn\u202ed, no-break\u00a0",
            "\ud83d\udc08 写实，红",
            "x".repeat(100_000),
            "{'model': '31e3'}",
            "512x768",
            "\ud800")) {
      Map<String, String> read = read(Map.of("Hires prompt", value), "steps", "1");

      assertThat(joined("Hires prompt", read)).as(value).isEqualTo(value);
      assertThat(read).containsEntry("Steps", "1");
    }
  }

  /** A value as an extension of a web UI writes it, and CivitAI stores it. */
  @Test
  void quotesNoStringOfJsonAgain() {
    String value = "\"a face, \\\"calm\\\": \\u00e4\\n\u202e\"";

    assertThat(block(Map.of("ADetailer prompt", value)))
        .contains("ADetailer prompt: \"a face, \\\"calm\\\": \\u00e4\\n\\u202e\"");
    assertThat(read(Map.of("ADetailer prompt", value)))
        .containsEntry("ADetailer prompt", "a face, \"calm\": ä\n\u202e");
    assertThat(read(Map.of("Note", "\"no \n JSON\""))).containsEntry("Note", "\"no \n JSON\"");
  }

  @Test
  void writesListsAndObjectsAsJson() {
    Map<String, GenerationParameter> all = new LinkedHashMap<>();
    all.put("hashes", new GenerationParameter("{\"model\":\"31e3\",\"vae\":\"a, b\"}", true));
    all.put("list", new GenerationParameter("[1.0,null]", true));
    all.put("flag", new GenerationParameter("true", true));

    assertThat(WebUi.parse(ofAll(all)))
        .containsEntry("hashes", "{\"model\":\"31e3\",\"vae\":\"a, b\"}")
        .containsEntry("list", "[1.0,null]")
        .containsEntry("flag", "true");
  }

  @Test
  void writesKeysThatWebUisCannotReadIntoOneJsonObject() {
    assertThat(
            WebUi.parse(
                ofAll(
                    parameters(
                        "\"odd: key", "x\"", "k", "7", "prompt", "a", "Prompt", "b", "写实", "9"))))
        .isEqualTo(
            Map.of(
                "Prompt", "a",
                "Negative prompt", "",
                "写实", "9",
                "Other parameters", "{\"\\\"odd: key\":\"x\\\"\",\"k\":\"7\",\"Prompt\":\"b\"}"));
  }

  @Test
  void keepsBothOfTwoSpellingsThatDiffer() {
    assertThat(block(Map.of(), "cfgScale", "7", "CFG scale", "8", "cfg_scale", "8", "steps", "2"))
        .isEqualTo("Steps: 2, CFG scale: 8, cfgScale: 7");
    assertThat(block(Map.of(), "scheduler", "karras", "Schedule type", "Karras", "seed", "1"))
        .isEqualTo("Schedule type: Karras, Seed: 1, scheduler: karras");
  }

  @Test
  void leavesOutWhatPythonPrinted() {
    Map<String, GenerationParameter> all = new LinkedHashMap<>();
    List<String> printed =
        List.of(
            "{'model': '31e3'}",
            "[{'a': \"it's\", 'b': [1, -2.5e-7, None, True]}, {}]",
            "{'a': 'it\\'s, {'}");
    List<String> texts =
        List.of("{'model': '31e3'", "{red|blue}", "[cat:dog:0.5]", "[1:2]", "['a'] b", "None", "'");
    printed.forEach(text -> all.put("printed " + all.size(), unrecorded(text)));
    texts.forEach(text -> all.put("text " + all.size(), unrecorded(text)));

    Map<String, String> read = WebUi.parse(ofAll(all));

    assertThat(read.keySet()).noneMatch(key -> key.startsWith("printed"));
    assertThat(read.values()).containsAll(texts);
  }

  private static GenerationParameter unrecorded(String text) {
    return new GenerationParameter(text, GenerationParameter.Notation.UNRECORDED);
  }

  /** A web UI parses a line with this beginning as the start of the negative prompt. */
  @Test
  void tellsThePromptFromTheNegativeOne() {
    assertThat(read(Map.of("prompt", "a\nNegative prompt: b"), "seed", "1", "negativePrompt", "c"))
        .containsEntry("Prompt", "a Negative prompt: b")
        .containsEntry("Negative prompt", "c");
    assertThat(read(Map.of("prompt", "a\nNegative prompt: b\nc"), "negativePrompt", "b\nc"))
        .isEqualTo(Map.of("Prompt", "a", "Negative prompt", "b\nc"));
    assertThat(read(Map.of("prompt", "a\nNegative prompt: b"), "seed", "1"))
        .isEqualTo(Map.of("Prompt", "a", "Negative prompt", "b", "Seed", "1"));
    assertThat(read(Map.of("negativePrompt", "Negative prompt: b\n Negative prompt:c")))
        .containsEntry("Negative prompt", "Negative prompt: b  Negative prompt:c\n");
  }

  @Test
  void beginsALineAtEachLineEnd() {
    assertThat(block(Map.of("prompt", "\n\u00a0\n a\tb\r\nc\u2028d\re\u0085f\n\n ")))
        .isEqualTo(" a\tb\nc\nd\ne\nf");
  }

  private static String joined(String name, Map<String, String> read) {
    return read.containsKey(name + "-1")
        ? read.get(name + "-1") + "x" + read.get(name + "-2")
        : read.get(name);
  }

  private static Map<String, String> read(Map<String, String> first, String... others) {
    return WebUi.parse(block(first, others));
  }

  private static String block(Map<String, String> first, String... others) {
    Map<String, GenerationParameter> all = new LinkedHashMap<>();
    first.forEach((key, value) -> all.put(key, new GenerationParameter(value, false)));
    all.putAll(parameters(others));
    return ofAll(all);
  }

  private static Map<String, GenerationParameter> parameters(String... keysAndValues) {
    Map<String, GenerationParameter> all = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(keysAndValues[i], new GenerationParameter(keysAndValues[i + 1], false));
    }
    return all;
  }

  private static String ofAll(Map<String, GenerationParameter> all) {
    GenerationParameters parameters = new GenerationParameters(all);
    return String.join(
        "\n",
        Infotext.of(new ExampleImage(1L, "u", 1L, "v", 416L, 608L, 1L, parameters, List.of())));
  }
}
