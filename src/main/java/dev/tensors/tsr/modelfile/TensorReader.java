package dev.tensors.tsr.modelfile;

import java.math.BigInteger;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the description of a tensor: {@code {"dtype", "shape", "data_offsets"}}.
 *
 * <p>Lengths are unsigned 64-bit numbers in a long, as {@link Long#toUnsignedString} prints them.
 * Offsets of 2<sup>62</sup> and more are refused, since no file is that large.
 */
final class TensorReader {

  /** The types that a tensor's elements can have. */
  static final class Dtype {

    static final int UNKNOWN = 0;

    private Dtype() {}

    /** The bits that one element takes, or {@link #UNKNOWN}. */
    static int bits(String name) {
      return switch (name) {
        case "F4" -> 4;
        case "F6_E2M3", "F6_E3M2" -> 6;
        case "BOOL", "U8", "I8" -> 8;
        case "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ" -> 8;
        case "I16", "U16", "F16", "BF16" -> 16;
        case "I32", "U32", "F32" -> 32;
        case "I64", "U64", "F64", "C64" -> 64;
        default -> UNKNOWN;
      };
    }
  }

  private static final int LONGEST_DTYPE = 16;
  private static final int DIGITS_OF_ANY_LONG = 18;

  /** No model has tensors with more axes: further ones are checked, but not kept. */
  private static final int MOST_AXES = 8;

  private final JsonParser parser;

  private String name = "";
  private boolean hasDtype;
  private String dtype = "";
  private boolean hasShape;
  private long elements;
  private final long[] lengths = new long[MOST_AXES];
  private int axes;
  private boolean hasOffsets;
  private long begin;
  private long end;

  TensorReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The offset of the tensor's first byte, from the end of the header. */
  long begin() {
    return begin;
  }

  /** The offset after the tensor's last byte, from the end of the header. */
  long end() {
    return end;
  }

  /** The tensor's type, as the header has it. */
  String dtype() {
    return dtype;
  }

  /** The tensor's lengths along its first axes, the outermost first. */
  long[] shape() {
    return Arrays.copyOf(lengths, axes);
  }

  /** Reads the entry that follows the name; the accessors then return its values. */
  void read(String name) throws Refusal {
    this.name = name;
    hasDtype = false;
    hasShape = false;
    hasOffsets = false;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refusal("is not described by an object");
    }
    for (String field = parser.nextName(); field != null; field = parser.nextName()) {
      parser.nextToken();
      switch (field) {
        case "dtype" -> readDtype();
        case "shape" -> readShape();
        case "data_offsets" -> readOffsets();
        default -> parser.skipChildren();
      }
    }
    check();
  }

  private void readDtype() throws Refusal {
    if (hasDtype) {
      throw refusal("has two entries dtype");
    }
    hasDtype = true;
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw refusal("has a dtype that is not a string");
    }
    dtype = parser.getStringLength() <= LONGEST_DTYPE ? parser.getString() : "";
  }

  private void readShape() throws Refusal {
    if (hasShape) {
      throw refusal("has two entries shape");
    }
    hasShape = true;
    String problem = "has a shape that is not a list of whole numbers";
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw refusal(problem);
    }
    elements = 1;
    axes = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long length = unsigned(problem);
      elements = product(elements, length);
      if (axes < MOST_AXES) {
        lengths[axes++] = length;
      }
    }
  }

  private void readOffsets() throws Refusal {
    if (hasOffsets) {
      throw refusal("has two entries data_offsets");
    }
    hasOffsets = true;
    String problem = "has data_offsets that are not two whole numbers";
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw refusal(problem);
    }
    parser.nextToken();
    begin = unsigned(problem);
    parser.nextToken();
    end = unsigned(problem);
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw refusal(problem);
    }
    if (begin >>> 62 != 0 || end >>> 62 != 0) {
      throw refusal("has data_offsets beyond the end of any file");
    }
  }

  private void check() throws Refusal {
    if (!hasDtype || !hasShape || !hasOffsets) {
      throw refusal("has no " + (!hasDtype ? "dtype" : !hasShape ? "shape" : "data_offsets"));
    }
    if (end < begin) {
      throw refusal("ends at byte " + end + ", before it begins at byte " + begin);
    }
    int bits = Dtype.bits(dtype);
    if (bits == Dtype.UNKNOWN) {
      return;
    }
    long size = product(elements, bits);
    if (size % Byte.SIZE != 0) {
      throw refusal("has a shape that makes no whole number of bytes in " + dtype);
    }
    if (size >>> 3 != end - begin) {
      throw refusal(
          "has a shape that makes %s bytes in %s, but data_offsets %s bytes apart"
              .formatted(size >>> 3, dtype, end - begin));
    }
  }

  private long product(long a, long b) throws Refusal {
    if (Math.unsignedMultiplyHigh(a, b) != 0) {
      throw refusal("has a shape too large for any file");
    }
    return a * b;
  }

  private long unsigned(String problem) throws Refusal {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getStringCharacters()[parser.getStringOffset()] == '-') {
      throw refusal(problem);
    }
    if (parser.getStringLength() <= DIGITS_OF_ANY_LONG) {
      return parser.getLongValue();
    }
    BigInteger number = parser.getBigIntegerValue();
    if (number.bitLength() > Long.SIZE) {
      throw refusal(problem);
    }
    return number.longValue();
  }

  private Refusal refusal(String problem) {
    return new Refusal("tensor " + Quoted.of(name) + " " + problem);
  }
}
