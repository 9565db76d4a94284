package dev.tensors.tsr.civitai;

import static dev.tensors.tsr.civitai.Host.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tensors.tsr.civitai.wire.HashMatch;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The request of each call, and the value read from its answer. */
class CallsTest {

  private static final String ONE = "ab".repeat(32);
  private static final String OTHER = "CD".repeat(32);

  @RegisterExtension static final Host HOST = new Host();

  private final Waits waits = new Waits();

  private Civitai civitai() {
    return waits.civitai(HOST.base());
  }

  @Test
  void asksForTheIdsOfManyHashesAtOnce() throws Exception {
    HOST.answers(
        json(
            200,
            """
            [
              {"modelVersionId": 71, "modelId": 7, "hash": "%s"},
              null,
              {"modelVersionId": 72, "hash": "%s", "added": {"later": true}},
              {"modelVersionId": null, "hash": "%s"},
              {"modelVersionId": 73}
            ]
            """
                .formatted(ONE, ONE, OTHER)));

    Answer<List<HashMatch>> answer = civitai().idsByHash(List.of(ONE, OTHER));

    assertThat(answer)
        .isEqualTo(
            new Answer.Found<>(
                List.of(
                    new HashMatch(ONE.toUpperCase(), 71, 7L),
                    new HashMatch(ONE.toUpperCase(), 72, null))));
    LoggedRequest request = HOST.onlyRequest();
    assertThat(request.getMethod().getName()).isEqualTo("POST");
    assertThat(request.getUrl()).isEqualTo("/api/v1/model-versions/by-hash/ids");
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(request.getBodyAsString())
        .isEqualTo("[\"" + ONE.toUpperCase() + "\",\"" + OTHER + "\"]");
  }

  @Test
  void asksForTheVersionsOfManyHashesAtOnce() throws Exception {
    HOST.answers(json(200, "[null, {\"id\": 72, \"modelId\": 7}, {\"name\": \"no id\"}, null]"));

    Answer<List<WireVersion>> answer = civitai().versionsByHash(List.of(ONE, OTHER));

    assertThat(answer.map(versions -> versions.stream().map(WireVersion::id).toList()))
        .isEqualTo(new Answer.Found<>(List.of(72L)));
    LoggedRequest request = HOST.onlyRequest();
    assertThat(request.getMethod().getName()).isEqualTo("POST");
    assertThat(request.getUrl()).isEqualTo("/api/v1/model-versions/by-hash");
    assertThat(request.getBodyAsString())
        .isEqualTo("[\"" + ONE.toUpperCase() + "\",\"" + OTHER + "\"]");
  }

  @Test
  void asksForManyModelsAtOnceMatureOnesToo() throws Exception {
    HOST.answers(
        json(
            200,
            """
            {"items": [{"id": 9}, {"name": "no id"}, null, {"id": 7}], "metadata": {}}
            """));

    Answer<List<WireModel>> answer = civitai().models(List.of(7L, 8L, 9L));

    assertThat(answer.map(models -> models.stream().map(WireModel::id).toList()))
        .isEqualTo(new Answer.Found<>(List.of(9L, 7L)));
    LoggedRequest request = HOST.onlyRequest();
    assertThat(request.getMethod().getName()).isEqualTo("GET");
    assertThat(request.getUrl()).isEqualTo("/api/v1/models?ids=7,8,9&nsfw=true&limit=100");
  }

  @Test
  void asksForOneModel() throws Exception {
    HOST.answers(json(200, Host.MODEL));

    assertThat(civitai().model(7).map(WireModel::name)).isEqualTo(new Answer.Found<>("Harbour"));
    assertThat(HOST.onlyRequest().getUrl()).isEqualTo("/api/v1/models/7");
  }

  @Test
  void asksForOneVersion() throws Exception {
    HOST.answers(json(200, "{\"id\": 71, \"modelId\": 7}"));

    assertThat(civitai().version(71).map(WireVersion::modelId)).isEqualTo(new Answer.Found<>(7L));
    assertThat(HOST.onlyRequest().getUrl()).isEqualTo("/api/v1/model-versions/71");
  }

  @Test
  void asksForTheVersionOfOneHashOfAnyKind() throws Exception {
    HOST.answers(json(200, "{\"id\": 71}"));

    assertThat(civitai().versionByHash("17277fbe68").map(WireVersion::id))
        .isEqualTo(new Answer.Found<>(71L));
    assertThat(HOST.onlyRequest().getUrl()).isEqualTo("/api/v1/model-versions/by-hash/17277fbe68");
  }

  @Test
  void saysWhoAsksAndWhatItUnderstands() throws Exception {
    HOST.answers(json(200, Host.MODEL));

    civitai().model(7);

    LoggedRequest request = HOST.onlyRequest();
    assertThat(request.getHeader("User-Agent")).isEqualTo("tsr/1.2.3");
    assertThat(request.getHeader("Accept")).isEqualTo("application/json");
    assertThat(request.getHeader("Accept-Encoding")).isEqualTo("gzip");
    assertThat(request.containsHeader("Authorization")).isFalse();
  }

  @Test
  void givesTheKeyInItsHeaderOnly() throws Exception {
    HOST.answers(json(200, Host.MODEL));

    waits.civitai(HOST.base() + "/", "s3cret", AnswerLimits.USUAL).model(7);

    LoggedRequest request = HOST.onlyRequest();
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.getUrl()).isEqualTo("/api/v1/models/7");
  }

  @Test
  void takesAsManyAsCivitaiTakes() throws Exception {
    HOST.answers(json(200, "[]"));
    List<String> hashes = IntStream.range(0, 10_000).mapToObj("%064X"::formatted).toList();
    List<Long> ids = LongStream.rangeClosed(1, 100).boxed().toList();

    assertThat(civitai().idsByHash(hashes)).isEqualTo(new Answer.Found<>(List.of()));
    assertThat(civitai().versionsByHash(hashes.subList(0, 100)))
        .isEqualTo(new Answer.Found<>(List.of()));
    assertThat(civitai().models(ids)).isEqualTo(new Answer.Found<>(List.of()));
    assertThat(HOST.requests()).hasSize(3);
  }

  @Test
  void takesNoMore() {
    Civitai civitai = civitai();

    assertThatThrownBy(() -> civitai.idsByHash(Collections.nCopies(10_001, ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> civitai.versionsByHash(Collections.nCopies(101, ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> civitai.models(Collections.nCopies(101, 7L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(HOST.requests()).isEmpty();
  }

  @Test
  void asksNothingForNothing() throws Exception {
    assertThat(civitai().idsByHash(List.of())).isEqualTo(new Answer.Found<>(List.of()));
    assertThat(civitai().versionsByHash(List.of())).isEqualTo(new Answer.Found<>(List.of()));
    assertThat(civitai().models(List.of())).isEqualTo(new Answer.Found<>(List.of()));
    assertThat(HOST.requests()).isEmpty();
  }

  /** CivitAI refuses a whole call if one of its hashes or ids is malformed. */
  @Test
  void leavesOutWhatCannotBeKnown() throws Exception {
    HOST.answers(json(200, "[]"));

    civitai().idsByHash(List.of("", "abc", "\"" + ONE.substring(1), ONE, ONE.toUpperCase()));
    civitai().models(List.of(0L, 7L, 7L, -1L, 1L << 31));

    assertThat(HOST.requests())
        .extracting(LoggedRequest::getBodyAsString)
        .containsExactlyInAnyOrder("[\"" + ONE.toUpperCase() + "\"]", "");
    assertThat(HOST.requests())
        .extracting(LoggedRequest::getUrl)
        .contains("/api/v1/models?ids=7&nsfw=true&limit=100");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 2_147_483_648L, Long.MAX_VALUE})
  void knowsWithoutAskingThatNoIdIsLikeThat(long id) throws Exception {
    assertThat(civitai().model(id)).isEqualTo(new Answer.Unknown<>());
    assertThat(civitai().version(id)).isEqualTo(new Answer.Unknown<>());
    assertThat(HOST.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "../models/7", "a?b", "ключ"})
  void knowsWithoutAskingThatNoHashIsLikeThat(String hash) throws Exception {
    assertThat(civitai().versionByHash(hash)).isEqualTo(new Answer.Unknown<>());
    assertThat(HOST.requests()).isEmpty();
  }
}
