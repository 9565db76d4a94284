package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.json.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reading of models in the present and former forms of the API. */
class ModelReadingTest {

  private static WireModel model(String json) throws IOException {
    return CivitaiAnswers.MODEL.of(new JsonReader(json.getBytes(UTF_8), text -> text));
  }

  private static List<Long> stats(WireModel model) {
    return Stream.of(
            WireModel.DOWNLOADS,
            WireModel.THUMBS_UP,
            WireModel.THUMBS_DOWN,
            WireModel.COMMENTS,
            WireModel.TIPS)
        .map(model::get)
        .toList();
  }

  @Test
  void needsNothingButTheId() throws Exception {
    WireModel model = model("{\"id\": 7}");

    assertThat(model.id()).isEqualTo(7);
    assertThat(model.row().copy().without("civitai_id").withoutNulls().values())
        .isEqualTo(Map.of("name", "", "type", "", "allow_commercial_use", ""));
    assertThat(model.name()).isNull();
    assertThat(model.get(WireModel.TYPE)).isNull();
    assertThat(model.creator()).isNull();
    assertThat(model.tags()).isEmpty();
    assertThat(model.versions()).isEmpty();
  }

  @Test
  void takesNullForNothing() throws Exception {
    WireModel model =
        model(
            """
            {
              "id": 7, "name": null, "description": null, "type": null, "nsfw": null,
              "nsfwLevel": null, "poi": null, "minor": null, "sfwOnly": null, "availability": null,
              "allowNoCredit": null, "allowCommercialUse": null, "allowDerivatives": null,
              "allowDifferentLicense": null, "supportsGeneration": null, "mode": null,
              "stats": null, "creator": null, "tags": null, "modelVersions": null
            }
            """);

    assertThat(model).usingRecursiveComparison().isEqualTo(model("{\"id\": 7}"));
    assertThat(
            model("{\"id\": 7, \"tags\": [null, \"a\"], \"modelVersions\": [null, {}]}").versions())
        .isEmpty();
  }

  @Test
  void keepsHiddenCountsApartFromNone() throws Exception {
    WireModel model =
        model(
            """
            {"id": 7, "stats": {"downloadCount": null, "thumbsUpCount": 0,
                                "tippedAmountCount": null}}
            """);

    assertThat(stats(model)).containsExactly(null, 0L, null, null, null);
  }

  @Test
  void readsWhatChangedItsType() throws Exception {
    WireModel model =
        model(
            """
            {
              "id": "7", "name": 2046, "description": {"rich": "text"}, "type": ["LORA"],
              "nsfw": "true", "nsfwLevel": "31", "poi": 0, "minor": "FALSE", "sfwOnly": 1,
              "allowNoCredit": "yes", "allowCommercialUse": "Sell", "allowDerivatives": [],
              "stats": {"downloadCount": "12", "thumbsUpCount": 5.0, "thumbsDownCount": 1.5,
                        "commentCount": 99999999999999999999, "tippedAmountCount": true},
              "creator": "nomad", "tags": {"0": "style"}, "modelVersions": {"id": 71}
            }
            """);

    assertThat(model.id()).isEqualTo(7);
    assertThat(model.name()).isEqualTo("2046");
    assertThat(model.get(WireModel.DESCRIPTION)).isNull();
    assertThat(model.get(WireModel.TYPE)).isNull();
    assertThat(model.get(WireModel.NSFW)).isTrue();
    assertThat(model.get(WireModel.NSFW_LEVEL)).isEqualTo(31);
    assertThat(model.get(WireModel.POI)).isFalse();
    assertThat(model.get(WireModel.MINOR)).isFalse();
    assertThat(model.get(WireModel.SFW_ONLY)).isTrue();
    assertThat(model.get(WireModel.ALLOW_NO_CREDIT)).isNull();
    assertThat(model.get(WireModel.ALLOW_COMMERCIAL_USE)).isEqualTo("Sell");
    assertThat(model.get(WireModel.ALLOW_DERIVATIVES)).isNull();
    assertThat(stats(model)).containsExactly(12L, 5L, null, null, null);
    assertThat(model.creator()).isNull();
    assertThat(model.tags()).isEmpty();
    assertThat(model.versions()).isEmpty();
  }
}
