package dev.tensors.tsr.page;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.output.Json;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.Example;
import dev.tensors.tsr.page.PageContents.MadeWith;
import dev.tensors.tsr.page.PageContents.OwnOnPage;
import dev.tensors.tsr.page.PictureCopies.Copied;
import dev.tensors.tsr.page.folder.ContentHash;
import dev.tensors.tsr.page.folder.PageFolder;
import dev.tensors.tsr.prompts.OwnPrompts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Writes the user's own pictures: an index of all, which the page loads when they are looked at,
 * and what each was made with in scripts for some of them, which it loads when one is chosen.
 */
final class OwnPictures {

  /** Of a new picture only the last of these scripts changes. */
  private static final int IN_A_SCRIPT = 100;

  /** The opened card of a model shows the latest of those that were made with it. */
  private static final int ON_A_CARD = 12;

  private static final long NANOSECONDS = 1_000_000_000;

  /** A copied picture with what it was made with, by the keys that gallery.js reads. */
  record Described(OwnOnPage own, Copied copied, Map<String, @Nullable Object> fields) {}

  /** The models that pictures were made with, by what tells them apart. */
  private record Model(@Nullable String key, String name, @Nullable String type) {

    static Model of(MadeWith made) {
      return new Model(made.key(), made.name(), made.type());
    }

    /** Names are compared in any case where the file is not here. */
    Object identity() {
      return key == null ? List.of(name.toLowerCase(Locale.ROOT), String.valueOf(type)) : key;
    }
  }

  private final PageFolder folder;
  private final PictureCopies copies;
  private final boolean mature;
  private final boolean paths;

  /** A picture in the index. */
  private record Row(String name, int day, boolean isMature, List<Integer> models) {

    List<Object> values() {
      return List.of(name, day, isMature ? 1 : 0, models);
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final List<String> scripts = new ArrayList<>();
  private List<Map<String, @Nullable Object>> script = new ArrayList<>();
  private final PromptWords words = new PromptWords();
  private final Map<String, Integer> days = new LinkedHashMap<>();
  private final Map<Object, Integer> places = new HashMap<>();
  private final List<Model> models = new ArrayList<>();

  /** The rows of the pictures of each card, the latest last. */
  private final Map<String, Deque<Integer>> latest = new HashMap<>();

  /**
   * @param mature whether pictures are shown whose models CivitAI marks as not safe for work
   * @param paths whether the page tells where the pictures are
   */
  OwnPictures(PageFolder folder, PictureCopies copies, boolean mature, boolean paths) {
    this.folder = folder;
    this.copies = copies;
    this.mature = mature;
    this.paths = paths;
  }

  /** The task that copies a picture, and reads what it was made with. */
  Callable<@Nullable Described> of(OwnOnPage own) {
    return () -> {
      Path file = RecordedPath.of(own.picture().path()).orElse(null);
      if (file == null || own.isMature() && !mature) {
        return null;
      }
      Copied copied = copies.of(file);
      if (copied.name() == null) {
        return new Described(own, copied, Map.of());
      }
      String original = paths ? file.toUri().toString() : null;
      Map<String, @Nullable Object> fields =
          Objects.requireNonNull(
              ExampleFields.of(
                  new Example(OwnPrompts.withTags(own.picture()), own.madeWith()),
                  new ShownPicture(copied.name(), own.isMature(), original)));
      fields.put("mature", own.isMature());
      fields.put("tool", own.picture().tool());
      fields.put("file", RecordedPath.name(own.picture().path()));
      fields.put("path", paths ? own.picture().path() : null);
      if (!paths) {
        for (String key : List.of("prompt", "negative", "text")) {
          fields.computeIfPresent(key, (_, text) -> FolderNames.removed((String) text));
        }
      }
      return new Described(own, copied, fields);
    };
  }

  /** Adds a picture that was copied. */
  void add(Described described) throws IOException {
    int row = rows.size();
    List<Integer> madeWith =
        described.own().madeWith().stream().map(Model::of).map(this::place).distinct().toList();
    LocalDate day =
        LocalDate.ofInstant(
            Instant.ofEpochSecond(Math.floorDiv(described.own().mtimeNs(), NANOSECONDS)),
            ZoneOffset.UTC);
    rows.add(
        new Row(
            Objects.requireNonNull(described.copied().name()),
            days.computeIfAbsent(day.toString(), key -> days.size()),
            described.own().isMature(),
            madeWith));
    for (MadeWith made : described.own().madeWith()) {
      if (made.key() != null) {
        Deque<Integer> rowsOfCard = latest.computeIfAbsent(made.key(), key -> new ArrayDeque<>());
        if (rowsOfCard.isEmpty() || rowsOfCard.getLast() != row) {
          rowsOfCard.add(row);
        }
        if (rowsOfCard.size() > ON_A_CARD) {
          rowsOfCard.remove();
        }
      }
    }
    if (described.fields().get("prompt") instanceof String prompt) {
      words.add(row, prompt);
    }
    script.add(described.fields());
    if (script.size() == IN_A_SCRIPT) {
      endScript();
    }
  }

  private int place(Model model) {
    Integer place = places.putIfAbsent(model.identity(), models.size());
    if (place == null) {
      models.add(model);
    }
    return place == null ? models.size() - 1 : place;
  }

  private void endScript() throws IOException {
    scripts.add(store(script));
    script = new ArrayList<>();
  }

  private String store(Object value) throws IOException {
    byte[] text = ("tsr.details(" + Json.text(value) + ");\n").getBytes(StandardCharsets.UTF_8);
    String name = ContentHash.of(text);
    folder.store("details/" + name + ".js", text);
    return name;
  }

  /**
   * Ends the scripts.
   *
   * @param leftOut how many pictures are left out since they are not PG
   * @return the name and the number of pictures of the index, and how many are left out; null:
   *     there are no pictures
   */
  @Nullable Map<String, Object> end(long leftOut) throws IOException {
    if (rows.isEmpty() && leftOut == 0) {
      return null;
    }
    if (!script.isEmpty()) {
      endScript();
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("in_a_script", IN_A_SCRIPT);
    index.put("scripts", scripts);
    index.put("days", days.keySet());
    index.put(
        "models",
        models.stream()
            .map(model -> Arrays.asList(model.key(), model.name(), model.type()))
            .toList());
    index.put("words", store(words.values()));
    index.put("pictures", rows.stream().map(Row::values).toList());
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("index", store(index));
    own.put("count", rows.size());
    own.put("left_out", leftOut);
    return own;
  }

  /**
   * A picture on the opened card of a model that it was made with.
   *
   * @param script the name of the script that tells what it was made with
   * @param at its place there
   */
  record Latest(String name, boolean isMature, String script, int at) {

    ShownPicture shown() {
      return new ShownPicture(name, isMature, null);
    }

    /** By the keys that gallery.js reads. */
    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("own", true);
      fields.put("picture", name);
      fields.put("mature", isMature);
      fields.put("script", script);
      fields.put("at", at);
      return fields;
    }
  }

  /** The latest pictures that were made with the model of a card, the latest first. */
  List<Latest> madeWith(String key) {
    List<Latest> pictures = new ArrayList<>();
    for (int place : latest.getOrDefault(key, new ArrayDeque<>())) {
      Row row = rows.get(place);
      pictures.addFirst(
          new Latest(
              row.name(), row.isMature(), scripts.get(place / IN_A_SCRIPT), place % IN_A_SCRIPT));
    }
    return pictures;
  }
}
