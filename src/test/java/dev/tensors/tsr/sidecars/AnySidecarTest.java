package dev.tensors.tsr.sidecars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading;
import dev.tensors.tsr.sidecars.formats.Sidecar;
import dev.tensors.tsr.sidecars.formats.SidecarParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

/** Whatever a sidecar holds, it gives values or a reason. */
class AnySidecarTest {

  private static final String SEED = "20261125";

  /** Fields that managers write, with values that they do and do not write. */
  private static final List<String> NAMES =
      List.of(
          "id",
          "modelId",
          "modelVersionId",
          "ModelId",
          "VersionId",
          "Hashes",
          "sha256",
          "SHA256",
          "files",
          "modelVersions",
          "model",
          "civitai",
          "raw",
          "extensions",
          "skeleton_file",
          "trainedWords",
          "TrainedWords",
          "word",
          "user",
          "name",
          "type",
          "baseModel",
          "tags",
          "creator",
          "username",
          "images",
          "meta",
          "url",
          "hashes",
          "usage_tips",
          "strength",
          "favorite",
          "notes",
          "description",
          "activation text",
          "preferred weight",
          "negative text",
          "sd version",
          "header_size",
          "tensor_count",
          "UserTitle",
          "UserTriggerWords",
          "publishedAt",
          "ImportedAt",
          "");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "1",
          "-1",
          "0.8",
          "1e999",
          "NaN",
          "-Infinity",
          "9223372036854775807",
          "99999999999999999999",
          "\"\"",
          "\"fog, <b>mist</b>\"",
          "\"0.5\"",
          "\"{\\\"strength\\\": \\\"1e400\\\"}\"",
          "\"\\u0000\\ud83d\"",
          "\"2026-13-99T99:99:99Z\"",
          "\"" + "AB".repeat(32) + "\"",
          "\"https://civitai.com/models/7?modelVersionId=\"",
          "[]",
          "{}",
          "[[1, \"a\"], [null]]");

  private static Path file;

  @BeforeContainer
  static void create() throws IOException {
    file = Files.createTempFile("tsr-any", ".json").toRealPath();
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  private static Arbitrary<String> object(Arbitrary<String> values) {
    return Combinators.combine(Arbitraries.of(NAMES), values)
        .as((name, value) -> "\"" + name + "\": " + value)
        .list()
        .ofMaxSize(9)
        .map(fields -> "{" + String.join(", ", fields) + "}");
  }

  /** Objects, of which some bytes are others and the end is cut off. */
  @Provide
  Arbitrary<byte[]> sidecars() {
    Arbitrary<String> values = Arbitraries.of(VALUES);
    for (int depth = 0; depth < 4; depth++) {
      Arbitrary<String> inner = object(values);
      values = Arbitraries.oneOf(Arbitraries.of(VALUES), inner, inner.map(one -> "[" + one + "]"));
    }
    Arbitrary<List<Byte>> others = Arbitraries.bytes().list().ofMaxSize(2);
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 5000);
    return Combinators.combine(object(values), others, places, places).as(AnySidecarTest::changed);
  }

  private static byte[] changed(String text, List<Byte> others, int place, int end) {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = end % 3 == 0 ? Arrays.copyOf(whole, Math.min(whole.length, end)) : whole;
    for (int i = 0; i < others.size() && bytes.length > 0; i++) {
      bytes[(place + 7 * i) % bytes.length] = others.get(i);
    }
    return bytes;
  }

  /** One part very many times, which takes minutes where a step takes quadratic time. */
  @Provide
  Arbitrary<byte[]> longSidecars() {
    Arbitrary<String> parts = Arbitraries.of("[", "{\"model\":", "[1", "\\", "a, ", "<b>", "(x:1)");
    Arbitrary<String> starts =
        Arbitraries.of("{\"model\": ", "{\"notes\": \"", "{\"activation text\": \"");
    return Combinators.combine(starts, parts, Arbitraries.of("", "\"}", "}"))
        .as(
            (start, part, end) ->
                (start + part.repeat(100_000) + end).getBytes(StandardCharsets.UTF_8));
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void givesValuesOrAReason(@ForAll("sidecars") byte[] bytes) {
    read(bytes);
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE, tries = 30)
  void givesThemInLinearTime(@ForAll("longSidecars") byte[] bytes) {
    read(bytes);
  }

  private static void read(byte[] bytes) {
    for (boolean otherEncodings : new boolean[] {false, true}) {
      switch (reading(bytes, otherEncodings)) {
        case SidecarReading.Text(String text) -> parse(text);
        case SidecarReading.Refused(String reason, boolean _) -> assertReason(reason);
        case SidecarReading.Failed(String reason) -> assertReason(reason);
      }
    }
  }

  private static SidecarReading reading(byte[] bytes, boolean otherEncodings) {
    try {
      Files.write(file, bytes);
      SidecarReader.Place place = new SidecarReader(List.of()).find(file);
      return SidecarReader.read(place, otherEncodings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void parse(String text) {
    switch (JsonDocument.of(text)) {
      case JsonDocument.Refused(String reason) -> assertReason(reason);
      case JsonDocument.Read read -> {
        for (SidecarNaming naming : SidecarNaming.ALL) {
          Sidecar sidecar = SidecarParser.parse(naming, read.root());
          assertThat(sidecar.notes()).isNotNull();
          if (sidecar.claim() != null && sidecar.claim().modelId() != null) {
            assertThat(sidecar.claim().modelId()).isPositive();
          }
        }
      }
    }
  }

  private static void assertReason(String reason) {
    assertThat(reason).matches("[ -~]+");
  }
}
