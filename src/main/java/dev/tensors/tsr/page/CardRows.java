package dev.tensors.tsr.page;

import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.Permissions;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.ShortNames;
import dev.tensors.tsr.output.Json;
import dev.tensors.tsr.page.PageCard.OfFile;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the cards as a script: a row of values for each, in the order of {@code FIELDS} in
 * cards.js, and after the rows the names that many cards share, to which the rows point by index.
 */
final class CardRows {

  private static final int FAVOURITE = 1;
  private static final int OUTDATED = 2;
  private static final int LINKED = 4;
  private static final int MATURE = 8;
  private static final int NAMED = 16;
  private static final int OTHER_WORDS = 32;

  /** In characters: the search reads no more of a text, so that the script stays small. */
  private static final int SEARCHED = 2000;

  private static final List<String> STATES = List.copyOf(FileFields.TABLE.states().keySet());
  private static final List<String> LICENCES = Permissions.LICENCE.words();

  /** The index of each name. */
  private static final class Names {
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    int index(String name) {
      return indexes.computeIfAbsent(name, key -> indexes.size());
    }

    @Nullable Integer of(@Nullable String name) {
      return name == null ? null : index(name);
    }
  }

  private final Names types = new Names();
  private final Names baseModels = new Names();
  private final Names creators = new Names();
  private final Names tags = new Names();
  private final Names folders = new Names();
  private final Names sources = new Names();
  private final List<String> scannedFolders;
  private final Appendable script;
  private @Nullable Map<String, Object> own;
  private String before = "tsr.load([\n";

  /**
   * @param scannedFolders below which the page shows folders as a tree
   */
  CardRows(Appendable script, List<String> scannedFolders) {
    this.script = script;
    this.scannedFolders = scannedFolders;
  }

  /**
   * @param details the name of the script with the card's details
   * @param pictures the number of pictures that the opened card shows
   */
  void add(PageCard card, String details, long pictures) throws IOException {
    ShownPicture picture = card.picture();
    int flags =
        (card.isFavourite() ? FAVOURITE : 0)
            | (card.isOutdated() ? OUTDATED : 0)
            | (card.isLinked() ? LINKED : 0)
            | (card.isNamed() ? NAMED : 0)
            | (card.hasOtherWords() ? OTHER_WORDS : 0)
            | (picture != null && picture.isMature() ? MATURE : 0);
    List<Object> tagIndexes = new ArrayList<>();
    card.tags().forEach(tag -> tagIndexes.add(tags.index(tag)));
    List<@Nullable Object> row = new ArrayList<>();
    row.addAll(
        Arrays.asList(
            card.key(),
            details,
            card.name(),
            card.fileName(),
            types.of(card.type()),
            baseModels.of(card.baseModel()),
            card.version(),
            creators.of(card.creator()),
            tagIndexes,
            searched(String.join(", ", card.words())),
            searched(card.note()),
            card.rating(),
            flags,
            card.sizeBytes(),
            card.added(),
            card.published(),
            card.downloads() == null ? 0 : card.downloads(),
            picture == null ? null : picture.name(),
            searched(String.join(", ", card.trainingTags())),
            pictures));
    OfFile ofFile = card.ofFile();
    if (ofFile != null) {
      row.addAll(
          Arrays.asList(
              ofFile.row(),
              folders.of(ofFile.folder()),
              indexes(ofFile.candidates(), baseModels),
              bits(ofFile.licence(), LICENCES),
              bits(ofFile.states(), STATES),
              sources.of(ofFile.source()),
              ofFile.lastUsed(),
              ofFile.uses(),
              ofFile.weight(),
              ofFile.copies(),
              ofFile.frees()));
      TrainingRuns.Place run = ofFile.run();
      row.addAll(
          Arrays.asList(
              others(ofFile),
              run == null
                  ? null
                  : List.of(FileEntry.key(run.head()), run.kind().ordinal(), run.number()),
              ofFile.links() == 0 ? null : ofFile.links(),
              ofFile.notedWeight()));
      while (row.getLast() == null) {
        row.removeLast(); // few files have the last ones
      }
    }
    script.append(before).append(Json.text(row));
    before = ",\n";
  }

  private static @Nullable List<Object> indexes(List<String> texts, Names names) {
    List<Object> indexes = new ArrayList<>();
    texts.forEach(text -> indexes.add(names.index(text)));
    return indexes.isEmpty() ? null : indexes;
  }

  /** A number with a bit for each of the words, the first word the lowest. */
  private static @Nullable Long bits(@Nullable List<String> words, List<String> all) {
    return words == null
        ? null
        : words.stream().mapToLong(word -> 1L << all.indexOf(word)).reduce(0, (a, b) -> a | b);
  }

  /** The folder and the name of each other copy; null: there is none. */
  private @Nullable List<Object> others(OfFile file) {
    List<Object> others = new ArrayList<>();
    for (String path : file.others()) {
      Integer folder = file.folder() == null ? null : folders.of(FileEntry.folder(path));
      others.add(Arrays.asList(folder, RecordedPath.name(path)));
    }
    return others.isEmpty() ? null : others;
  }

  private static @Nullable String searched(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : text.substring(0, Math.min(SEARCHED, text.length()));
  }

  /**
   * @param pictures the index of the user's own pictures, as the page reads it; null: none
   */
  void own(@Nullable Map<String, Object> pictures) {
    own = pictures;
  }

  /**
   * @param chosenBy the terms that chose the files; empty: the page has all
   */
  void end(String chosenBy) throws IOException {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("types", types.indexes.keySet());
    names.put("bases", baseModels.indexes.keySet());
    names.put("creators", creators.indexes.keySet());
    names.put("tags", tags.indexes.keySet());
    names.put("folders", folders.indexes.keySet());
    names.put("roots", scannedFolders);
    names.put("licences", LICENCES);
    names.put("states", STATES);
    names.put("sources", sources.indexes.keySet());
    names.put("fields", FileFields.TABLE.names());
    names.put("typeWords", ShortNames.typesByWord());
    names.put("baseWords", ShortNames.baseModelsByWord());
    if (!chosenBy.isEmpty()) {
      names.put("chosenBy", chosenBy);
    }
    if (own != null) {
      names.put("own", own);
    }
    script.append(before.equals(",\n") ? "" : before).append("\n],\n");
    script.append(Json.text(names)).append(");\n");
  }
}
