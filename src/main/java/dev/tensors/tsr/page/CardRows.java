package dev.tensors.tsr.page;

import dev.tensors.tsr.output.Json;
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

  /** In characters: the search reads no more of a text, so that the script stays small. */
  private static final int SEARCHED = 2000;

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
  private final Appendable script;
  private String before = "tsr.load([\n";

  CardRows(Appendable script) {
    this.script = script;
  }

  /**
   * @param details the name of the script with the card's details
   */
  void add(PageCard card, String details) throws IOException {
    ShownPicture picture = card.picture();
    int flags =
        (card.isFavourite() ? FAVOURITE : 0)
            | (card.isOutdated() ? OUTDATED : 0)
            | (card.isLinked() ? LINKED : 0)
            | (picture != null && picture.isMature() ? MATURE : 0);
    List<Object> tagIndexes = new ArrayList<>();
    card.tags().forEach(tag -> tagIndexes.add(tags.index(tag)));
    script
        .append(before)
        .append(
            Json.text(
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
                    card.imagesMade(),
                    picture == null ? null : picture.name())));
    before = ",\n";
  }

  private static @Nullable String searched(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : text.substring(0, Math.min(SEARCHED, text.length()));
  }

  void end() throws IOException {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("types", types.indexes.keySet());
    names.put("bases", baseModels.indexes.keySet());
    names.put("creators", creators.indexes.keySet());
    names.put("tags", tags.indexes.keySet());
    script.append(before.equals(",\n") ? "" : before).append("\n],\n");
    script.append(Json.text(names)).append(");\n");
  }
}
