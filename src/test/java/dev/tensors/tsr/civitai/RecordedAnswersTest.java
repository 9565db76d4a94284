package dev.tensors.tsr.civitai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.network.AnswerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Recorded answers of CivitAI. They contain texts of its users, so they are not part of the
 * project: {@code -Dtsr.recorded=FOLDER} names their folder; by default it is beside the project.
 */
class RecordedAnswersTest {

  private static String recorded(String file) throws IOException {
    String folder = System.getProperty("tsr.recorded", "../shared/recorded");
    Path path = Path.of(folder, file);
    assumeTrue(!folder.isEmpty() && Files.exists(path), "no recorded answers");
    return Files.readString(path);
  }

  private static <T> T read(String json, AnswerReader<T> reading) throws IOException {
    return reading.of(new JsonReader(json.getBytes(), text -> text));
  }

  /** Counts fields in the text, without the tested code. */
  private static long count(String json, String field) {
    return Pattern.compile("\"" + field + "\"\\s*:").matcher(json).results().count();
  }

  private static List<WireFile> files(List<WireVersion> versions) {
    return versions.stream().flatMap(version -> version.files().stream()).toList();
  }

  private static List<WireImage> images(List<WireVersion> versions) {
    return versions.stream().flatMap(version -> version.images().stream()).toList();
  }

  private static long hashes(List<WireVersion> versions) {
    return files(versions).stream().mapToLong(file -> file.hashes().size()).sum();
  }

  private static void assertCounts(String json, List<WireVersion> versions) {
    assertThat(versions).hasSize((int) count(json, "files"));
    assertThat(files(versions)).hasSize((int) count(json, "sizeKB"));
    assertThat(images(versions)).hasSize((int) count(json, "width") - sizesInMetadata(json));
    assertThat(hashes(versions))
        .isEqualTo(
            List.of("AutoV1", "AutoV2", "AutoV3", "SHA256", "CRC32", "BLAKE3").stream()
                .mapToLong(type -> count(json, type))
                .sum());
    assertThat(images(versions)).extracting(image -> image.get(WireImage.ID)).doesNotContainNull();
    assertThat(versions)
        .extracting(version -> version.get(WireVersion.PUBLISHED_AT))
        .doesNotContainNull();
  }

  private static int sizesInMetadata(String json) {
    return (int)
        Pattern.compile("\"metadata\"\\s*:\\s*\\{[^}]*\"width\"").matcher(json).results().count();
  }

  @Test
  void readsAModel() throws Exception {
    String json = recorded("model-215485.json");

    WireModel model = read(json, CivitaiAnswers.MODEL);

    assertThat(model.id()).isEqualTo(215485);
    assertThat(model.versions()).hasSize(3);
    assertThat(model.tags()).hasSize(3);
    assertThat(images(model.versions()))
        .extracting(image -> image.get(WireImage.NSFW_LEVEL))
        .doesNotContainNull();
    assertCounts(json, model.versions());
    assertPrompts(json, model.versions());
  }

  @Test
  void readsAVersion() throws Exception {
    String json = recorded("model-version-242807.json");

    WireVersion version = read(json, CivitaiAnswers.VERSION);

    assertThat(version.id()).isEqualTo(242807);
    assertThat(version.modelId()).isEqualTo(215485);
    assertThat(version.model().get(WireModel.TYPE)).isEqualTo("LORA");
    assertCounts(json, List.of(version));
    assertPrompts(json, List.of(version));
  }

  private static void assertPrompts(String json, List<WireVersion> versions) {
    List<WireImage> images = images(versions);
    assertThat(images.stream().filter(image -> image.parameters().containsKey("prompt")))
        .hasSize((int) count(json, "prompt"));
    WireImage snow =
        images.stream()
            .filter(image -> image.get(WireImage.ID) == 4080480)
            .findFirst()
            .orElseThrow();
    assertThat(snow.parameters())
        .containsEntry(
            "prompt",
            new GenerationParameter("<lora:sd_xl_turbo_lora_v1-128dim:1>1 girl, snow", false))
        .containsEntry("seed", new GenerationParameter("2494203713", true))
        .containsEntry("cfgScale", new GenerationParameter("1.5", true))
        .containsEntry("hashes", new GenerationParameter("{\"model\":\"31e35c80fc\"}", true))
        .containsEntry(
            "\"sd_xl_turbo_lora_v1-128dim", new GenerationParameter("813ea5fb1c67\"", false));
    assertThat(snow.resources())
        .containsExactly(new ImageResource("sd_xl_base_1.0", "model", "31e35c80fc", null, null));
  }

  @Test
  void readsAListing() throws Exception {
    String json = recorded("models-list-2.json");

    List<WireModel> models = read(json, CivitaiAnswers.MODELS);

    assertThat(models).hasSize(2);
    List<WireVersion> versions =
        models.stream().flatMap(model -> model.versions().stream()).toList();
    assertThat(versions).hasSize(10);
    assertThat(images(versions)).allSatisfy(image -> assertThat(image.parameters()).isEmpty());
    assertCounts(json, versions);
  }
}
