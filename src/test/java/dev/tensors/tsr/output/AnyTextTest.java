package dev.tensors.tsr.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Names come from strangers: whatever they are, the formats stay what they are. */
class AnyTextTest {

  private static final String SEED = "20260203";

  /** Unicode's controls, line ends and lone surrogates, and its turns of direction. */
  private static final Pattern ACTING =
      Pattern.compile(
          "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}[\\p{Cf}&&[^\\u200c\\u200d]]\\u3164\\ufff0-\\ufffb]");

  private record Row(String name, String path, Integer number) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("name", "NAME", ValueKind.TEXT, Row::name),
          Column.of("number", "NUMBER", ValueKind.NUMBER, Row::number),
          Column.of("path", "PATH", ValueKind.PATH, Row::path));

  /** Any chars at all, the troublesome ones often: halves of surrogate pairs among them. */
  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Character> chars =
        Arbitraries.oneOf(
            Arbitraries.chars().all(),
            Arbitraries.chars().range(' ', '~'),
            Arbitraries.chars().range('\0', '\u00a0'),
            Arbitraries.chars().range('\u2000', '\u2070'),
            Arbitraries.chars().range('\u3040', '\u30ff'),
            Arbitraries.chars().range('\ud800', '\udfff'),
            Arbitraries.of('"', '\\', '\t', '\n', '\r', ',', '\033', '\u0301', '\ufeff'));
    Arbitrary<String> texts = chars.list().ofMaxSize(40).map(AnyTextTest::joined);
    Arbitrary<Row> rows = Combinators.combine(texts, texts, Arbitraries.integers()).as(Row::new);
    return rows.list().ofMinSize(1).ofMaxSize(8);
  }

  private static String joined(List<Character> chars) {
    StringBuilder text = new StringBuilder();
    chars.forEach(text::append);
    return text.toString();
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void jsonGivesTheSameTextBack(@ForAll("rows") List<Row> rows) {
    String json = Written.rows(Format.JSON, COLUMNS, rows);
    assertThat(json.lines()).noneMatch(line -> ACTING.matcher(line).find());
    assertThat(parsed(json)).isEqualTo(rows);
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void tsvHasAFieldForEachValueAndALineForEachRow(@ForAll("rows") List<Row> rows) {
    String tsv = Written.rows(Format.TSV, COLUMNS, rows);
    String[] lines = tsv.split("\n", -1);
    assertThat(lines).hasSize(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      String[] fields = lines[i].split("\t", -1);
      assertThat(fields).hasSize(3);
      assertThat(fields[0] + fields[2]).doesNotContainPattern(ACTING);
      assertThat(fields[1]).isEqualTo(rows.get(i).number().toString());
    }
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void aTableFitsAndKeepsItsLines(
      @ForAll("rows") List<Row> rows, @ForAll @IntRange(min = 1, max = 130) int width) {
    String table = Written.rows(Format.TABLE, width, false, COLUMNS, rows);
    String[] lines = table.split("\n", -1);
    assertThat(lines).hasSize(rows.size() + 2);
    for (String line : lines) {
      assertThat(TerminalText.width(line)).isLessThanOrEqualTo(width);
      assertThat(line).doesNotContainPattern(ACTING).doesNotEndWith(" ");
    }
  }

  private static List<Row> parsed(String json) {
    List<Row> rows = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        assertThat(parser.nextName()).isEqualTo("name");
        String name = parser.nextStringValue();
        assertThat(parser.nextName()).isEqualTo("number");
        int number = parser.nextIntValue(0);
        assertThat(parser.nextName()).isEqualTo("path");
        rows.add(new Row(name, parser.nextStringValue(), number));
        assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
      }
      assertThat(parser.nextToken()).isNull();
    }
    return rows;
  }
}
