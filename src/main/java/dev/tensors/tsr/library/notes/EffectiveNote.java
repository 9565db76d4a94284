package dev.tensors.tsr.library.notes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's note on a content as it applies: each value is the one set in tsr, else the imported
 * one.
 *
 * @param rating 1 to 5 stars; null: not rated
 * @param triggers the user's own trigger words
 * @param tags the user's own tags, from tsr and the manager whose tags apply
 * @param imported the imported values, by key
 * @param sources who gave the values that apply, without the other imported ones: {@code user}, and
 *     managers
 */
public record EffectiveNote(
    @Nullable String text,
    @Nullable Long rating,
    List<String> triggers,
    @Nullable Double weight,
    boolean favourite,
    List<String> tags,
    Map<String, String> imported,
    List<String> sources) {}
