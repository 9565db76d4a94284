package dev.tensors.tsr.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedFilesTest {

  private static final String GOOD =
      """
      {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}\
      """;

  private static final String HTML = "looks like an HTML page, not a model: a saved log-in page?";

  @ParameterizedTest(name = "{1}")
  @MethodSource({"lengths", "lookalikes", "texts", "metadata"})
  void namesTheReason(SafetensorsFile file, String reason) {
    assertThat(file.read()).isEqualTo(new HeaderReading.Refused(reason));
  }

  static Stream<Arguments> lengths() {
    return Stream.of(
        raw("", "the file is empty"),
        raw("1", "only 1 byte: too short to be a model"),
        raw("1234567", "only 7 bytes: too short to be a model"),
        arguments(SafetensorsFile.withLength(0, bytes("{}"), 0), "the header is empty"),
        arguments(
            SafetensorsFile.withLength(100_000_001, bytes("{}"), 0),
            "not a .safetensors file: it claims a header of 100000001 bytes, and 100000000 is the"
                + " limit"),
        arguments(
            SafetensorsFile.withLength(Long.MIN_VALUE + 5, bytes("{}"), 0),
            "not a .safetensors file: it claims a header of 9223372036854775813 bytes, and"
                + " 100000000 is the limit"),
        arguments(
            SafetensorsFile.withLength(99_999_999, bytes("{}"), 90),
            "truncated after 100 of at least 100000007 bytes, within the header: an interrupted"
                + " download?"),
        arguments(
            SafetensorsFile.withLength('{', bytes(GOOD), 4),
            "truncated after 65 of at least 131 bytes, within the header: an interrupted"
                + " download?"),
        refused(GOOD, 2, "truncated after 63 of 65 bytes: an interrupted download?"),
        refused(GOOD, 9, "trailing bytes: the tensors end at byte 65 of 70: a damaged download?"),
        refused("{}", 1, "trailing bytes: the tensors end at byte 10 of 11: a damaged download?"));
  }

  static Stream<Arguments> lookalikes() {
    String zeros = "holds only zeros so far: a download that was reserved but never written?";
    String zip = "looks like a PyTorch .ckpt or .pt file (zip), not .safetensors";
    String pickle = "looks like a PyTorch .ckpt or .pt file (pickle), not .safetensors";
    String gzip = "looks like a gzip archive, not a model";
    String json = "looks like a JSON answer of a web service, not a model";
    return Stream.of(
        raw("\0".repeat(8), zeros),
        raw("\0".repeat(4096), zeros),
        raw("\0".repeat(100) + "x", "the header is empty"),
        raw("<!DOCTYPE html><html><head><title>Sign in</title></head></html>", HTML),
        raw("\u00ef\u00bb\u00bf\r\n <HTML lang=en>", HTML),
        raw(
            "<?xml version='1.0'?><Error/>",
            "looks like an XML answer of a web service, not a model"),
        raw(
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "a git-lfs pointer, not the model: run `git lfs pull`"),
        raw("PK\3\4\0\0\b\b\0\0\0\0", zip),
        raw("\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\31.", pickle),
        raw("\u0080\2}q\0(X\r\0\0\0", pickle),
        raw("GGUF\3\0\0\0\1\0\0\0", "looks like a GGUF file, not .safetensors"),
        raw("\u001f\u008b\b\b\u00aa\u00bb\u00cc\u00dd\0\3", gzip),
        raw("\u001f\u008b\b" + "\0".repeat(600_000), gzip),
        raw("{\"error\":\"Unauthorized\"}", json),
        raw("{\n  \"error\": 401\n}", json),
        raw("Entry not found\r\n", "looks like a text, not a model: \"Entry not found\""),
        raw("x".repeat(600), "looks like a text, not a model: \"" + "x".repeat(80) + "…\""));
  }

  static Stream<Arguments> texts() {
    String name = "the header has a name longer than 50000 characters";
    String number = "the header has a number longer than 1000 characters";
    return Stream.of(
        refused("{not json at all!!  ", "the header is not valid JSON: see its character 2"),
        refused("{\"a\":", "the header is not valid JSON: it ends too early"),
        refused("{", "the header is not valid JSON: it ends too early"),
        refused("[1,2,3]", "the header is not a JSON object"),
        refused("   ", "the header is not a JSON object"),
        refused("\uFEFF{}", "the header is not valid JSON: see its character 1"),
        refused("{} {}", "the header goes on after its JSON object"),
        refused("{}\0", "the header is not valid JSON: see its character 3"),
        refused("{}}", "the header is not valid JSON: see its character 3"),
        notUtf8("{\"\u00ff\":{}}"),
        notUtf8("{\"\u00ed\u00a0\u0080\":{}}"),
        notUtf8("{}\u00e2\u0082"),
        refused("{\"\\ud800\":{}}", "the header is not valid JSON: see its character 9"),
        refused("{\"\\ud800\\n\":{}}", "the header is not valid JSON: see its character 10"),
        refused("{\"\\ud800\\u0041\":{}}", "the header is not valid JSON: see its character 14"),
        refused("{\"\\udc00\":{}}", "the header is not valid JSON: see its character 8"),
        refused("{\"\\q\":{}}", "the header is not valid JSON: see its character 4"),
        refused("{\"\\u00g0\":{}}", "the header is not valid JSON: see its character 7"),
        refused("{\"a\nb\":{}}", "the header is not valid JSON: see its character 4"),
        refused("{\"" + "n".repeat(50_001) + "\":{}}", name),
        refused("{\"" + "n".repeat(9 << 20) + "\":{}}", name),
        refused("{\"a\":" + "1".repeat(1001) + "}", number),
        refused(
            "{\"a\":{\"x\":" + "[".repeat(60_000) + "]".repeat(60_000) + "}}",
            "the header nests deeper than 127 levels"));
  }

  static Stream<Arguments> metadata() {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 70_000; i++) {
      keys.append(i == 0 ? "" : ",").append('"').append(i).append("\":\"\"");
    }
    return Stream.of(
        refused("{\"__metadata__\":[]}", "the header's __metadata__ is not an object"),
        refused("{\"__metadata__\":\"x\"}", "the header's __metadata__ is not an object"),
        refused(
            "{\"__metadata__\":null,\"__metadata__\":{}}",
            "the header has two entries __metadata__"),
        refused(
            "{\"__metadata__\":{\"a\":" + "[".repeat(126) + "]".repeat(126) + "}}",
            "the header nests deeper than 127 levels"),
        refused(
            "{\"__metadata__\":{" + keys + "}}",
            "the header's __metadata__ has more than 60948 keys"));
  }

  private static Arguments raw(String bytes, String reason) {
    return arguments(SafetensorsFile.raw(bytes), reason);
  }

  private static Arguments refused(String header, String reason) {
    return refused(header, 0, reason);
  }

  private static Arguments refused(String header, int dataSize, String reason) {
    return arguments(SafetensorsFile.of(header, dataSize), reason);
  }

  private static Arguments notUtf8(String header) {
    return arguments(
        SafetensorsFile.of(header.getBytes(StandardCharsets.ISO_8859_1), 0),
        "the header is not UTF-8 text");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
