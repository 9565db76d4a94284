package dev.tensors.tsr.modelfile;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Reads the JSON object of a header: tensors by name, and {@code __metadata__}. */
final class HeaderJson {

  private static final String METADATA = "__metadata__";

  /** The limit of the reference reader. */
  private static final int DEEPEST = 127;

  private static final int LONGEST_NAME = 50_000;

  /** Without a table of names, since each name occurs once in a header. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private HeaderJson() {}

  /**
   * Reads a header.
   *
   * @param size the header's length in bytes
   * @param fileSize the whole file's length in bytes
   */
  static Header read(HeaderBytes bytes, long size, long fileSize, TensorListener listener)
      throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), new HeaderText(bytes))) {
      try {
        return read(parser, size, fileSize, listener);
      } catch (JacksonIOException e) {
        throw e.getCause();
      } catch (JacksonException e) {
        throw refusal(e, parser);
      }
    }
  }

  private static Header read(JsonParser parser, long size, long fileSize, TensorListener listener)
      throws Refusal {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Refusal("the header is not a JSON object");
    }
    MetadataReader metadata = new MetadataReader(parser, JSON);
    TensorReader tensor = new TensorReader(parser);
    Tensors tensors = new Tensors();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (name.equals(METADATA)) {
        metadata.read();
      } else {
        tensor.read(name);
        tensors.add(name, tensor.begin(), tensor.end());
        if (listener != TensorListener.NONE) {
          listener.tensor(name, tensor.dtype(), tensor.shape(), tensor.begin());
        }
      }
    }
    if (parser.nextToken() != null) {
      throw new Refusal("the header goes on after its JSON object");
    }
    checkLength(HeaderReader.LENGTH_FIELD + size + tensors.checkedEnd(), fileSize);
    return new Header(size, tensors.count(), metadata.values(), metadata.dropped());
  }

  private static void checkLength(long expected, long found) throws Refusal {
    if (found < expected) {
      throw new Refusal(
          "truncated after %s of %s bytes: an interrupted download?".formatted(found, expected));
    }
    if (found > expected) {
      throw new Refusal(
          "trailing bytes: the tensors end at byte %s of %s: a damaged download?"
              .formatted(expected, found));
    }
  }

  private static Refusal refusal(JacksonException e, JsonParser parser) {
    if (e instanceof StreamConstraintsException) {
      return parser.streamReadContext().getNestingDepth() >= DEEPEST
          ? new Refusal("the header nests deeper than " + DEEPEST + " levels")
          : new Refusal("the header has a name longer than " + LONGEST_NAME + " characters");
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return new Refusal("the header is not valid JSON: it ends too early");
    }
    return Refusal.notJson(parser.currentLocation().getCharOffset());
  }
}
