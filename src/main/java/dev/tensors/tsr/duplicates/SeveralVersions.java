package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows the files of one model, and for one base model, that are here in several versions. */
final class SeveralVersions {

  /** The files of a model for a base model, the newest version first. */
  private record Group(List<FieldRow> files) {

    FieldRow newest() {
      return files.getFirst();
    }

    boolean isOlder(FieldRow file) {
      return !Objects.equals(file.number(VERSION), newest().number(VERSION));
    }

    long olderBytes() {
      return files.stream().filter(this::isOlder).mapToLong(SeveralVersions::size).sum();
    }

    List<Map<String, @Nullable Object>> fields() {
      return files.stream()
          .map(
              file -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                OF_FILES.forEach(field -> fields.put(field.key(), file.get(field)));
                return fields;
              })
          .toList();
    }
  }

  /** A file of a group. */
  private record Row(Group group, FieldRow file) {

    boolean isOlder() {
      return group.isOlder(file);
    }
  }

  private static final Field VERSION = Field.number("version_id", "f.civitai_version_id");

  private static final List<Field> OF_FILES =
      List.of(
          FileFields.FILE_PATH,
          VERSION,
          FileFields.VERSION_NAME,
          FileFields.PUBLISHED_AT,
          FileFields.SIZE,
          FileFields.IMAGES_MADE,
          FileFields.RATING);

  /** The place of the version in the creator's order, from the newest. */
  private static final Field PLACE = Field.number("version_index", "v.version_index");

  private static final Field OWN_BASE = Field.text("version_base", "v.base_model");

  private static final List<Column<Row>> FILES =
      List.of(
          Column.of(
              "file_path", "FILE", ValueKind.PATH, row -> row.file().get(FileFields.FILE_PATH)),
          Column.<Row>of(
                  "status", "STATUS", ValueKind.TEXT, row -> row.isOlder() ? "older" : "newest")
              .styled(row -> row.isOlder() ? CellStyle.NOTEWORTHY : CellStyle.PLAIN)
              .asEssential(),
          Column.of("size_bytes", "SIZE", ValueKind.BYTES, row -> row.file().get(FileFields.SIZE)),
          Column.of(
              "version_name",
              "VERSION",
              ValueKind.TEXT,
              row -> row.file().get(FileFields.VERSION_NAME)),
          Column.of("uses", "USES", ValueKind.NUMBER, row -> row.file().get(FileFields.USES)),
          Column.of("rating", "RATING", ValueKind.NUMBER, row -> row.file().get(FileFields.RATING)),
          Column.of(
              "model_name", "MODEL", ValueKind.TEXT, row -> row.file().get(FileFields.MODEL_NAME)),
          Column.of("base_model", "BASE", ValueKind.TEXT, row -> row.file().get(OWN_BASE)));

  private static final List<Column<Group>> GROUPS =
      List.of(
          Column.hidden(
              "model_id", ValueKind.NUMBER, group -> group.newest().get(FileFields.MODEL_ID)),
          Column.hidden(
              "model_name", ValueKind.TEXT, group -> group.newest().get(FileFields.MODEL_NAME)),
          Column.hidden("base_model", ValueKind.TEXT, group -> group.newest().get(OWN_BASE)),
          Column.hidden("files", ValueKind.LIST, Group::fields));

  /** A version that CivitAI no longer lists has no place, and comes after the others. */
  private static final Comparator<FieldRow> NEWEST_FIRST =
      Comparator.comparing(
              (FieldRow file) -> file.number(PLACE),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(
              file -> file.text(FileFields.PUBLISHED_AT),
              Comparator.nullsLast(Comparator.reverseOrder()));

  private static final String OTHER_VERSION =
      """
      EXISTS (
        SELECT 1 FROM model_versions ov
        JOIN local_files o ON o.civitai_version_id = ov.civitai_id AND o.missing_since IS NULL
        WHERE ov.model_id = v.model_id AND ov.base_model IS v.base_model AND ov.id <> v.id)""";

  private SeveralVersions() {}

  /**
   * Prints the groups, those first whose older versions take the most space.
   *
   * @param selected a group is shown if one of its files is selected
   * @param asked shown by a table, too
   * @param exitCode whether a group is exit code 1
   */
  static ExitCode print(
      CommandContext context,
      Database database,
      SelectedFiles selected,
      AskedFields asked,
      boolean exitCode) {
    List<Group> groups = groups(database);
    groups.removeIf(
        group ->
            group.files().stream()
                .noneMatch(file -> selected.has(file.knownNumber(FileFields.ID))));
    groups.sort(Comparator.comparingLong(Group::olderBytes).reversed());
    try (Rows<Group> rows =
        context.format().isTabular()
            ? Rows.ofParts(
                context.rows(asked.beside(FILES)),
                group -> group.files().stream().map(file -> new Row(group, file)).toList())
            : context.rows(GROUPS)) {
      rows.addAll(groups);
    }
    if (!groups.isEmpty() || selected.areAll()) {
      context.messages().notice(sums(groups));
    } else if (!selected.areNone()) { // which --where has told
      context
          .messages()
          .notice(
              "No file that matches is of a model that is here in several versions; without --where"
                  + " tsr db duplicates --versions shows all such models.");
    }
    return exitCode && !groups.isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
  }

  private static String sums(List<Group> groups) {
    if (groups.isEmpty()) {
      return "No model is here in several versions for one base model; tsr db link finds the"
          + " versions of files.";
    }
    long older =
        groups.stream()
            .mapToLong(group -> group.files().stream().filter(group::isOlder).count())
            .sum();
    return "%s of %s, %s; tsr db list is:superseded lists them"
        .formatted(
            Counts.of(older, "older file", "older files"),
            Counts.of(groups.size(), "model", "models"),
            ByteCount.human(groups.stream().mapToLong(Group::olderBytes).sum()));
  }

  private static List<Group> groups(Database database) {
    List<Field> fields = new ArrayList<>(OF_FILES);
    fields.addAll(
        List.of(
            FileFields.ID,
            FileFields.MODEL_ID,
            FileFields.MODEL_NAME,
            FileFields.USES,
            OWN_BASE,
            PLACE));
    Map<List<@Nullable Object>, List<FieldRow>> files = new LinkedHashMap<>();
    new FieldQuery(FileFields.TABLE, fields)
        .where(new Conditions().and(OTHER_VERSION))
        .where(List.of(Term.ofNoState("missing"), Term.ofNoState("unreachable")))
        .each(
            database,
            rows ->
                rows.forEach(
                    row ->
                        files
                            .computeIfAbsent(
                                Arrays.asList(row.get(FileFields.MODEL_ID), row.get(OWN_BASE)),
                                model -> new ArrayList<>())
                            .add(row)));
    List<Group> groups = new ArrayList<>();
    for (List<FieldRow> ofModel : files.values()) {
      ofModel.sort(NEWEST_FIRST);
      Group group = new Group(ofModel);
      if (ofModel.stream().anyMatch(group::isOlder)) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static long size(FieldRow file) {
    Long size = file.number(FileFields.SIZE);
    return size == null ? 0 : size;
  }
}
