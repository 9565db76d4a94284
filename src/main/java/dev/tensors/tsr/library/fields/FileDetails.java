package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.notes.ImportedNotes.ImportedNote;
import dev.tensors.tsr.library.notes.Note;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.library.notes.UserTags;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.TriggerWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one file.
 *
 * @param file its {@link FileFields}; a file that is only on the disk has no id, hash and times
 * @param modifiedAt ISO 8601, UTC; null: not recorded
 * @param weightsSha256 of all bytes after the header, upper case hex; null: not computed
 * @param header the identity that the header shows
 * @param model the model that the file is linked to; null: not linked, or not cached
 * @param words the trigger words
 * @param loraTag the tag that loads the file in a prompt; null: the file is not loaded by one
 * @param imported the values that the user gave it in other managers
 * @param copies the paths of the other present files with the same SHA-256
 * @param metadata of the header, in the file's order; a null value was too large to keep
 */
public record FileDetails(
    FieldRow file,
    @Nullable String modifiedAt,
    @Nullable String damagedAt,
    @Nullable String weightsSha256,
    HeaderIdentity header,
    @Nullable LinkedModel model,
    List<TriggerWord> words,
    @Nullable String loraTag,
    Note note,
    List<ImportedNote> imported,
    List<String> copies,
    Map<String, @Nullable String> metadata) {

  /** The start of the SHA-256 by which web UIs name models; null if that is not known. */
  public @Nullable String autoV2() {
    String sha256 = file.text(FileFields.SHA256);
    return sha256 == null || sha256.length() < ModelHash.AUTOV2_DIGITS
        ? null
        : ModelHash.autoV2(sha256);
  }

  /**
   * The user's own tags, set in tsr or imported. In the file's list of tags they come before the
   * model's.
   */
  public List<String> userTags() {
    List<String> tags = new ArrayList<>(note.tags());
    imported.stream()
        .filter(told -> told.key().equals(ImportedNotes.TAGS))
        .findFirst()
        .ifPresent(told -> tags.addAll(Notes.lines(told.value())));
    return UserTags.distinct(tags);
  }

  /** The tags of its model that are not the user's, too. */
  public List<String> modelTags() {
    return file.list(FileFields.TAGS).stream().skip(userTags().size()).toList();
  }

  /** CivitAI's hash of the weights; null if they were not hashed. */
  public @Nullable String autoV3() {
    return weightsSha256 == null ? null : ModelHash.autoV3(weightsSha256);
  }
}
