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
interface Reading<T> {

  /**
   * Reads it.
   *
   * @throws Unreadable if the answer is something else
   * @throws Hopeless if the one thing that was asked for breaks a limit
   * @throws TooLarge if there is too much of what was asked for
   */
  T of(JsonReader answer) throws IOException;

  /** A hash whose entry were passed over would be taken for unknown. */
  Reading<List<HashMatch>> MATCHES = answer -> answer.cleanList(HashMatch::of);

  /** In these answers an entry can be null. */
  Reading<List<WireVersion>> VERSIONS = answer -> answer.list(null, WireVersion::of);

  Reading<List<WireModel>> MODELS = answer -> answer.list("items", WireModel::of);

  Reading<WireModel> MODEL = answer -> one(answer, WireModel::of);

  Reading<WireVersion> VERSION = answer -> one(answer, WireVersion::of);

  private static <T> T one(JsonReader answer, Function<Fields, T> reading) throws IOException {
    T read = answer.value() instanceof Fields fields ? reading.apply(fields) : null;
    if (read == null) {
      throw new Unreadable("the answer has no id");
    }
    return read;
  }
}
