package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.output.terminal.ShownPaths;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value in a table: one line of text without control characters.
 *
 * @param kind decides which part of a long text is cut off
 * @param style the ANSI sequence before the text in a coloured table, or empty
 * @param link the address that the text leads to; null: none
 */
record Cell(String text, ValueKind kind, String style, @Nullable String link) {

  private static final int HASH_DIGITS = 10;

  /** A longer extension, such as .safetensors, is cut before the rest of the name. */
  private static final int LONGEST_EXTENSION = 5;

  /** In a narrower column only the start of a name is kept. */
  private static final int MIN_WIDTH_WITH_END = 16;

  /** How many characters of a time are its day. */
  private static final int DAY = 10;

  Cell(String text, ValueKind kind, String style) {
    this(text, kind, style, null);
  }

  /** Makes the cell of {@code row} in {@code column}. */
  static <T> Cell of(Column<T> column, T row, OutputTarget target) {
    String text = text(column.kind(), column.value().apply(row), target.paths());
    // Trailing spaces would end up in lines that a user copies.
    return new Cell(
        TerminalText.visible(text).stripTrailing(),
        column.kind(),
        column.style().apply(row).ansi(),
        target.links() ? column.link().apply(row) : null);
  }

  private static String text(ValueKind kind, @Nullable Object value, ShownPaths paths) {
    if (value instanceof Number number && !(value instanceof Double)) {
      return switch (kind) {
        case BYTES -> ByteCount.human(number.longValue());
        case NUMBER -> Counts.grouped(number.longValue());
        default -> value.toString();
      };
    }
    if (kind == ValueKind.PATH && value instanceof Collection<?> several) {
      return several.stream()
          .map(path -> paths.of(ValueText.text(path, ", ")))
          .collect(Collectors.joining(", "));
    }
    String text = ValueText.text(value, kind == ValueKind.MARKS ? "" : ", ");
    return switch (kind) {
      case PATH -> paths.of(text);
      case HASH -> text.substring(0, Math.min(HASH_DIGITS, text.length()));
      case TIME -> isTime(text) ? text.substring(0, DAY) : text;
      default -> text;
    };
  }

  private static boolean isTime(String text) {
    return text.length() > DAY && text.charAt(DAY) == 'T';
  }

  int width() {
    return TerminalText.width(text);
  }

  /** The width of the text, or of …/NAME if the text is a path with folders. */
  int nameWidth() {
    if (kind != ValueKind.PATH) {
      return width();
    }
    return Math.min(width(), TerminalText.width(fileName(text)) + 2);
  }

  /** A copy shortened to {@code width} terminal columns. */
  Cell cut(int width) {
    String part = kind == ValueKind.PATH ? cutPath(text, width) : TerminalText.cut(text, width);
    return new Cell(part, kind, style, link);
  }

  Cell indented(int spaces) {
    return new Cell(" ".repeat(spaces) + text, kind, style, link);
  }

  /** The file's name: the text after the last separator. */
  private static String fileName(String path) {
    return PathNames.HERE.name(path);
  }

  /** Shortens a path: first its folders are cut, then the middle of the file's name. */
  private static String cutPath(String path, int width) {
    if (TerminalText.width(path) <= width) {
      return path;
    }
    String name = fileName(path);
    int left = width - TerminalText.width(name);
    if (left >= 2) {
      return TerminalText.cutStart(path, width); // room for the ellipsis and a separator
    }
    return left >= 0 ? name : cutName(name, width);
  }

  private static String cutName(String name, int width) {
    int dot = name.lastIndexOf('.');
    boolean longExtension = dot > 0 && name.length() - dot > LONGEST_EXTENSION;
    String stem = longExtension ? name.substring(0, dot) : name;
    if (width < MIN_WIDTH_WITH_END || (longExtension && TerminalText.width(stem) < width)) {
      return TerminalText.cut(name, width);
    }
    String after = longExtension ? "…" : "";
    int room = width - 1 - after.length();
    String end = TerminalText.end(stem, room / 3);
    return TerminalText.start(stem, room - TerminalText.width(end)) + "…" + end + after;
  }
}
