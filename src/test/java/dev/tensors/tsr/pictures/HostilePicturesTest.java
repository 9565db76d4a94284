package dev.tensors.tsr.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and texts that a stranger made large take no more time than their length asks for. */
@Tag("long")
class HostilePicturesTest {

  private static final int LENGTH = 200_000;

  private static final String STEPS = "Steps: 20, Sampler: Euler, Seed: 1, ";

  @TempDir private Path folder;

  /** Each takes at most a second; where the time grew with the square it would be hours. */
  private static <T> T inTime(ThrowingSupplier<T> work) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), work);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "word ",
        "<lora:",
        "<lora:a:",
        "<lora:a:1>",
        "<hypernet:",
        "<",
        "embedding:",
        "embedding:a ",
        "embedding:urn:air:",
        "embedding:urn:air:a:b:civitai:1@",
        "embedding:urn:air:a:b:civitai:1@2 ",
        "embedding:civitai:",
        "\n",
        "Negative prompt:\n",
        "kk: {\"a\": ",
        "kk: [{",
        "kk: \"",
        "kk: \"\\",
        "kk: {\"\\\"",
        "kk: {\"a\": 1} x, ",
        "kk: [{\"",
        "Steps: 1, ",
        "Steps: 1\n",
        "Lora hashes: \"a: aabbccddeeff\", ",
        "Hashes: {}, ",
        "Module 1: x, ",
        "Embeddings: \"a, a\", ",
        "LoRA networks: a, LoRA hashes: b, ",
        "App: SD.Next, ",
        "urn:air:",
        "@",
        "{\"a\":",
        "[{",
        "{\"prompt\":{\"1\":{\"class_type\":"
      })
  void readsLongTexts(String text) {
    String repeated = text.repeat(LENGTH / text.length());

    for (String whole :
        List.of(repeated, STEPS + repeated, "a\n" + STEPS + "kk: \"" + repeated + "\"")) {
      assertThat(inTime(() -> PictureTextReader.read(whole))).isNotNull();
    }
  }

  @Test
  void joinsManyModels() {
    String same =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "<lora:" + i + "/x:1>")
            .collect(Collectors.joining());
    String hashes =
        IntStream.range(0, 9000)
            .mapToObj(i -> "\"lora:%d\": \"aabbccdd%04x\"".formatted(i, i))
            .collect(Collectors.joining(", ", STEPS + "Hashes: {", "}"));

    PictureContents contents = Readings.contents(inTime(() -> PictureTextReader.read(same)));
    assertThat(contents.models()).hasSize(10_000);
    assertThat(contents.problem()).isEqualTo("it names more than 10000 models");
    assertThat(Readings.models(inTime(() -> PictureTextReader.read(hashes)))).hasSize(9000);
  }

  @Test
  void readsGraphsOfManyNodes() {
    String nodes =
        IntStream.range(0, 60_000)
            .mapToObj(
                i ->
                    "\"%d\": {\"class_type\": \"KSampler\", \"inputs\": {\"positive\": [\"%d\", 0]}}"
                        .formatted(i, i + 1))
            .collect(Collectors.joining(", ", "{", "}"));
    String workflow =
        "{\"links\": [], \"nodes\": ["
            + "{\"type\": \"LoraLoader\", \"widgets_values\": [\"x.safetensors\", 1]}, "
                .repeat(80_000)
            + "{}]}";
    String inputs =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"lora_name_%d\": \"None\", \"strength_%d\": 1".formatted(i, i))
            .collect(
                Collectors.joining(", ", "{\"1\": {\"class_type\": \"x\", \"inputs\": {", "}}}"));

    assertThat(inTime(() -> PictureTextReader.read(nodes))).isInstanceOf(PictureContents.class);
    assertThat(Readings.models(inTime(() -> PictureTextReader.read(workflow))))
        .containsExactly("lora x.safetensors weight=1.0");
    assertThat(Readings.models(inTime(() -> PictureTextReader.read(inputs)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{},", "[],", "1,", "{\"a\":{}},", "\"a\","})
  void stopsAtAMillionValues(String value) {
    String json = "{\"nodes\": [" + value.repeat(1_000_000) + "1], \"version\": 1}";

    assertThat(inTime(() -> PictureTextReader.read(json)))
        .isEqualTo(new PictureReading.Failed("its JSON has more than 500000 values"));
  }

  @Test
  void passesOverTheEmptyPixelsOfTwoGigabytes() throws IOException {
    Path file = folder.resolve("large.png");
    int pixels = 2_000_000_000;
    byte[] end = PictureFile.png().text("parameters", "a\n" + STEPS + "Model: sdxl").end();
    int headLength = PictureFile.png().cut().length;
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(PictureFile.png().cut()));
      out.write(ByteBuffer.allocate(8).putInt(pixels).put(PictureFile.latin1("IDAT")).flip());
      out.write(
          ByteBuffer.wrap(end, headLength, end.length - headLength),
          headLength + 8 + (long) pixels + 4);
    }

    assertThat(Readings.models(inTime(() -> PictureReader.read(file))))
        .containsExactly("checkpoint sdxl");
    Files.delete(file);
  }

  @Test
  void readsManyChunksAndTexts() {
    PictureFile chunks = PictureFile.png();
    for (int i = 0; i < 510_000; i++) {
      chunks.chunk("iDOT");
    }
    PictureFile texts = PictureFile.png();
    for (int i = 0; i < 2000; i++) {
      texts.text("parameters", "");
    }

    assertThat(inTime(() -> Readings.read(folder, chunks.end())))
        .isEqualTo(new PictureReading.Failed("it has more than 500000 chunks"));
    assertThat(inTime(() -> Readings.read(folder, texts.end())))
        .isEqualTo(new PictureReading.Failed("it has more than 1000 texts"));
  }

  /** Many tags of EXIF can have one value, and ones that overlap. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void readsAValueOfManyTagsOnce(int step) {
    int size = 8 << 20;
    PictureFile.Tag zeros = PictureFile.Tag.ascii(0x0110, " ".repeat(size));
    byte[] one = PictureFile.exif(ByteOrder.BIG_ENDIAN, List.of(zeros), List.of());
    ByteBuffer exif = ByteBuffer.wrap(one);
    int value = exif.getInt(8 + 2 + 8);
    exif.putShort(8, (short) 65_000);
    for (int i = 0; i < 65_000; i++) {
      int entry = 8 + 2 + 12 * i;
      exif.putShort(entry, (short) 0x0110).putShort(entry + 2, (short) 2);
      exif.putInt(entry + 4, size - 70_000).putInt(entry + 8, value + step * i);
    }

    for (byte[] picture :
        List.of(
            PictureFile.png().chunk("eXIf", one).end(), PictureFile.webp(one), jpegs(one, value))) {
      assertThat(inTime(() -> Readings.read(folder, picture))).isNotNull();
    }
  }

  /** Many segments, each with as many tags as it holds, which share the rest of the segment. */
  private static byte[] jpegs(byte[] exif, int value) {
    int entries = 2500;
    ByteBuffer segment = ByteBuffer.allocate(65_000).put(exif, 0, 8 + 2 + 12 * entries);
    segment.putShort(8, (short) entries);
    for (int i = 0; i < entries; i++) {
      int entry = 8 + 2 + 12 * i;
      int shifted = segment.getInt(entry + 8) - value;
      segment.putInt(entry + 4, 30_000).putInt(entry + 8, 8 + 2 + 12 * entries + shifted);
    }
    byte[][] segments = new byte[200][];
    Arrays.fill(segments, PictureFile.exifSegment(segment.array()));
    return PictureFile.jpeg(segments);
  }

  /** An ampersand without an end of its entity is followed by the whole rest of the text. */
  @Test
  void readsXmpOfManyEntities() {
    for (String entity : List.of("&", "&amp", "&amp;", "<rdf:li", "<exif:UserComment>")) {
      String xmp =
          "<exif:UserComment><rdf:li>" + entity.repeat((8 << 20) / entity.length()) + "</rdf:li>";
      byte[] png = PictureFile.png().international("XML:com.adobe.xmp", xmp).end();

      assertThat(inTime(() -> Readings.read(folder, png))).isInstanceOf(PictureContents.class);
    }
  }

  @Test
  void readsManySettingsOfEasyDiffusion() {
    PictureFile png = PictureFile.png().text("use_stable_diffusion_model", "a");
    for (int i = 0; i < 900; i++) {
      png.text("use_lora_model", "['" + "a', '".repeat(1000) + "']");
    }

    assertThat(inTime(() -> Readings.read(folder, png.end()))).isInstanceOf(PictureContents.class);
  }

  @Test
  void readsNoBlockThatALaterOneRepeats() {
    PictureFile png = PictureFile.png();
    byte[] exif = PictureFile.exif(ByteOrder.BIG_ENDIAN, List.of(), List.of());
    for (int i = 0; i < 40; i++) {
      png.chunk("eXIf", Arrays.copyOf(exif, 1 << 20));
    }

    assertThat(inTime(() -> Readings.read(folder, png.end())))
        .isEqualTo(new PictureReading.Failed("its texts have more than 16 MiB together"));
  }
}
