package dev.tensors.tsr.model;

/**
 * A trigger word of a file.
 *
 * @param position from 0, in the order of the file's words
 */
public record TriggerWord(String path, String word, int position, Source source) {

  /** Where a trigger word comes from. */
  public enum Source {
    /** The user's note. */
    USER,
    /** The version's page at CivitAI. */
    CIVITAI,
    /** The header's {@code modelspec.trigger_phrase} and {@code modelspec.usage_hint}. */
    MODELSPEC,
    /**
     * Names of training folders and the most common tags in the header's {@code ss_tag_frequency}.
     */
    TRAINING_TAGS
  }
}
