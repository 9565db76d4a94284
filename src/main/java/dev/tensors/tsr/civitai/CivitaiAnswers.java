package dev.tensors.tsr.civitai;

import dev.tensors.tsr.civitai.wire.HashMatch;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.network.AnswerReader;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the values of CivitAI's answers. */
final class CivitaiAnswers {

  private CivitaiAnswers() {}

  /** No entry may be skipped: its hash would be taken for unknown. */
  static final AnswerReader<List<HashMatch>> MATCHES = answer -> answer.cleanList(HashMatch::of);

  /** An entry can be null. */
  static final AnswerReader<List<WireVersion>> VERSIONS =
      answer -> answer.list(null, WireVersion::of);

  static final AnswerReader<List<WireModel>> MODELS = answer -> answer.list("items", WireModel::of);

  static final AnswerReader<WireModel> MODEL = answer -> one(answer, WireModel::of);

  static final AnswerReader<WireVersion> VERSION = answer -> one(answer, WireVersion::of);

  private static <T> T one(JsonReader answer, Function<JsonObject, @Nullable T> reading)
      throws UnreadableJson, UnreadableAnswer {
    T read = answer.value() instanceof JsonObject fields ? reading.apply(fields) : null;
    if (read == null) {
      throw new UnreadableAnswer("the answer has no id");
    }
    return read;
  }
}
