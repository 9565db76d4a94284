package dev.tensors.tsr.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.pictures.containers.Exif;
import dev.tensors.tsr.pictures.containers.PictureTexts;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private static final Map<String, String> TAGS =
      Map.of("prompt", GRAPH, "WORKFLOW", "\"{\\\"nodes\\\": []}\"", "comment", "a");

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
    "embedding:urn:air:sd1:embedding:civitai:1@2",
    "embedding:urn:air:",
    "Embeddings: a",
    "LoRA networks: \"a, b\"",
    "LoRA hashes: \"aabbccddee, 1122334455\"",
    "App: SD.Next",
    "{\"edges\": [], \"nodes\": [{\"type\": \"invocation\"}]}",
    "{\"name\": \"x\", \"hash\": \"blake3:aabbccddee\"}",
    "\"weight\": {\"value\": 0}",
    "\"c\": \"a\", \"uc\": \"\", \"v2\": {\"loras\": [{\"file\": \"x\", \"weight\": 0}]}",
    "\"use_stable_diffusion_model\": \"['a', 1]\"",
    "\"baseModel\": {\"modelFileName\": \"a\"}, \"models\": [{\"type\": \"LORA\", \"hash\": \"x\"}]",
    "['a', '\\'']",
    "<exif:UserComment><rdf:li>",
    "&quot;",
    "&#",
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
    "\"{\\\"prompt\\\": ",
    "\\\"{",
    "{\"type\": \"WanGP by DeepBeepMeep - x\", \"activated_loras\": [\"http:a|b\"]}",
    "{\"invokeai_metadata\": \"{\", \"invokeai_graph\": null}",
    "null",
    "-1e999",
    "é",
    "\ud83d",
    "\u0000"
  };

  /** The keys that decide how a text of a picture is read. */
  private static final String[] KEYS = {
    "parameters",
    "prompt",
    "workflow",
    "Workflow",
    "generation_data",
    "invokeai_metadata",
    "invokeai_graph",
    "invokeai_workflow",
    "sd-metadata",
    "use_stable_diffusion_model",
    "use_lora_model",
    "LoRA Strength",
    "XML:com.adobe.xmp",
    "Software",
    "civitairesources",
    "Comment"
  };

  private static final byte[] XMP =
      PictureFile.utf8(
          "<exif:UserComment><rdf:li>{&quot;c&quot;:&quot;a&quot;,&quot;model&quot;:&quot;x&quot;,"
              + "&quot;v2&quot;:{&quot;controls&quot;:[{&quot;file&quot;:&quot;y&quot;}]}}</rdf:li>");

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

  @Provide
  Arbitrary<List<String>> keys() {
    return Arbitraries.of(KEYS).list().ofMinSize(1).ofMaxSize(5);
  }

  /** A directory of tags with values in the few bytes behind it. */
  @Provide
  Arbitrary<byte[]> directories() {
    Arbitrary<Integer> tags =
        Arbitraries.of(0x010E, 0x010F, 0x0110, 0x0131, 0x8769, 0x9286, 0x9C9C);
    Arbitrary<Integer> types = Arbitraries.of(1, 2, 3, 7);
    Arbitrary<Integer> numbers =
        Arbitraries.oneOf(Arbitraries.integers().between(0, 900), Arbitraries.integers());
    Arbitrary<byte[]> entries =
        Combinators.combine(tags, types, numbers, numbers)
            .as(
                (tag, type, length, place) ->
                    ByteBuffer.allocate(12)
                        .putShort(tag.shortValue())
                        .putShort(type.shortValue())
                        .putInt(length)
                        .putInt(place)
                        .array());
    return entries
        .list()
        .ofMaxSize(60)
        .map(
            list -> {
              ByteBuffer head = ByteBuffer.allocate(10).putInt(0x4D4D002A).putInt(8);
              head.putShort((short) list.size());
              byte[] text = PictureFile.utf8("prompt:" + GRAPH.repeat(3));
              return PictureFile.join(
                  head.array(), PictureFile.join(list.toArray(byte[][]::new)), text);
            });
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
            PictureFile.webp("XMP ", XMP),
            PictureFile.jpeg(
                PictureFile.segment(
                    0xE1,
                    PictureFile.join(PictureFile.latin1("http://ns.adobe.com/xap/1.0/\0"), XMP))),
            PictureFile.png()
                .text("use_stable_diffusion_model", "a")
                .text("use_lora_model", "['x', 'y\\'']")
                .text("lora_alpha", "[0.5, 0]")
                .end(),
            PictureFile.png()
                .text("prompt", GRAPH)
                .text("generation_data", "{\"baseModel\": {\"modelFileName\": \"a\"}}\0")
                .end(),
            PictureFile.join(
                PictureFile.png().end(), PictureFile.png().text("workflow", GRAPH).cut()),
            PictureFile.utf8(GRAPH),
            MediaFile.mp4(TAGS),
            MediaFile.mp4WithComment(GRAPH),
            MediaFile.movWithOwnComment(GRAPH),
            MediaFile.avif(exif(ByteOrder.BIG_ENDIAN)),
            MediaFile.webm(TAGS),
            MediaFile.streamedWebm(TAGS),
            MediaFile.webmWithTagsLast(TAGS, true),
            MediaFile.flac(TAGS),
            MediaFile.opus(TAGS),
            MediaFile.flacInOgg(TAGS),
            MediaFile.mp3(TAGS),
            MediaFile.wav("LIST", PictureFile.utf8("INFOICMT\3\0\0\0abc")),
            MediaFile.gif(GRAPH));
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
    assertReading(PictureTextReader.read(text));
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void readsAnyTextOfAPicture(@ForAll("texts") String text) {
    assertReading(read(PictureFile.png().international("parameters", text).end()));
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void readsAnyTextsOfAPicture(@ForAll("keys") List<String> keys, @ForAll("texts") String text) {
    PictureFile png = PictureFile.png();
    keys.forEach(key -> png.international(key, text));
    assertReading(read(png.end()));
  }

  /** Tags that share their values, overlap, and point outside. */
  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void readsNoMoreOfExifThanItHolds(@ForAll("directories") byte[] exif) {
    PictureTexts texts = new PictureTexts(new ContentsBuilder());

    Exif.read(exif, texts);

    assertThat(texts.list().stream().mapToInt(text -> text.text().length()).sum())
        .isLessThanOrEqualTo(exif.length);
    assertReading(read(PictureFile.png().chunk("eXIf", exif).end()));
    assertReading(read(PictureFile.jpeg(PictureFile.exifSegment(exif))));
    assertReading(read(PictureFile.webp(exif)));
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
