package dev.tensors.tsr.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.output.terminal.ShownPaths;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFormatTest {

  /** A file as it is listed: two columns that can be narrower, one that cannot. */
  private record File(String name, Path path, long size) {}

  private static final List<Column<File>> COLUMNS =
      List.of(
          Column.of("name", "NAME", ValueKind.TEXT, File::name),
          Column.of("size_bytes", "SIZE", ValueKind.BYTES, File::size),
          Column.of("path", "PATH", ValueKind.PATH, File::path));

  private static final List<File> FILES =
      List.of(
          new File("Detail tweaker", Path.of("loras/detail.safetensors"), 228_460_000),
          new File("日本語", Path.of("a.safetensors"), 512));

  private static String table(int width) {
    return Written.rows(Format.TABLE, width, false, COLUMNS, FILES);
  }

  @Test
  void everyKindHasItsPlace() {
    assertThat(Written.rows(Format.TABLE, Model.COLUMNS, List.of(Model.DETAILED, Model.NOTHING)))
        .isEqualTo(
            """
            ID  NAME             PATH                         SIZE  ADDED       MISSING  TAGS
             7  Detail "XL", v2  loras/detail.safetensors  218 MiB  2026-02-03  true     style, , anime

            """);
  }

  @Test
  void noRowsAreNothing() {
    assertThat(Written.rows(Format.TABLE, 80, true, COLUMNS, List.of())).isEmpty();
  }

  @Test
  void aWideCharacterCountsAsTwoColumns() {
    assertThat(table(0))
        .isEqualTo(
            """
            NAME               SIZE  PATH
            Detail tweaker  218 MiB  loras/detail.safetensors
            日本語            512 B  a.safetensors
            """);
    assertThat(table(49)).isEqualTo(table(0));
  }

  @Test
  void namesAreCutBeforeTheFirstColumnIs() {
    assertThat(table(45))
        .isEqualTo(
            """
            NAME               SIZE  PATH
            Detail tweaker  218 MiB  …/detail.safetensors
            日本語            512 B  a.safetensors
            """);
    assertThat(table(40))
        .isEqualTo(
            """
            NAME               SIZE  PATH
            Detail tweaker  218 MiB  detail.safeten…
            日本語            512 B  a.safetensors
            """);
  }

  @Test
  void whatDoesNotFitIsLeftOutFromTheRight() {
    assertThat(table(34))
        .isEqualTo(
            """
            NAME               SIZE
            Detail tweaker  218 MiB
            日本語            512 B
            """);
    assertThat(table(21))
        .isEqualTo(
            """
            NAME             SIZE
            Detail twea…  218 MiB
            日本語          512 B
            """);
    assertThat(table(20))
        .isEqualTo(
            """
            NAME
            Detail tweaker
            日本語
            """);
    assertThat(table(4)).isEqualTo("NAME\nDet…\n日…\n");
    assertThat(table(1)).isEqualTo("…\n…\n…\n");
  }

  @Test
  void anEssentialColumnIsLeftOutLast() {
    List<Column<File>> columns =
        List.of(
            Column.of("path", "FILE", ValueKind.PATH, File::path),
            Column.of("size_bytes", "SIZE", ValueKind.BYTES, File::size),
            Column.<File>of("status", "STATUS", ValueKind.TEXT, file -> "new").asEssential());
    assertThat(Written.rows(Format.TABLE, 29, false, columns, FILES))
        .isEqualTo(
            """
            FILE             SIZE  STATUS
            detail.safe…  218 MiB  new
            a.safetenso…    512 B  new
            """);
    assertThat(Written.rows(Format.TABLE, 28, false, columns, FILES))
        .isEqualTo(
            """
            FILE                  STATUS
            …/detail.safetensors  new
            a.safetensors         new
            """);
    assertThat(Written.rows(Format.TABLE, 12, false, columns, FILES))
        .isEqualTo("FILE\ndetail.safe…\na.safetenso…\n");
  }

  @Test
  void cutFoldersLeaveAnEllipsisBeforeOtherColumnsAreWidened() {
    List<Column<File>> columns =
        List.of(
            Column.of("path", "FILE", ValueKind.PATH, File::path),
            Column.of("text", "TEXT", ValueKind.TEXT, file -> "a text of several words"));
    assertThat(Written.rows(Format.TABLE, 38, false, columns, FILES))
        .isEqualTo(
            """
            FILE                  TEXT
            …/detail.safetensors  a text of sever…
            a.safetensors         a text of sever…
            """);
  }

  @Test
  void ofAPathTheFilesNameIsKept() {
    String path = "/home/ann/models/loras/ponyDiffusionV6XL_v6StartWithThisOne_fp16.safetensors";
    List<Column<String>> columns = Written.column(ValueKind.PATH);
    assertThat(List.of(60, 55, 54, 53, 42, 41, 30, 16, 15))
        .extracting(width -> Written.rows(Format.TABLE, width, false, columns, List.of(path)))
        .extracting(table -> table.lines().toList().getLast())
        .containsExactly(
            "…loras/ponyDiffusionV6XL_v6StartWithThisOne_fp16.safetensors",
            "…/ponyDiffusionV6XL_v6StartWithThisOne_fp16.safetensors",
            "ponyDiffusionV6XL_v6StartWithThisOne_fp16.safetensors",
            "ponyDiffusionV6XL_v6StartWithThisOne_fp16.safetensors",
            "ponyDiffusionV6XL_v6StartWithThisOne_fp16…",
            "ponyDiffusionV6XL_v6StartW…hThisOne_fp16…",
            "ponyDiffusionV6XL_v…sOne_fp16…",
            "ponyDiffus…fp16…",
            "ponyDiffusionV…");
  }

  @Test
  void aCutThroughAWideCharacterLeavesTheColumnsInLine() {
    List<File> files = List.of(new File("日本語日本語", Path.of("a"), 1));
    assertThat(Written.rows(Format.TABLE, 15, false, COLUMNS, files)).isEqualTo("NAME\n日本語日本語\n");
    assertThat(Written.rows(Format.TABLE, 8, false, COLUMNS, files)).isEqualTo("NAME\n日本語…\n");
    List<Column<File>> sized =
        List.of(COLUMNS.get(0), Column.of("n", "N", ValueKind.NUMBER, file -> 1));
    List<File> named = List.of(new File("日本語日本語日本語", Path.of("a"), 1));
    assertThat(Written.rows(Format.TABLE, 17, false, sized, named))
        .isEqualTo("NAME            N\n日本語日本語…   1\n");
  }

  @Test
  void textIsOneHarmlessLine() {
    List<String> texts = List.of("a\nb\t\033[31mred", "evil\u202etxt.exe\u009b", "back\\slash  ");
    assertThat(Written.rows(Format.TABLE, Written.column(ValueKind.TEXT), texts))
        .isEqualTo(
            """
            VALUE
            a\\nb\\t\\x1b[31mred
            evil\\u202etxt.exe\\u009b
            back\\slash
            """);
  }

  @Test
  void colourIsAroundTheTextOnly() {
    List<Column<String>> columns =
        List.of(
            Column.<String>of("state", "STATE", ValueKind.TEXT, text -> text)
                .styled(text -> CellStyle.valueOf(text.isEmpty() ? "BAD" : text)),
            Column.of("length", "LENGTH", ValueKind.NUMBER, String::length));
    List<String> rows = List.of("GOOD", "NOTEWORTHY", "BAD", "FAINT", "PLAIN", "");
    assertThat(Written.rows(Format.TABLE, 80, true, columns, rows).replace('\033', '^'))
        .isEqualTo(
            """
            ^[1mSTATE^[0m       ^[1mLENGTH^[0m
            ^[32mGOOD^[0m             4
            ^[33mNOTEWORTHY^[0m      10
            ^[31mBAD^[0m              3
            ^[2mFAINT^[0m            5
            PLAIN            5
                             0
            """);
    assertThat(Written.rows(Format.TABLE, 80, false, columns, rows)).doesNotContain("\033");
  }

  @Test
  void aNameKeepsItsDigitsTogether() {
    List<Column<Long>> columns =
        List.of(
            Column.of("id", "ID", ValueKind.ID, id -> id),
            Column.of("count", "COUNT", ValueKind.NUMBER, id -> id),
            Column.of("weight", "WEIGHT", ValueKind.NUMBER, id -> 0.25));
    assertThat(Written.rows(Format.TABLE, columns, List.of(9_000_101L, 12L, -1_234L, -123L)))
        .isEqualTo(
            """
                 ID      COUNT  WEIGHT
            9000101  9,000,101    0.25
                 12         12    0.25
              -1234     -1,234    0.25
               -123       -123    0.25
            """);
  }

  @Test
  void essentialColumnsStayWhereNamesCanBeCutFurther() {
    List<Column<File>> columns =
        List.of(
            Column.of("path", "FILE", ValueKind.PATH, File::path),
            Column.of("size_bytes", "SIZE", ValueKind.BYTES, File::size),
            Column.<File>of("type", "TYPE", ValueKind.TEXT, file -> "Checkpoint").asEssential(),
            Column.<File>of("note", "NOTE", ValueKind.TEXT, file -> null).asAsked());
    List<File> files = List.of(new File("", Path.of("a-rather-long-name-of-a-file.sft"), 5));
    assertThat(Written.rows(Format.TABLE, 49, false, columns, files))
        .isEqualTo(
            """
            FILE                       SIZE  TYPE        NOTE
            a-rather-long-na…file.sft   5 B  Checkpoint
            """);
    assertThat(Written.rows(Format.TABLE, 32, false, columns, files))
        .isEqualTo(
            """
            FILE            TYPE        NOTE
            a-rather-long…  Checkpoint
            """);
    List<Column<File>> unasked = new ArrayList<>(columns.subList(0, 3));
    unasked.add(columns.get(3).asEssential());
    assertThat(Written.rows(Format.TABLE, 32, false, unasked, files))
        .isEqualTo(
            """
            FILE            SIZE  TYPE
            a-rather-long…   5 B  Checkpoint
            """);
  }

  @Test
  void marksHaveAColourEachAndNoHeading() {
    List<Column<List<Mark>>> columns =
        List.of(Column.marks(marks -> marks), Column.of("n", "N", ValueKind.NUMBER, List::size));
    List<List<Mark>> rows =
        List.of(List.of(Mark.values()), List.of(), List.of(Mark.NEWER, Mark.FAVOURITE));
    assertThat(Written.rows(Format.TABLE, 80, false, columns, rows))
        .isEqualTo(
            """
                   N
            ✗○↑★✓  5
                   0
            ↑★     2
            """);
    assertThat(Written.rows(Format.TABLE, 80, true, columns, rows).replace('\033', '^'))
        .isEqualTo(
            """
                   ^[1mN^[0m
            ^[31m✗^[0m^[36m○^[0m^[33m↑^[0m^[35m★^[0m^[32m✓^[0m  5
                   0
            ^[33m↑^[0m^[35m★^[0m     2
            """);
    assertThat(Written.rows(Format.TABLE, 80, false, columns, List.of(List.of())))
        .isEqualTo("N\n0\n");
  }

  private static String linked(int width, List<Column<File>> columns, List<File> files) {
    StringWriter out = new StringWriter();
    ShownPaths paths = new ShownPaths(List.of("/models"), null);
    try (Rows<File> rows =
        Format.TABLE.rows(new OutputTarget(out, width, true, true, paths), columns)) {
      files.forEach(rows::add);
    }
    return out.toString().replace('\033', '^');
  }

  @Test
  void aLinkIsAroundWhatIsShownAndTakesNoRoom() {
    List<Column<File>> columns =
        List.of(
            Column.of("path", "FILE", ValueKind.PATH, File::path),
            Column.<File>of("name", "MODEL", ValueKind.TEXT, File::name)
                .linked(file -> "https://a.example/\033]8;;"));
    List<File> files =
        List.of(
            new File("日本語日本語日本語", Path.of("/models/a/b.sft"), 1),
            new File("", Path.of("relative.sft"), 1));
    String name = "^]8;;https://a.example/%1B]8;;^\\";
    assertThat(linked(0, columns, files))
        .isEqualTo(
            "^[1mFILE^[0m          ^[1mMODEL^[0m\n"
                + "^]8;;file:///models/a/b.sft^\\a/b.sft^]8;;^\\       "
                + name
                + "日本語日本語日本語^]8;;^\\\nrelative.sft\n");
    assertThat(linked(26, columns, files))
        .isEqualTo(
            "^[1mFILE^[0m          ^[1mMODEL^[0m\n"
                + "^]8;;file:///models/a/b.sft^\\a/b.sft^]8;;^\\       "
                + name
                + "日本語日本…^]8;;^\\\nrelative.sft\n");
  }

  @Test
  void anEmptyLineStandsBetweenGroups() {
    StringWriter out = new StringWriter();
    try (Rows<List<String>> rows =
        Rows.ofGroups(
            Format.TABLE.rows(new OutputTarget(out, 0, false), Written.column(ValueKind.TEXT)),
            group -> group)) {
      rows.add(List.of("a", "b"));
      rows.add(List.of());
      for (int i = 0; i < 500; i++) {
        rows.add(List.of("c"));
      }
    }
    assertThat(out.toString())
        .startsWith("VALUE\na\nb\n\nc\n\nc\n")
        .endsWith("\nc\n\nc\n")
        .hasLineCount(1 + 2 + 1000);
  }

  @Test
  void aLongListIsWrittenOnceTheFirst500RowsAreKnown() {
    StringWriter out = new StringWriter();
    try (Rows<File> rows = Format.TABLE.rows(new OutputTarget(out, 30, false), COLUMNS)) {
      Collections.nCopies(499, new File("first", Path.of("f"), 1)).forEach(rows::add);
      assertThat(out.toString()).isEmpty();
      rows.add(new File("first", Path.of("f"), 1));
      assertThat(out.toString()).hasLineCount(501);
      Collections.nCopies(700, new File("a later", Path.of("longer/than/the/first"), 2000))
          .forEach(rows::add);
      assertThat(out.toString()).hasLineCount(1201);
    }
    assertThat(out.toString().lines().distinct())
        .containsExactly("NAME   SIZE  PATH", "first   1 B  f", "a la…  2.0 KiB  …han/the/first");
  }

  @Test
  void anObjectIsLabelsAndValues() {
    assertThat(Written.object(Format.TABLE, Statistics.COLUMNS, Statistics.FEW))
        .isEqualTo(
            """
            database     home/ann/tsr.db
            local files       57
            linked             9
            bases        SDXL, Flux
            total size   6.5 GiB
            """);
  }

  @Test
  void anObjectIsFittedAndColoured() {
    assertThat(
            Written.object(Format.TABLE, 24, true, Statistics.COLUMNS, Statistics.FEW)
                .replace('\033', '^'))
        .isEqualTo(
            """
            ^[2mdatabase^[0m     …ann/tsr.db
            ^[2mlocal files^[0m       57
            ^[2mlinked^[0m             9
            ^[2mbases^[0m        SDXL, Flux
            ^[2mtotal size^[0m   6.5 GiB
            """);
  }
}
