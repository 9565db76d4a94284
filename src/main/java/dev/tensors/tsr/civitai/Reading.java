package dev.tensors.tsr.civitai;

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
   */
  T of(Json answer) throws Unreadable;

  Reading<List<HashMatch>> MATCHES = answer -> list(answer, HashMatch::of);

  /** In these answers an entry can be null. */
  Reading<List<WireVersion>> VERSIONS = answer -> list(answer, WireVersion::of);

  Reading<List<WireModel>> MODELS =
      answer ->
          list(answer instanceof Fields page ? page.values().get("items") : answer, WireModel::of);

  Reading<WireModel> MODEL = answer -> one(answer, WireModel::of);

  Reading<WireVersion> VERSION = answer -> one(answer, WireVersion::of);

  private static <T> List<T> list(Json answer, Function<Fields, T> entry) throws Unreadable {
    if (answer instanceof Json.Items) {
      return Fields.objects(answer, entry);
    }
    throw new Unreadable("the answer is not a list");
  }

  private static <T> T one(Json answer, Function<Fields, T> reading) throws Unreadable {
    T read = answer instanceof Fields fields ? reading.apply(fields) : null;
    if (read == null) {
      throw new Unreadable("the answer has no id");
    }
    return read;
  }
}
