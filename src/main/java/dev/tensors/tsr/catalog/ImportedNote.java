package dev.tensors.tsr.catalog;

/**
 * A value that the user told another manager.
 *
 * @param source the manager, such as a1111
 * @param key such as text, triggers or weight
 */
public record ImportedNote(String source, String key, String value) {}
