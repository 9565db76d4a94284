package dev.tensors.tsr.civitai;

import dev.tensors.tsr.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of a call from the JSON of its answer.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface AnswerReader<T> {

  /**
   * Reads a value.
   *
   * @throws UnreadableAnswer if the answer is not JSON, or lacks the value
   * @throws PermanentFailure if a single value exceeds a limit
   * @throws AnswerTooLarge if a list of values exceeds a limit
   */
  T of(JsonReader answer) throws CallFailure;

  /** No entry may be skipped: its hash would be taken for unknown. */
  AnswerReader<List<HashMatch>> MATCHES = answer -> answer.cleanList(HashMatch::of);

  /** An entry can be null. */
  AnswerReader<List<WireVersion>> VERSIONS = answer -> answer.list(null, WireVersion::of);

  AnswerReader<List<WireModel>> MODELS = answer -> answer.list("items", WireModel::of);

  AnswerReader<WireModel> MODEL = answer -> one(answer, WireModel::of);

  AnswerReader<WireVersion> VERSION = answer -> one(answer, WireVersion::of);

  private static <T> T one(JsonReader answer, Function<JsonObject, @Nullable T> reading)
      throws CallFailure {
    T read = answer.value() instanceof JsonObject fields ? reading.apply(fields) : null;
    if (read == null) {
      throw new UnreadableAnswer("the answer has no id");
    }
    return read;
  }
}
