package dev.tensors.tsr.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects models among the matches of a search.
 *
 * @param types model types or their short names, in any case; empty: any type
 * @param baseModels base models or their short names, in any case; a version of the model is for
 *     one of them, and with {@code local} the version of a local file; empty: any base model
 * @param creator a creator's whole name in any case; null: any creator
 * @param tags whole tags in any case; the model has all of them
 * @param sfw only models that are safe for work
 * @param local whether the model has a local file; null: either
 * @param limit the largest number of models
 */
public record ModelFilter(
    List<String> types,
    List<String> baseModels,
    @Nullable String creator,
    List<String> tags,
    boolean sfw,
    @Nullable Boolean local,
    int limit) {}
