package dev.tensors.tsr.network;

import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;

/**
 * Reads the value of a call from the JSON of its answer.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface AnswerReader<T> {

  /**
   * Reads a value.
   *
   * @throws UnreadableJson if the answer is not JSON, or exceeds a limit
   * @throws UnreadableAnswer if the answer lacks the value
   */
  T of(JsonReader answer) throws UnreadableJson, UnreadableAnswer;

  /**
   * Reads a value of which the headers tell a part.
   *
   * @throws UnreadableJson as {@link #of(JsonReader)} does
   * @throws UnreadableAnswer as {@link #of(JsonReader)} does
   */
  default T of(JsonReader answer, Response response) throws UnreadableJson, UnreadableAnswer {
    return of(answer);
  }
}
