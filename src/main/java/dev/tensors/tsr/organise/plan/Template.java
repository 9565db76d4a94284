package dev.tensors.tsr.organise.plan;

import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.text.SafeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file goes below the folder of its type: folders, and perhaps a new name, made of what is
 * known of the file, such as {@code {base}/{creator|unknown}/}.
 */
public final class Template {

  /** No folders, and the name as it is. */
  public static final Template NONE = new Template(List.of(), null);

  /** Stands for the stem of the file. */
  private static final String FILE = "file";

  /** The days of {@code 2026-11-24T05:44:48Z}. */
  private static final int DAY_LENGTH = 10;

  /**
   * A text, or the value of a field.
   *
   * @param field null: a text, or the stem of the file
   * @param word the text, or the word for the field
   * @param fallback the text where the value is not known; null: the file stays
   */
  private record Piece(@Nullable Field field, String word, @Nullable String fallback) {

    boolean isStem() {
      return field == null && fallback == null;
    }
  }

  /**
   * What came of a file.
   *
   * @param name the stem of the new name; null: the file keeps its name
   * @param unknown the word for a field that is not known, for which there is no other text; the
   *     rest counts only if it is null
   */
  record Place(List<String> folders, @Nullable String name, @Nullable String unknown) {}

  private final List<List<Piece>> folders;
  private final @Nullable List<Piece> name;

  private Template(List<List<Piece>> folders, @Nullable List<Piece> name) {
    this.folders = folders;
    this.name = name;
  }

  /**
   * Reads a template: what is behind the last slash is a name.
   *
   * @throws WrongUsage if it is none
   */
  public static Template of(String text) {
    List<List<Piece>> parts = new ArrayList<>();
    List<Piece> part = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new WrongUsage("{ is left open in " + text + "; close it with }");
        }
        addText(literal, part);
        part.add(piece(text.substring(i + 1, end)));
        i = end;
      } else if (c == '/') {
        addText(literal, part);
        add(part, parts);
        part = new ArrayList<>();
      } else if (c == '}') {
        throw new WrongUsage("} closes nothing in " + text);
      } else {
        literal.append(c);
      }
    }
    addText(literal, part);
    if (parts.isEmpty() && part.isEmpty()) {
      throw new WrongUsage(
          (text.isEmpty() ? "it is empty" : text + " names no folder") + "; such as '{base}/'");
    }
    if (!part.isEmpty()) {
      check(part);
    }
    return new Template(parts, part.isEmpty() ? null : part);
  }

  private static void addText(StringBuilder literal, List<Piece> to) {
    if (!literal.isEmpty()) {
      to.add(new Piece(null, "", literal.toString()));
      literal.setLength(0);
    }
  }

  private static void add(List<Piece> part, List<List<Piece>> to) {
    if (!part.isEmpty()) {
      check(part);
      to.add(part);
    }
  }

  private static void check(List<Piece> part) {
    Piece first = part.getFirst();
    if (part.size() == 1
        && first.field() == null
        && (".".equals(first.fallback()) || "..".equals(first.fallback()))) {
      throw new WrongUsage("no folder is called " + first.fallback());
    }
  }

  private static Piece piece(String text) {
    int bar = text.indexOf('|');
    String word = bar < 0 ? text : text.substring(0, bar);
    String fallback = bar < 0 ? null : text.substring(bar + 1);
    if (word.equals(FILE)) {
      return new Piece(null, FILE, null);
    }
    try {
      return new Piece(FileFields.TABLE.fields(List.of(word)).getFirst(), word, fallback);
    } catch (Term.Invalid e) {
      throw new WrongUsage("" + e.getMessage());
    }
  }

  /** The fields that it needs. */
  List<Field> fields() {
    List<List<Piece>> all = new ArrayList<>(folders);
    if (name != null) {
      all.add(name);
    }
    return all.stream()
        .flatMap(List::stream)
        .map(Piece::field)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Where a file goes. */
  Place of(FieldRow row) {
    String stem = ModelFileName.stemOfFile(row.known(FileFields.FILE_PATH));
    List<String> parts = new ArrayList<>();
    for (List<Piece> folder : folders) {
      StringBuilder text = new StringBuilder();
      String unknown = append(folder, row, stem, text);
      if (unknown != null) {
        return new Place(List.of(), null, unknown);
      }
      parts.add(SafeName.of(text.toString()));
    }
    if (name == null) {
      return new Place(parts, null, null);
    }
    StringBuilder text = new StringBuilder();
    String unknown = append(name, row, stem, text);
    boolean isOwnName = name.size() == 1 && name.getFirst().isStem();
    return new Place(parts, isOwnName ? null : SafeName.of(text.toString()), unknown);
  }

  /** Appends the values; returns the word for one that is not known, or null. */
  private static @Nullable String append(
      List<Piece> pieces, FieldRow row, String stem, StringBuilder to) {
    for (Piece piece : pieces) {
      String value = piece.isStem() ? stem : piece.fallback();
      if (piece.field() != null) {
        String known = value(piece.field(), row);
        value = known == null ? piece.fallback() : known;
      }
      if (value == null) {
        return piece.word();
      }
      to.append(value);
    }
    return null;
  }

  private static @Nullable String value(Field field, FieldRow row) {
    Object value = row.get(field);
    if (value instanceof List<?> list) {
      value = list.isEmpty() ? null : list.getFirst();
    }
    String text = ValueText.text(value, "");
    if (field.kind() == Field.Kind.DAY && text.length() > DAY_LENGTH) {
      text = text.substring(0, DAY_LENGTH);
    }
    return text.isBlank() ? null : text;
  }
}
