package dev.tensors.tsr.civitai;

import dev.tensors.tsr.civitai.network.CallFailure.UnreadableAnswer;
import dev.tensors.tsr.civitai.wire.HashMatch;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
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
   * @throws UnreadableJson if the answer is not JSON, or exceeds a limit
   * @throws UnreadableAnswer if the answer lacks the value
   */
  T of(JsonReader answer) throws UnreadableJson, UnreadableAnswer;

  /** No entry may be skipped: its hash would be taken for unknown. */
  AnswerReader<List<HashMatch>> MATCHES = answer -> answer.cleanList(HashMatch::of);

  /** An entry can be null. */
  AnswerReader<List<WireVersion>> VERSIONS = answer -> answer.list(null, WireVersion::of);

  AnswerReader<List<WireModel>> MODELS = answer -> answer.list("items", WireModel::of);

  AnswerReader<WireModel> MODEL = answer -> one(answer, WireModel::of);

  AnswerReader<WireVersion> VERSION = answer -> one(answer, WireVersion::of);

  private static <T> T one(JsonReader answer, Function<JsonObject, @Nullable T> reading)
      throws UnreadableJson, UnreadableAnswer {
    T read = answer.value() instanceof JsonObject fields ? reading.apply(fields) : null;
    if (read == null) {
      throw new UnreadableAnswer("the answer has no id");
    }
    return read;
  }
}
