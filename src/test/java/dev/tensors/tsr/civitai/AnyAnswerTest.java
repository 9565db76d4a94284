package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.json.JsonLayout;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any JSON is read as an answer, unless it lacks the id. */
class AnyAnswerTest {

  private static final String MODEL =
      """
      {
        "id": 7, "name": "Harbour", "nsfw": true, "nsfwLevel": 31, "allowCommercialUse": ["Sell"],
        "stats": {"downloadCount": 1}, "creator": {"username": "nomad", "image": "u"},
        "tags": ["style"],
        "modelVersions": [{
          "id": 71, "modelId": 7, "index": 0, "publishedAt": "2025-02-03T00:00:00.000Z",
          "trainedWords": ["harbour"], "trainingDetails": {"steps": 1},
          "stats": {"downloadCount": 1}, "model": {"name": "Harbour"},
          "files": [{
            "id": 710, "sizeKB": 1.5, "primary": true, "metadata": {"fp": "fp16"},
            "hashes": {"SHA256": "AB"}
          }],
          "images": [{
            "id": 4711, "url": "https://image.example/4711.jpeg", "nsfw": "Soft", "type": "video",
            "metadata": {"duration": 5.04, "audio": true},
            "meta": {
              "id": 1,
              "meta": {
                "seed": 1, "hashes": {"model": "31e3"},
                "resources": [{"name": "x", "type": "lora", "hash": "ff", "weight": 0.8}],
                "civitaiResources": [{"modelVersionId": 71, "modelVersionName": "v", "weight": 1}],
                "additionalResources": [{"name": "y", "strength": 1}]
              }
            }
          }]
        }]
      }
      """;

  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "0",
          "-1.5",
          "1e999",
          "1E-2147483647",
          "99999999999999999999",
          "\"\"",
          "\"x\"",
          "\"1e2147483647\"",
          "\"NaN\"",
          "[]",
          "{}",
          "[null]",
          "[[{}]]",
          "[{\"id\": []}]",
          "{\"\": null}",
          "{\"meta\": {\"meta\": []}}");

  private static JsonValue json(String text) throws UnreadableJson {
    try (JsonReader reader = reader(text)) {
      return reader.value();
    }
  }

  private static JsonReader reader(String text) {
    return new JsonReader(text.getBytes(UTF_8), texts -> texts);
  }

  @Test
  void anyValueCanBeAnotherOne() throws Exception {
    int read = 0;
    for (String strange : STRANGE) {
      for (JsonValue model : variants(json(MODEL), json(strange))) {
        try {
          assertThat(CivitaiAnswers.MODEL.of(reader(JsonLayout.COMPACT.write(model)))).isNotNull();
          read++;
        } catch (UnreadableAnswer e) {
          assertThat(model).satisfies(AnyAnswerTest::hasNoId);
        }
      }
    }
    assertThat(read).isGreaterThan(1000);
  }

  private static void hasNoId(JsonValue model) {
    assertThat(model instanceof JsonObject fields ? fields.number("id") : null).isNull();
  }

  /** Copies of the value, in each of which one of the values within it is replaced. */
  private static List<JsonValue> variants(JsonValue value, JsonValue replacement) {
    List<JsonValue> variants = new ArrayList<>();
    variants.add(replacement);
    if (value instanceof JsonObject(Map<String, JsonValue> fields)) {
      for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
        for (JsonValue variant : variants(field.getValue(), replacement)) {
          Map<String, JsonValue> changed = new LinkedHashMap<>(fields);
          changed.put(field.getKey(), variant);
          variants.add(new JsonObject(changed));
        }
      }
    } else if (value instanceof JsonValue.Items(List<JsonValue> items)) {
      for (JsonValue variant : variants(items.getFirst(), replacement)) {
        variants.add(new JsonValue.Items(List.of(variant)));
      }
    }
    return variants;
  }
}
