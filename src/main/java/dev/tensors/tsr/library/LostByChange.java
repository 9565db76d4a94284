package dev.tensors.tsr.library;

import org.jspecify.annotations.Nullable;

/**
 * What a file with a new content has lost.
 *
 * @param version CivitAI's id of the version whose link by hand was dropped; null: none was
 * @param note whether the user's note stays with the old content
 */
public record LostByChange(@Nullable Long version, boolean note) {

  public static final LostByChange NOTHING = new LostByChange(null, false);
}
