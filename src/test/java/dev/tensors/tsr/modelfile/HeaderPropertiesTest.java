package dev.tensors.tsr.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class HeaderPropertiesTest {

  private static final JsonFactory JSON = new JsonFactory();

  @Property(seed = "1")
  void anyBytesGiveAHeaderOrAReason(@ForAll @Size(max = 300) byte[] file) {
    assertFit(new SafetensorsFile(file).read());
  }

  @Property(seed = "2")
  void anyHeaderBytesGiveAHeaderOrAReason(@ForAll @Size(max = 300) byte[] header) {
    assertFit(SafetensorsFile.of(header, 0).read());
  }

  @Property(seed = "3")
  void anyDamageGivesAHeaderOrAReason(
      @ForAll("sizes") List<Integer> sizes,
      @ForAll("metadata") Map<String, String> metadata,
      @ForAll @IntRange(min = 1, max = 4) int damages,
      @ForAll Random random) {
    StringBuilder header = new StringBuilder(header(sizes, metadata, random));
    String pieces = "{}[]:,\"\\u0d8-1.eE \n\0\uFEFFé";
    for (int i = 0; i < damages; i++) {
      int at = random.nextInt(header.length());
      int to = Math.min(header.length(), at + random.nextInt(4));
      int piece = random.nextInt(pieces.length());
      header.replace(at, to, pieces.substring(piece, Math.min(pieces.length(), piece + 2)));
    }

    assertFit(SafetensorsFile.of(header.toString(), sum(sizes)).read());
  }

  @Property(seed = "6")
  void anyJsonGivesAHeaderOrAReasonInNoTime(@ForAll Random random) {
    StringBuilder header = new StringBuilder();
    header.append("{\"__metadata__\":");
    appendJson(header, random, 0);
    for (int tensors = random.nextInt(4); tensors > 0; tensors--) {
      header.append(",\"t").append(tensors).append("\":");
      appendJson(header, random, 0);
    }
    SafetensorsFile file = SafetensorsFile.of(header.append('}').toString(), random.nextInt(3));

    long start = System.nanoTime();
    assertFit(file.read());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  /** JSON made of the names and values of headers, and of absurd ones. */
  private static void appendJson(StringBuilder json, Random random, int depth) {
    List<String> values =
        List.of("0", "1", "-1", "1e999999999", "9".repeat(999), "9".repeat(5000), "null", "\"U8\"");
    List<String> names =
        List.of("dtype", "shape", "data_offsets", "__metadata__", "x".repeat(60_000), "\\u0000");
    int kind = depth > 5 ? 0 : random.nextInt(6);
    if (kind == 1) {
      int levels = random.nextInt(200);
      json.append("[".repeat(levels)).append("0").append("]".repeat(levels));
    } else if (kind == 2) {
      json.append('"').append("\\ud83d\\ude00".repeat(random.nextInt(5000))).append('"');
    } else if (kind > 2) {
      boolean object = kind != 3;
      json.append(object ? '{' : '[');
      for (int i = random.nextInt(4); i >= 0; i--) {
        if (object) {
          json.append('"').append(names.get(random.nextInt(names.size()))).append("\":");
        }
        appendJson(json, random, depth + 1);
        json.append(i > 0 ? "," : "");
      }
      json.append(object ? '}' : ']');
    } else {
      json.append(values.get(random.nextInt(values.size())));
    }
  }

  @Property(seed = "4")
  void aWrittenHeaderIsReadAgain(
      @ForAll("sizes") List<Integer> sizes,
      @ForAll("metadata") Map<String, String> metadata,
      @ForAll Random random) {
    SafetensorsFile file = SafetensorsFile.of(header(sizes, metadata, random), sum(sizes));

    long size = file.bytes().length - 8 - sum(sizes);
    assertThat(file.read())
        .isEqualTo(new HeaderReading.Valid(new Header(size, sizes.size(), metadata, List.of())));
  }

  @Property(seed = "5")
  void aByteMoreOrLessIsRefused(
      @ForAll("sizes") List<Integer> sizes,
      @ForAll("metadata") Map<String, String> metadata,
      @ForAll Random random) {
    String header = header(sizes, metadata, random);

    assertThat(SafetensorsFile.of(header, sum(sizes) + 1).read())
        .isInstanceOf(HeaderReading.Refused.class);
    if (sum(sizes) > 0) {
      assertThat(SafetensorsFile.of(header, sum(sizes) - 1).read())
          .isInstanceOf(HeaderReading.Refused.class);
    }
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(0, 9).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<Map<String, String>> metadata() {
    Arbitrary<String> text =
        Arbitraries.strings().all().ofMaxLength(12).map(s -> s.replaceAll("\\p{Cs}", "�"));
    return Arbitraries.maps(text, text).ofMaxSize(4);
  }

  /** A header of tensors without hole or overlap, listed in any order. */
  private static String header(List<Integer> sizes, Map<String, String> metadata, Random random) {
    List<int[]> spans = new ArrayList<>();
    int begin = 0;
    for (int size : sizes) {
      spans.add(new int[] {begin, begin + size});
      begin += size;
    }
    Collections.shuffle(spans, random);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("__metadata__").writeStartObject();
      metadata.forEach(json::writeStringProperty);
      json.writeEndObject();
      for (int i = 0; i < spans.size(); i++) {
        int[] span = spans.get(i);
        json.writeName("tensor." + i).writeStartObject();
        json.writeStringProperty("dtype", "U8");
        json.writeName("shape").writeArray(new int[] {span[1] - span[0]}, 0, 1);
        json.writeName("data_offsets").writeArray(span, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static int sum(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  private static void assertFit(HeaderReading reading) {
    if (reading instanceof HeaderReading.Refused(String reason)) {
      assertThat(reason).isNotBlank().hasSizeLessThan(250);
      assertThat(reason.codePoints()).noneMatch(Character::isISOControl);
    }
  }
}
