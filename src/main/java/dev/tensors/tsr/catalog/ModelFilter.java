package dev.tensors.tsr.catalog;

import java.util.List;

/**
 * Which of the models that a search matches are meant.
 *
 * @param type a model type in any case, or a short name of one; null: any
 * @param baseModel a base model, of any version, in any case, or a short name of one; null: any
 * @param creator a creator's whole name in any case; null: any
 * @param tags whole tags in any case, all of which the model has
 * @param sfw only those that are safe for work
 * @param local whether there is a local file of it, or none; null: either
 * @param limit at most so many
 */
public record ModelFilter(
    String type,
    String baseModel,
    String creator,
    List<String> tags,
    boolean sfw,
    Boolean local,
    int limit) {}
