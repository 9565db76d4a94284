package dev.tensors.tsr.output;

import dev.tensors.tsr.output.terminal.CellStyle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row with a field of every kind, all of them nullable. */
record Model(
    Long id,
    String name,
    Path path,
    Long size,
    Instant added,
    Double score,
    Boolean missing,
    List<String> tags,
    Map<String, ?> about) {

  static final List<Column<Model>> COLUMNS =
      List.of(
          Column.of("id", "ID", ValueKind.NUMBER, Model::id),
          Column.of("name", "NAME", ValueKind.TEXT, Model::name),
          Column.of("path", "PATH", ValueKind.PATH, Model::path),
          Column.of("size_bytes", "SIZE", ValueKind.BYTES, Model::size),
          Column.of("added_at", "ADDED", ValueKind.TIME, Model::added),
          Column.hidden("score", ValueKind.NUMBER, Model::score),
          Column.of("missing", "MISSING", ValueKind.TEXT, Model::missing)
              .styled(
                  model -> Boolean.TRUE.equals(model.missing()) ? CellStyle.BAD : CellStyle.PLAIN),
          Column.of("tags", "TAGS", ValueKind.LIST, Model::tags),
          Column.hidden("about", ValueKind.TEXT, Model::about));

  static final Model NOTHING = new Model(null, null, null, null, null, null, null, null, null);

  static final Model DETAILED =
      new Model(
          7L,
          "Detail \"XL\", v2",
          Path.of("loras/detail.safetensors"),
          228_460_000L,
          Instant.parse("2026-02-03T04:05:06.789Z"),
          0.5,
          true,
          Arrays.asList("style", null, "anime"),
          details());

  private static Map<String, ?> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("rank", 32);
    details.put("by", List.of(Map.of("user", "ann")));
    details.put("none", null);
    return details;
  }
}
