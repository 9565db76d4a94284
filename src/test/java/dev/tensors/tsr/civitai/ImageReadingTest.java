package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading of example images with their parameters and models. */
class ImageReadingTest {

  private static WireImage image(String fields) throws IOException {
    String json = "{\"id\": 71, \"images\": [null, {" + fields + "}, 7]}";
    WireVersion version =
        CivitaiAnswers.VERSION.of(new JsonReader(json.getBytes(UTF_8), text -> text));
    assertThat(version.images()).hasSize(1);
    return version.images().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "https://image.example/xG1n/bbf39031/original=true/4080480.jpeg, 4080480",
    "https://image.example/xG1n/bbf39031/width=450/4080480.jpeg, 4080480",
    "https://image.example/xG1n/4080480, 4080480",
    "https://image.example/xG1n/4080480.mp4?token=5#6, 4080480",
    "https://image.example/xG1n/width=450/00023.jpeg, ",
    "https://image.example/xG1n/bbf39031-15e6.jpeg, ",
    "https://image.example/xG1n/width=450, ",
    "https://image.example/4080480/picture.jpeg, ",
    "https://image.example/9999999999999999999999.jpeg, ",
    "4080480.jpeg, ",
    "'', "
  })
  void knowsTheIdByTheAddress(String url, Long id) throws Exception {
    assertThat(image("\"url\": \"" + url + "\"").get(WireImage.ID)).isEqualTo(id);
    assertThat(image("\"id\": null, \"url\": \"" + url + "\"").get(WireImage.ID)).isEqualTo(id);
    assertThat(image("\"id\": 1, \"url\": \"" + url + "\"").get(WireImage.ID)).isEqualTo(1);
  }

  @Test
  void knowsAnImageWithoutAddressToo() throws Exception {
    assertThat(image("\"url\": null").get(WireImage.ID)).isNull();
    assertThat(image("").get(WireImage.URL)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "nsfwLevel": 16                   | 16
          "nsfwLevel": "2"                  | 2
          "nsfwLevel": 2, "nsfw": "X"       | 2
          "nsfwLevel": null, "nsfw": "None" | 1
          "nsfw": "None"                    | 1
          "nsfw": "Soft"                    | 2
          "nsfw": "Mature"                  | 4
          "nsfw": "X"                       | 8
          "nsfwLevel": "Mature"             | 4
          "nsfw": "Other"                   |
          "nsfw": true                      |
          "nsfw": null                      |
          """)
  void readsLevelsOldAndNew(String fields, Long level) throws Exception {
    assertThat(image(fields).get(WireImage.NSFW_LEVEL)).isEqualTo(level);
  }

  private static List<Object> video(String fields) throws IOException {
    ColumnValues video = image(fields).video();
    return Arrays.asList(
        WireImage.DURATION.of(video), WireImage.HAS_AUDIO.of(video), WireImage.SIZE.of(video));
  }

  @Test
  void readsAVideo() throws Exception {
    assertThat(
            video(
                """
                "type": "video",
                "metadata": {"duration": 5.04, "hasAudio": true, "audio": false, "size": 9000000000}
                """))
        .containsExactly(5.04, true, 9_000_000_000L);
    assertThat(video("\"metadata\": {\"duration\": 5, \"audio\": false}"))
        .containsExactly(5.0, false, null);
    assertThat(video("\"type\": \"video\", \"metadata\": null")).containsExactly(null, null, null);
  }

  @Test
  void keepsAllParametersInOrderAndAsTheyWereWritten() throws Exception {
    WireImage image =
        image(
            """
            "meta": {
              "seed": 18446744073709551615, "Size": "832x1216", "cfgScale": 6.50, "steps": 28,
              "tiny": 1e-05, "huge": 1.0E400, "prompt": "<lora:x:0.8>, \\"best\\"\\nnaïve 写实",
              "none": null, "on": true, "off": false, "empty": "", "list": [ 1.0, "a/b", null ],
              "hashes": { "model": "31e35c80fc", "lora:x": [] }, "\\"quoted: key": "813e",
              "Model hash": "31e3", "comfy": "{\\"nodes\\": []}", "steps": 30
            }
            """);

    assertThat(image.parameters())
        .containsExactly(
            entry("seed", json("18446744073709551615")),
            entry("Size", text("832x1216")),
            entry("cfgScale", json("6.50")),
            entry("steps", json("30")),
            entry("tiny", json("1e-05")),
            entry("huge", json("1.0E400")),
            entry("prompt", text("<lora:x:0.8>, \"best\"\nnaïve 写实")),
            entry("on", json("true")),
            entry("off", json("false")),
            entry("empty", text("")),
            entry("list", json("[1.0,\"a/b\",null]")),
            entry("hashes", json("{\"model\":\"31e35c80fc\",\"lora:x\":[]}")),
            entry("\"quoted: key", text("813e")),
            entry("Model hash", text("31e3")),
            entry("comfy", text("{\"nodes\": []}")));
    assertThatThrownBy(() -> image.parameters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "\"prompt: a harbour\"",
        "7",
        "true",
        "[]",
        "[{\"prompt\": \"a harbour\"}]",
        "{\"id\": 5, \"meta\": null}",
        "{\"meta\": {}}"
      })
  void hasNoParametersWhereThereAreNone(String meta) throws Exception {
    assertThat(image("\"meta\": " + meta).parameters()).isEmpty();
    assertThat(image("\"meta\": " + meta).resources()).isEmpty();
  }

  @Test
  void unwrapsMetaInMeta() throws Exception {
    assertThat(
            image(
                    """
                    "meta": {"id": 5, "meta": {"prompt": "dawn", "resources": [{"name": "x"}]}}
                    """)
                .parameters())
        .containsExactly(
            entry("prompt", text("dawn")), entry("resources", json("[{\"name\":\"x\"}]")));
    assertThat(
            image("\"meta\": {\"id\": 5, \"meta\": {\"resources\": [{\"name\": \"x\"}]}}")
                .resources())
        .extracting(ImageResource::name)
        .containsExactly("x");
  }

  @Test
  void keepsAParameterThatIsOnlyCalledMeta() throws Exception {
    assertThat(image("\"meta\": {\"meta\": \"a\", \"id\": 5}").parameters())
        .containsExactly(entry("meta", text("a")), entry("id", json("5")));
    assertThat(image("\"meta\": {\"meta\": {\"a\": 1}, \"prompt\": \"b\"}").parameters())
        .containsExactly(entry("meta", json("{\"a\":1}")), entry("prompt", text("b")));
    assertThat(image("\"meta\": {\"id\": 5}").parameters()).containsExactly(entry("id", json("5")));
  }

  @Test
  void listsTheResourcesOfAllThreeListsOnceForEachWeight() throws Exception {
    WireImage image =
        image(
            """
            "meta": {
              "resources": [
                {"name": "somemix", "type": "model", "hash": "31e35c80fc"},
                {"name": "thing", "type": "lora", "weight": 0.8},
                {"name": "thing", "type": "lora", "weight": 0.5},
                {"name": "thing", "type": "lora", "hash": "ff", "weight": "0.75"},
                null, "x", {}, {"weight": 1}
              ],
              "civitaiResources": [
                {"type": "lora", "weight": 0.7, "modelVersionId": 71},
                {"type": "lora", "weight": 1, "modelVersionId": 72, "modelVersionName": "v2"},
                {"type": "lora", "modelVersionId": 72, "modelVersionName": "v2"},
                {"type": "checkpoint", "modelVersionId": 73, "name": "mix", "modelVersionName": "v3"}
              ],
              "additionalResources": [
                {"name": "thing", "type": "lora", "strength": 0.4},
                {"name": "other", "type": "lora", "strength": -1.5, "strengthClip": 1},
                {"name": "urn:air:sdxl:lora:civitai:82098@87153", "strength": 0.3}
              ]
            }
            """);

    assertThat(image.resources())
        .containsExactly(
            new ImageResource("somemix", "model", "31e35c80fc", null, null),
            new ImageResource("thing", "lora", null, 0.8, null),
            new ImageResource("thing", "lora", null, 0.5, null),
            new ImageResource("thing", "lora", "ff", 0.75, null),
            new ImageResource(null, "lora", null, 0.7, 71L),
            new ImageResource("v2", "lora", null, 1.0, 72L),
            new ImageResource("mix", "checkpoint", null, null, 73L),
            new ImageResource("thing", "lora", null, 0.4, null),
            new ImageResource("other", "lora", null, -1.5, null),
            new ImageResource("urn:air:sdxl:lora:civitai:82098@87153", "lora", null, 0.3, 87153L));
    assertThat(image.parameters())
        .containsKeys("resources", "civitaiResources", "additionalResources");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "\"x\"", "7", "[]", "[null, 7, \"x\", [], {}]"})
  void hasNoResourcesWhereThereAreNone(String list) throws Exception {
    String meta = "\"meta\": {\"resources\": %s, \"civitaiResources\": %s}";

    assertThat(image(meta.formatted(list, list)).resources()).isEmpty();
  }

  private static GenerationParameter text(String value) {
    return new GenerationParameter(value, false);
  }

  private static GenerationParameter json(String value) {
    return new GenerationParameter(value, true);
  }
}
