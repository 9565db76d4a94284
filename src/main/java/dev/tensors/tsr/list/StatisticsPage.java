package dev.tensors.tsr.list;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.list.KindCounts.KindCount;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.WrappedText;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statistics for a person: a sentence, then the types and the base models with a bar for their part
 * of the space. All bars have one scale, on which the largest fills the line.
 */
final class StatisticsPage {

  /** A kind, or the heading of those after it. */
  private record Line(
      String name, @Nullable Long files, @Nullable Long bytes, String bar, CellStyle style) {}

  /** From an eighth of a character to seven. */
  private static final String PARTS = "▏▎▍▌▋▊▉";

  private static final int EIGHTHS = 8;

  /** Where there is no terminal. */
  private static final int DEFAULT_WIDTH = 80;

  /** Shorter bars tell nothing. */
  private static final int SHORTEST_BAR = 8;

  private static final int GAP = 2;

  private final CommandContext context;
  private final Statistics statistics;

  StatisticsPage(CommandContext context, Statistics statistics) {
    this.context = context;
    this.statistics = statistics;
  }

  void print() {
    boolean isAny = !statistics.byType().isEmpty();
    try (Rows<List<String>> sentence = context.blocks(lines -> lines, false)) {
      List<String> lines = new WrappedText(width(), Integer.MAX_VALUE, "", false).lines(sentence());
      if (isAny) {
        lines.add("");
      }
      sentence.add(lines);
    }
    if (isAny) {
      printKinds();
    }
    if (context.options().verbosity > 0) {
      printInternals();
    }
  }

  private void printKinds() {
    try (Rows<Line> rows = context.rows(columns())) {
      int room = room();
      long largest = Math.max(1, kinds().stream().mapToLong(KindCount::bytes).max().orElse(0));
      statistics.byType().forEach(kind -> rows.add(line(kind, largest, room)));
      rows.gap();
      rows.add(new Line("BASE", null, null, "", CellStyle.HEADING));
      statistics.byBaseModel().forEach(kind -> rows.add(line(kind, largest, room)));
    }
  }

  /** What is none is left out. */
  private String sentence() {
    StringBuilder sentence = new StringBuilder();
    sentence.append(Counts.of(number("local_files"), "file", "files")).append(", ");
    sentence.append(ByteCount.human(statistics.libraryBytes()));
    sentence.append(", ").append(Counts.grouped(number("linked"))).append(" linked");
    if (number("duplicates") > 0) {
      sentence.append(", ").append(Counts.of(number("duplicates"), "duplicate", "duplicates"));
    }
    for (String state : List.of("failed", "missing")) {
      if (number(state) > 0) {
        sentence.append(", ").append(Counts.grouped(number(state))).append(' ').append(state);
      }
    }
    return sentence.toString();
  }

  /** 0 if it is not known. */
  private long number(String name) {
    Long number = statistics.counts().get(name);
    return number == null ? 0 : number;
  }

  private List<Column<Line>> columns() {
    return List.of(
        Column.<Line>of("name", "TYPE", ValueKind.TEXT, Line::name)
            .styled(Line::style)
            .asEssential(),
        Column.<Line>of("files", "FILES", ValueKind.NUMBER, Line::files).asEssential(),
        Column.<Line>of("bytes", "SIZE", ValueKind.BYTES, Line::bytes).asEssential(),
        Column.of("bar", " ", ValueKind.TEXT, Line::bar));
  }

  private static Line line(KindCount kind, long largest, int room) {
    double length = (double) kind.bytes() / largest * room;
    return new Line(name(kind), kind.files(), kind.bytes(), bar(length), CellStyle.PLAIN);
  }

  static String name(KindCount kind) {
    return kind.name() == null ? "unknown" : kind.name();
  }

  private List<KindCount> kinds() {
    List<KindCount> kinds = new ArrayList<>(statistics.byType());
    kinds.addAll(statistics.byBaseModel());
    return kinds;
  }

  /** The columns that are left for bars; 0: too few. */
  private int room() {
    int name = 0;
    int files = "FILES".length();
    int size = "SIZE".length();
    for (KindCount kind : kinds()) {
      name = Math.max(name, TerminalText.width(TerminalText.visible(name(kind))));
      files = Math.max(files, Counts.grouped(kind.files()).length());
      size = Math.max(size, ByteCount.human(kind.bytes()).length());
    }
    int room = width() - name - files - size - 3 * GAP;
    return room < SHORTEST_BAR ? 0 : room;
  }

  private int width() {
    return context.terminal().width() == 0 ? DEFAULT_WIDTH : context.terminal().width();
  }

  /** What takes any space has at least an eighth of a character. */
  private static String bar(double length) {
    int eighths = (int) Math.ceil(length * EIGHTHS);
    int part = eighths % EIGHTHS;
    return "█".repeat(eighths / EIGHTHS) + (part == 0 ? "" : PARTS.charAt(part - 1));
  }

  /** What is not about files is null where only some files are counted, and is left out. */
  private void printInternals() {
    Map<String, Object> known = new LinkedHashMap<>();
    put("db path", statistics.database(), known);
    put("schema version", statistics.schemaVersion(), known);
    Long bytes = statistics.databaseBytes();
    put("db size", bytes == null ? null : ByteCount.human(bytes), known);
    statistics.counts().forEach((name, count) -> put(name, count, known));
    try (Rows<List<String>> gap = context.blocks(lines -> lines, false)) {
      gap.add(List.of());
    }
    try (Rows<Map<String, Object>> internals =
        context.object(
            List.of(Column.of("internals", "internals", ValueKind.TEXT, Function.identity())))) {
      internals.add(known);
    }
  }

  private static void put(String name, @Nullable Object value, Map<String, Object> known) {
    if (value != null) {
      known.put(name, value);
    }
  }
}
