package dev.tensors.tsr.library.notes;

/**
 * A value that the user gave a content in another manager.
 *
 * @param source the manager, such as a1111
 * @param key such as text, triggers or weight
 */
public record ImportedNote(String source, String key, String value) {}
