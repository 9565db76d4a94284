package dev.tensors.tsr.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a file holds, it gives contents or a reason. */
class AnyPictureTest {

  private static final String SEED = "20261125";

  private static final String GRAPH =
      "{\"1\":{\"class_type\":\"LoraLoader\",\"inputs\":{\"lora_name\":\"x.pt\",\"s\":[NaN]}}}";

  private static final String[] PIECES = {
    "Steps: 20, Sampler: Euler, Seed: 1",
    "Negative prompt:",
    ", ",
    ": ",
    "\n",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "<lora:",
    "<",
    ">",
    "x:0.5",
    "embedding:",
    "a.safetensors",
    "Model: a",
    "Hashes: {\"lora:x\": \"aabbccddee\"}",
    "Civitai resources: [{\"air\": \"urn:air:a:lora:civitai:1@2\"}]",
    "Lora hashes: \"x: aabbccddee\"",
    "Module 1: ",
    "AddNet Model 1: a(",
    "urn:air:",
    "civitai:1@99999999999999999999",
    "{\"nodes\": [",
    "{\"type\": \"LoRA Stacker\", \"widgets_values\": [1, 2, \"x.pt\"]}",
    "{\"class_type\": \"x\", \"inputs\": {\"lora_1\": {\"on\": 1, \"lora\": \"x\"}}}",
    "\"prompt\": ",
    "\"links\": []",
    "\"sui_image_params\": {\"loras\": \"a\"}",
    "\"model_weights\": 1",
    "\"base_model\": \"a\", \"loras\": [[1]]",
    "null",
    "-1e999",
    "é",
    "\ud83d",
    "\u0000"
  };

  private static Path file;

  @BeforeContainer
  static void create() throws IOException {
    file = Files.createTempFile("tsr-any", ".png");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  private static byte[] exif(ByteOrder order) {
    return PictureFile.exif(
        order,
        List.of(PictureFile.Tag.ascii(0x010F, "prompt:" + GRAPH)),
        List.of(PictureFile.Tag.comment("UNICODE\0", PictureFile.utf8("\0a\0b"))));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
  }

  /** Whole files, of which some bytes are others and the end is cut off. */
  @Provide
  Arbitrary<byte[]> pictures() {
    Arbitrary<byte[]> whole =
        Arbitraries.of(
            PictureFile.png()
                .text("parameters", "a\n" + PIECES[0])
                .packedText("prompt", GRAPH)
                .packedInternational("workflow", "{\"nodes\": [], \"links\": []}")
                .pixels(9)
                .comfyChunk("prompt", GRAPH)
                .chunk("eXIf", exif(ByteOrder.BIG_ENDIAN))
                .end(),
            PictureFile.jpeg(
                PictureFile.exifSegment(exif(ByteOrder.BIG_ENDIAN)),
                PictureFile.segment(0xFE, PictureFile.utf8(PIECES[0]))),
            PictureFile.webp(exif(ByteOrder.LITTLE_ENDIAN)),
            PictureFile.utf8(GRAPH));
    Arbitrary<List<Integer>> places = Arbitraries.integers().between(0, 600).list().ofMaxSize(6);
    Arbitrary<List<Byte>> others =
        Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.of((byte) 0, (byte) -1, (byte) 0x7F))
            .list()
            .ofSize(6);
    Arbitrary<Integer> ends = Arbitraries.integers().between(0, 2000);
    return Combinators.combine(whole, places, others, ends).as(AnyPictureTest::changed);
  }

  private static byte[] changed(byte[] whole, List<Integer> places, List<Byte> others, int end) {
    byte[] bytes = java.util.Arrays.copyOf(whole, Math.min(whole.length, end));
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) < bytes.length) {
        bytes[places.get(i)] = others.get(i);
      }
    }
    return bytes;
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void readsAnyText(@ForAll("texts") String text) {
    assertReading(TextReader.read(text));
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void readsAnyTextOfAPicture(@ForAll("texts") String text) {
    assertReading(read(PictureFile.png().international("parameters", text).end()));
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void readsAnyBytes(@ForAll("pictures") byte[] bytes) {
    assertReading(read(bytes));
  }

  private static PictureReading read(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PictureReader.read(file);
  }

  private static void assertReading(PictureReading reading) {
    switch (reading) {
      case PictureReading.Failed(String reason, _) -> assertThat(reason).matches("[ -~]+");
      case PictureContents contents ->
          contents
              .models()
              .forEach(
                  use -> {
                    assertThat(use.isNothing() || use.isUnused()).isFalse();
                    assertThat(use.hash() == null || use.hash().matches("[0-9A-F]{8,64}")).isTrue();
                  });
    }
  }
}
