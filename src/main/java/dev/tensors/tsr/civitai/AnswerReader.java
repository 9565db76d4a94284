package dev.tensors.tsr.civitai;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Makes of a call's answer what was asked for.
 *
 * @param <T> what was asked for
 */
@FunctionalInterface
interface AnswerReader<T> {

  /**
   * Reads it.
   *
   * @throws UnreadableAnswer if the answer is something else
   * @throws PermanentFailure if the one thing that was asked for breaks a limit
   * @throws AnswerTooLarge if there is too much of what was asked for
   */
  T of(JsonReader answer) throws IOException;

  /** A hash whose entry were passed over would be taken for unknown. */
  AnswerReader<List<HashMatch>> MATCHES = answer -> answer.cleanList(HashMatch::of);

  /** In these answers an entry can be null. */
  AnswerReader<List<WireVersion>> VERSIONS = answer -> answer.list(null, WireVersion::of);

  AnswerReader<List<WireModel>> MODELS = answer -> answer.list("items", WireModel::of);

  AnswerReader<WireModel> MODEL = answer -> one(answer, WireModel::of);

  AnswerReader<WireVersion> VERSION = answer -> one(answer, WireVersion::of);

  private static <T> T one(JsonReader answer, Function<JsonObject, T> reading) throws IOException {
    T read = answer.value() instanceof JsonObject fields ? reading.apply(fields) : null;
    if (read == null) {
      throw new UnreadableAnswer("the answer has no id");
    }
    return read;
  }
}
