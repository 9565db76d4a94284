package dev.tensors.tsr.catalog.search;

import java.util.List;

/**
 * Which of the models that a search matches are meant.
 *
 * @param types model types in any case, or short names of them, of which the model has one; empty:
 *     any
 * @param baseModels base models in any case, or short names of them, one of which a version is for,
 *     or where only models with a local file are meant, that file's version; empty: any
 * @param creator a creator's whole name in any case; null: any
 * @param tags whole tags in any case, all of which the model has
 * @param sfw only those that are safe for work
 * @param local whether there is a local file of it, or none; null: either
 * @param limit at most so many
 */
public record ModelFilter(
    List<String> types,
    List<String> baseModels,
    String creator,
    List<String> tags,
    boolean sfw,
    Boolean local,
    int limit) {}
