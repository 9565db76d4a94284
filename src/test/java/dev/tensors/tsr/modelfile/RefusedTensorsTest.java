package dev.tensors.tsr.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedTensorsTest {

  @ParameterizedTest(name = "{1}")
  @MethodSource({"shapes", "entries", "offsets"})
  void namesTheTensorOrThePlace(String header, String reason) {
    assertThat(SafetensorsFile.of(header, 4).read()).isEqualTo(new HeaderReading.Refused(reason));
  }

  static Stream<Arguments> shapes() {
    String problem = "tensor \"a\" has a shape that is not a list of whole numbers";
    String tooLarge = "tensor \"a\" has a shape too large for any file";
    return Stream.of(
        shape("U8", "[-1]", problem),
        shape("U8", "[-0]", problem),
        shape("U8", "[4.0]", problem),
        shape("U8", "[4e0]", problem),
        shape("U8", "[\"4\"]", problem),
        shape("U8", "[[4]]", problem),
        shape("U8", "[null]", problem),
        shape("U8", "4", problem),
        shape("U8", "[18446744073709551616]", problem),
        shape("U8", "[18446744073709551615,2]", tooLarge),
        shape("U8", "[4294967296,4294967296,0]", tooLarge),
        shape("F16", "[1152921504606846976]", tooLarge),
        shape("F4", "[7]", "tensor \"a\" has a shape that makes no whole number of bytes in F4"),
        shape(
            "F32",
            "[2,2]",
            "tensor \"a\" has a shape that makes 16 bytes in F32, but data_offsets 4 bytes apart"));
  }

  static Stream<Arguments> entries() {
    String fields = "\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]";
    String offsets = "tensor \"a\" has data_offsets that are not two whole numbers";
    return Stream.of(
        arguments("{\"a\":[" + "[".repeat(60_000), "tensor \"a\" is not described by an object"),
        arguments("{\"a\":null}", "tensor \"a\" is not described by an object"),
        arguments("{\"a\":{}}", "tensor \"a\" has no dtype"),
        arguments("{\"a\":{\"dtype\":\"U8\"}}", "tensor \"a\" has no shape"),
        arguments("{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", "tensor \"a\" has no data_offsets"),
        arguments("{\"a\":{\"dtype\":8}}", "tensor \"a\" has a dtype that is not a string"),
        entry("\"dtype\":\"U8\"," + fields, "tensor \"a\" has two entries dtype"),
        entry("\"shape\":[4]," + fields, "tensor \"a\" has two entries shape"),
        entry("\"data_offsets\":[0,4]," + fields, "tensor \"a\" has two entries data_offsets"),
        entry("\"data_offsets\":[]", offsets),
        entry("\"data_offsets\":[0]", offsets),
        entry("\"data_offsets\":[0,4,4]", offsets),
        entry("\"data_offsets\":[-4,0]", offsets),
        entry("\"data_offsets\":{}", offsets),
        entry(
            "\"data_offsets\":[0,18446744073709551615]",
            "tensor \"a\" has data_offsets beyond the end of any file"),
        entry(
            fields.replace("[0,4]", "[4,0]"),
            "tensor \"a\" ends at byte 0, before it begins at byte 4"),
        arguments(
            "{\"" + "n".repeat(81) + "\":1}",
            "tensor \"" + "n".repeat(80) + "…\" is not described by an object"),
        arguments(
            "{\"\\u001b[31m\\n\\u202e😀\":1}",
            "tensor \"�[31m��😀\" is not described by an object"));
  }

  static Stream<Arguments> offsets() {
    return Stream.of(
        tensors("two tensors have the same name", "a 0 2", "b 2 3", "a 3 4"),
        tensors(
            "a hole between the tensors, from byte 2 to byte 3 of the tensor data",
            "a 0 2",
            "b 3 4"),
        tensors("a hole between the tensors, from byte 0 to byte 1 of the tensor data", "a 1 4"),
        tensors("two tensors overlap at byte 1 of the tensor data", "a 1 4", "b 0 2"),
        tensors("two tensors overlap at byte 0 of the tensor data", "a 0 4", "b 0 4"),
        tensors("two tensors overlap at byte 2 of the tensor data", "a 0 4", "b 2 2"),
        tensors(
            "a hole between the tensors, from byte 4 to byte 5 of the tensor data",
            "a 0 4",
            "b 5 5"));
  }

  private static Arguments shape(String dtype, String shape, String reason) {
    String fields = "\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[0,4]";
    return entry(fields.formatted(dtype, shape), reason);
  }

  private static Arguments entry(String fields, String reason) {
    return arguments("{\"a\":{" + fields + "}}", reason);
  }

  /** A header of tensors, each given as its name, begin and end, in four bytes of data. */
  private static Arguments tensors(String reason, String... tensors) {
    StringBuilder header = new StringBuilder("{");
    for (String tensor : tensors) {
      String[] part = tensor.split(" ");
      int size = Integer.parseInt(part[2]) - Integer.parseInt(part[1]);
      header
          .append(header.length() == 1 ? "" : ",")
          .append("\"%s\":{\"dtype\":\"U8\",\"shape\":[%d],".formatted(part[0], size))
          .append("\"data_offsets\":[%s,%s]}".formatted(part[1], part[2]));
    }
    return arguments(header.append('}').toString(), reason);
  }
}
