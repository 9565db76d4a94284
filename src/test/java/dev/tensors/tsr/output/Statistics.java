package dev.tensors.tsr.output;

import dev.tensors.tsr.output.formats.Format;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row for {@link Format#object}: with maps, one of them in another. */
record Statistics(Path database, Map<String, ?> files, Map<String, ?> bytes, String note) {

  static final List<Column<Statistics>> COLUMNS =
      List.of(
          Column.of("database", "DATABASE", ValueKind.PATH, Statistics::database),
          Column.of("files", "FILES", ValueKind.NUMBER, Statistics::files),
          Column.of("bytes", "BYTES", ValueKind.BYTES, Statistics::bytes),
          Column.hidden("note", ValueKind.TEXT, Statistics::note));

  static final Statistics FEW =
      new Statistics(
          Path.of("home/ann/tsr.db"), counts(), Map.of("total_size", 7_000_000_000L), null);

  private static Map<String, ?> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("local_files", 57);
    counts.put("by", Map.of("linked", 9));
    counts.put("bases", List.of("SDXL", "Flux"));
    return counts;
  }
}
