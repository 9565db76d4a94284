package dev.tensors.tsr.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What counts of the user's words about a content: what he told tsr, else another manager.
 *
 * @param triggers his own trigger words
 * @param tags his own tags
 * @param imported what he told another manager, by key
 */
public record EffectiveNote(
    @Nullable String text,
    List<String> triggers,
    @Nullable Double weight,
    boolean favourite,
    List<String> tags,
    Map<String, String> imported) {}
