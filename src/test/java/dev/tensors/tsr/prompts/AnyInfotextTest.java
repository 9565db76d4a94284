package dev.tensors.tsr.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.pictures.Infotext;
import dev.tensors.tsr.pictures.SettingsLine;
import dev.tensors.tsr.text.JsonString;
import dev.tensors.tsr.text.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Web UIs parse the parameters of any image back from its infotext. */
class AnyInfotextTest {

  private static final String SEED = "20261125";

  private static final String NEGATIVE = "Negative prompt:";

  private static final JsonMapper JSON = new JsonMapper();

  /** Texts with a meaning in infotext, and characters that parsers stumble over. */
  private static final String[] PIECES = {
    NEGATIVE,
    "Steps: 20",
    "Steps: 20, Sampler: Euler a, CFG scale: 7",
    "Size: 512x768",
    "512x768",
    "\"",
    "\\",
    "\\\"",
    "\"a, b\"",
    ",",
    ":",
    "\n",
    " ",
    "\t",
    "\r\n",
    "\u00a0",
    "\u3000",
    "a",
    "b c",
    "<lora:x:0.8>",
    "{\"a\": 1}",
    "{'a': 1}",
    "[",
    "kk: \"",
    "写实",
    "，",
    "é",
    "\ud83d\ude00",
    "²",
    "-"
  };

  private static final String[] HIDDEN = {
    "\u0000",
    "\u001b",
    "\u001f",
    "\u0085",
    "\u2028",
    "\u202e",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\u115f",
    "\ufe0f",
    "\udb40\udc41",
    "\ud83d",
    "\ude00"
  };

  private static final List<String> KEYS =
      List.of(
          "Steps",
          "steps",
          "sampler",
          "cfgScale",
          "CFG scale",
          "Size",
          "width",
          "scheduler",
          "Schedule type",
          "denoise",
          "Hires prompt",
          "k",
          "\"odd: key",
          "写实",
          "a/b-c 1",
          "-a",
          "");

  @Provide
  Arbitrary<String> prompts() {
    return Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<Map<String, GenerationParameter>> settings() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(PIECES), Arbitraries.of(HIDDEN), Arbitraries.strings().ofMaxLength(2));
    Arbitrary<String> texts = pieces.list().ofMaxSize(6).map(list -> String.join("", list));
    Arbitrary<GenerationParameter> strings =
        Arbitraries.oneOf(texts, texts.map(JsonString::of), Arbitraries.of("\"open", "closed\""))
            .map(text -> new GenerationParameter(text, false));
    Arbitrary<GenerationParameter> json =
        Combinators.combine(
                texts, Arbitraries.of("%s", "[%s]", "{\"a\":%s,\"b\":[7]}", "1.50", "true"))
            .as((text, form) -> form.formatted(JsonString.of(text)))
            .filter(text -> !text.startsWith("\""))
            .map(text -> new GenerationParameter(text, true));
    return Arbitraries.maps(Arbitraries.of(KEYS), Arbitraries.oneOf(strings, json)).ofMaxSize(6);
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void givesEachSettingBack(@ForAll("settings") Map<String, GenerationParameter> settings) {
    Map<String, String> read = read("a cat", "a dog", settings);

    assertThat(read).containsEntry("Prompt", "a cat").containsEntry("Negative prompt", "a dog");
    JsonNode others = JSON.readTree(read.getOrDefault("Other parameters", "{}"));
    settings.forEach(
        (key, parameter) -> {
          String value = parameter.isJson() ? parameter.value() : WebUi.unquote(parameter.value());
          JsonNode other = others.get(key);
          if (other != null) {
            String expected = parameter.value();
            assertThat(other)
                .isEqualTo(
                    parameter.isJson()
                        ? JSON.readTree(expected)
                        : JSON.getNodeFactory().stringNode(expected));
          } else {
            assertThat(List.of(read(key, read), read(webUis(key), read))).contains(value);
          }
        });
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void givesThePromptsBack(@ForAll("prompts") String prompt, @ForAll("prompts") String negative) {
    Map<String, String> read = read(prompt, negative, Map.of());
    Map<String, String> withSeed = read(prompt, negative, Map.of("seed", parameter("7")));
    boolean whole = !plain(prompt).isEmpty() && SettingsLine.is(PlainText.lines(prompt).getLast());

    if (whole) {
      assertThat(withSeed).isEqualTo(WebUi.parse(String.join("\n", PlainText.lines(prompt))));
    } else if (plain(negative).isEmpty()) {
      assertThat(withSeed).containsEntry("Seed", "7");
      assertThat(plain(withSeed.get("Prompt") + NEGATIVE + withSeed.get("Negative prompt")))
          .contains(plain(prompt));
    } else if (!plain(prompt).startsWith(plain(NEGATIVE))) {
      assertThat(withSeed).containsEntry("Seed", "7");
      for (Map<String, String> both : List.of(read, withSeed)) {
        assertThat(plain(both.get("Negative prompt"))).isEqualTo(plain(negative));
        assertThat(plain(prompt))
            .isIn(
                plain(both.get("Prompt")),
                plain(both.get("Prompt") + NEGATIVE + both.get("Negative prompt")));
      }
    }
  }

  /** White space and line breaks mean nothing in a prompt. */
  private static String plain(String text) {
    return text.replaceAll("[\\s\\p{Z}]+", "");
  }

  private static String webUis(String key) {
    return switch (key) {
      case "steps" -> "Steps";
      case "sampler" -> "Sampler";
      case "cfgScale" -> "CFG scale";
      case "scheduler" -> "Schedule type";
      case "denoise" -> "Denoising strength";
      default -> key;
    };
  }

  /** A web UI splits a size into two values. */
  private static String read(String name, Map<String, String> read) {
    return read.containsKey(name + "-1")
        ? read.get(name + "-1") + "x" + read.get(name + "-2")
        : read.getOrDefault(name, "nothing");
  }

  private static Map<String, String> read(
      String prompt, String negative, Map<String, GenerationParameter> settings) {
    Map<String, GenerationParameter> all = new LinkedHashMap<>();
    all.put("prompt", parameter(prompt));
    all.put("negativePrompt", parameter(negative));
    all.putAll(settings);
    GenerationParameters parameters = new GenerationParameters(all);
    ExampleImage image =
        new ExampleImage(1L, "u", 1L, "v", null, null, null, parameters, List.of());
    return WebUi.parse(String.join("\n", Infotext.of(image)));
  }

  private static GenerationParameter parameter(String text) {
    return new GenerationParameter(text, false);
  }
}
