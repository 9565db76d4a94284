package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading of versions and files in the present and former forms of the API. */
class VersionReadingTest {

  private static WireVersion version(String json) throws IOException {
    return AnswerReader.VERSION.of(new JsonReader(json.getBytes(UTF_8), text -> text));
  }

  private static WireFile file(String fields) throws IOException {
    return version("{\"id\": 71, \"files\": [{" + fields + "}]}").files().getFirst();
  }

  @Test
  void readsAVersion() throws Exception {
    WireVersion version =
        version(
            """
            {
              "id": 71, "modelId": 7, "name": "v2.0", "baseModel": "SDXL 1.0",
              "baseModelType": "Standard", "description": "<p>Sharper</p>",
              "publishedAt": "2025-02-03T00:00:00.000Z", "createdAt": "2025-01-02T03:04:05.678Z",
              "updatedAt": "2025-02-04T01:00:00+01:00", "status": "Published",
              "availability": "EarlyAccess", "earlyAccessEndsAt": "2025-03-03T00:00:00.000Z",
              "nsfwLevel": 1, "trainedWords": ["harbour, dawn , ", "mist"],
              "trainingStatus": "Approved", "trainingDetails": {"type": "Style", "steps": 1e3},
              "uploadType": "Created", "usageControl": "Download", "supportsGeneration": false,
              "air": "urn:air:sdxl:lora:civitai:7@71", "stats": {"downloadCount": 9},
              "model": {"name": "Harbour", "type": "LORA", "nsfw": false, "poi": true,
                        "mode": null},
              "files": [{"id": 710}], "images": [{"url": "u"}],
              "downloadUrl": "https://civitai.example/api/download/models/71"
            }
            """);

    assertThat(version.id()).isEqualTo(71);
    assertThat(version.modelId()).isEqualTo(7);
    assertThat(version.model().name()).isEqualTo("Harbour");
    assertThat(version.model().get(WireModel.TYPE)).isEqualTo("LORA");
    assertThat(version.model().get(WireModel.NSFW)).isFalse();
    assertThat(version.model().get(WireModel.POI)).isTrue();
    assertThat(version.model().get(WireModel.MODE)).isNull();
    assertThat(version.name()).isEqualTo("v2.0");
    assertThat(version.get(WireVersion.BASE_MODEL)).isEqualTo("SDXL 1.0");
    assertThat(version.get(WireVersion.BASE_MODEL_TYPE)).isEqualTo("Standard");
    assertThat(version.get(WireVersion.DESCRIPTION)).isEqualTo("<p>Sharper</p>");
    assertThat(version.get(WireVersion.PUBLISHED_AT)).isEqualTo("2025-02-03T00:00:00Z");
    assertThat(version.get(WireVersion.CREATED_AT)).isEqualTo("2025-01-02T03:04:05Z");
    assertThat(version.get(WireVersion.UPDATED_AT)).isEqualTo("2025-02-04T00:00:00Z");
    assertThat(version.get(WireVersion.STATUS)).isEqualTo("Published");
    assertThat(version.get(WireVersion.AVAILABILITY)).isEqualTo("EarlyAccess");
    assertThat(version.get(WireVersion.EARLY_ACCESS_ENDS_AT)).isEqualTo("2025-03-03T00:00:00Z");
    assertThat(version.get(WireVersion.NSFW_LEVEL)).isEqualTo(1);
    assertThat(version.trainedWords()).containsExactly("harbour, dawn , ", "mist");
    assertThat(version.get(WireVersion.TRAINING_STATUS)).isEqualTo("Approved");
    assertThat(version.get(WireVersion.TRAINING_DETAILS))
        .isEqualTo("{\"type\":\"Style\",\"steps\":1e3}");
    assertThat(version.get(WireVersion.UPLOAD_TYPE)).isEqualTo("Created");
    assertThat(version.get(WireVersion.USAGE_CONTROL)).isEqualTo("Download");
    assertThat(version.get(WireVersion.SUPPORTS_GENERATION)).isFalse();
    assertThat(version.get(WireVersion.AIR)).isEqualTo("urn:air:sdxl:lora:civitai:7@71");
    assertThat(version.get(WireVersion.DOWNLOADS)).isEqualTo(9);
    assertThat(version.get(WireVersion.THUMBS_UP)).isNull();
    assertThat(version.get(WireVersion.THUMBS_DOWN)).isNull();
    assertThat(version.files()).extracting(file -> file.get(WireFile.ID)).containsExactly(710L);
    assertThat(version.images()).extracting(image -> image.get(WireImage.URL)).containsExactly("u");
    assertThat(version.get(WireVersion.DOWNLOAD_URL))
        .isEqualTo("https://civitai.example/api/download/models/71");
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
  void readsAFile() throws Exception {
    WireFile file =
        file(
            """
            "id": 5000000000, "name": "harbour.safetensors", "type": "Model",
            "sizeKB": 768888.859375,
            "metadata": {"format": "SafeTensor", "size": "pruned", "fp": "fp16", "other": 1},
            "pickleScanResult": "Success", "pickleScanMessage": "No Pickle imports",
            "virusScanResult": "Pending", "virusScanMessage": null,
            "scannedAt": "2025-01-02T03:10:00.000Z",
            "hashes": {"SHA256": "ab12", "AutoV2": "AB", "CRC32": 12345678, "BLAKE3": null,
                       "AutoV3": " "},
            "primary": true, "downloadUrl": "https://civitai.example/f"
            """);

    assertThat(file.get(WireFile.ID)).isEqualTo(5_000_000_000L);
    assertThat(file.get(WireFile.NAME)).isEqualTo("harbour.safetensors");
    assertThat(file.get(WireFile.TYPE)).isEqualTo("Model");
    assertThat(file.get(WireFile.SIZE_KB)).isEqualTo(768888.859375);
    assertThat(file.get(WireFile.FORMAT)).isEqualTo("SafeTensor");
    assertThat(file.get(WireFile.SIZE)).isEqualTo("pruned");
    assertThat(file.get(WireFile.FP)).isEqualTo("fp16");
    assertThat(file.get(WireFile.PICKLE_SCAN_RESULT)).isEqualTo("Success");
    assertThat(file.get(WireFile.PICKLE_SCAN_MESSAGE)).isEqualTo("No Pickle imports");
    assertThat(file.get(WireFile.VIRUS_SCAN_RESULT)).isEqualTo("Pending");
    assertThat(file.get(WireFile.VIRUS_SCAN_MESSAGE)).isNull();
    assertThat(file.get(WireFile.SCANNED_AT)).isEqualTo("2025-01-02T03:10:00Z");
    assertThat(file.hashes())
        .containsExactly(
            entry("SHA256", "AB12"), entry("AutoV2", "AB"), entry("CRC32", "12345678"));
    assertThat(file.get(WireFile.PRIMARY)).isTrue();
    assertThat(file.get(WireFile.DOWNLOAD_URL)).isEqualTo("https://civitai.example/f");
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
