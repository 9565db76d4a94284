package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading of versions and files in the present and former forms of the API. */
class VersionReadingTest {

  private static WireVersion version(String json) throws IOException {
    return CivitaiAnswers.VERSION.of(new JsonReader(json.getBytes(UTF_8), text -> text));
  }

  private static WireFile file(String fields) throws IOException {
    return version("{\"id\": 71, \"files\": [{" + fields + "}]}").files().getFirst();
  }

  @Test
  void readsAnArchivedVersion() throws Exception {
    WireVersion version =
        version("{\"id\": 71, \"files\": null, \"images\": null, \"trainedWords\": null}");

    assertThat(version.files()).isEmpty();
    assertThat(version.images()).isEmpty();
    assertThat(version.trainedWords()).isEmpty();
    assertThat(version.model()).isNull();
    assertThat(version.modelId()).isNull();
    assertThat(version.get(WireVersion.DOWNLOAD_URL)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2023-04-28T19:32:30.819, 2023-04-28T19:32:30Z",
    "2023-04-28T19:32:30Z, 2023-04-28T19:32:30Z",
    "2023-04-28T21:32:30.5+02:00, 2023-04-28T19:32:30Z",
    "2023-04-28, ",
    "yesterday, ",
    "'', "
  })
  void readsTimes(String written, String time) throws Exception {
    assertThat(
            version("{\"id\": 71, \"publishedAt\": \"" + written + "\"}")
                .get(WireVersion.PUBLISHED_AT))
        .isEqualTo(time);
  }

  @Test
  void takesAFileThatDoesNotSaySoForNotPrimary() throws Exception {
    assertThat(file("\"id\": 1").get(WireFile.PRIMARY)).isFalse();
    assertThat(file("\"primary\": null, \"metadata\": null, \"hashes\": null"))
        .usingRecursiveComparison()
        .isEqualTo(file(""));
    assertThat(file("").hashes()).isEmpty();
    assertThat(file("").get(WireFile.ID)).isNull();
  }

  @Test
  void losesNoTimeWithANumberOfAbsurdLength() throws Exception {
    assertThat(file("\"sizeKB\": \"" + "9".repeat(8_000_000) + "\"").get(WireFile.SIZE_KB))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"1e3, 1000", "'\"12.5\"', 12.5", "1e999, ", "'\"big\"', ", "1e-9999, 0"})
  void readsSizes(String written, Double size) throws Exception {
    assertThat(file("\"sizeKB\": " + written).get(WireFile.SIZE_KB)).isEqualTo(size);
  }
}
