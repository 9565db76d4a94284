package dev.tensors.tsr.search;

import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class SearchTest {

  private static final String MODELS =
      """
      INSERT INTO creators (id, username) VALUES (1, 'ann'), (2, 'Bo'), (3, 'z');
      INSERT INTO models
        (id, civitai_id, name, type, nsfw, creator_id, download_count, thumbs_up_count)
      VALUES
        (1, 100, 'Harbour', 'LORA', 0, 1, 10, 1),
        (2, 200, 'Old harbour town', 'Checkpoint', 0, 2, 900, 2),
        (3, 300, 'Harbour at dawn', 'LORA', 1, NULL, 50, 3),
        (4, 400, '麦橘写实', 'Checkpoint', 0, 3, 7, 0),
        (5, 500, 'Unharboured', 'TextualInversion', 0, 1, 800, 0),
        (6, 600, 'Ночь', 'LORA', 0, 2, 5, 0),
        (7, 700, 'x', 'LORA', 0, NULL, 3, 0);
      INSERT INTO model_versions
        (id, civitai_id, model_id, name, base_model, version_index, download_url)
      VALUES
        (1, 102, 1, 'v2 pier', 'Pony', 0, 'https://c.example/102'),
        (2, 101, 1, 'v1', 'SDXL 1.0', 1, NULL),
        (3, 201, 2, 'v1', 'SDXL 1.0', 0, NULL),
        (4, 301, 3, 'v1', 'SD 1.5', 0, NULL),
        (5, 601, 6, 'тёмная', 'SD 1.5', 0, NULL);
      INSERT INTO tags (id, name) VALUES (1, 'boats'), (2, 'fog'), (3, 'boats at sea'), (4, '雨');
      INSERT INTO model_tags VALUES (1, 1), (1, 2), (2, 3), (4, 4);
      INSERT INTO trained_words (version_id, word, position) VALUES (2, 'lantern light, quay', 0);
      INSERT INTO version_files (civitai_id, version_id, name) VALUES (9, 3, 'townV1_pruned.safetensors');
      UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101;
      """;

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  @TempDir private static Path folder;
  private static Workplace template;
  private static Path file;

  private Program tsr;
  private Catalogue catalogue;

  @BeforeAll
  static void template() {
    template = Workplace.in(folder);
    file = template.library().model("a.safetensors", 1);
    template.scan().catalogue().execute(MODELS);
  }

  @BeforeEach
  void copy(@TempDir Path other) {
    Workplace workplace = template.copy(other);
    tsr = workplace.tsr().with("CIVITAI_API_URL", CIVITAI.url());
    catalogue = workplace.catalogue();
  }

  @Test
  void tellsWhatIsKnownOfAModel() {
    tsr.db("search pier --json")
        .prints(
            """
            [{"civitai_id":100,"name":"Harbour","type":"LORA","nsfw":false,"creator":"ann",\
            "base_model":"Pony","latest_version":"v2 pier","latest_version_id":102,\
            "download_url":"https://c.example/102","download_count":10,"thumbs_up_count":1,\
            "tags":["boats","fog"],"local_files":["%s"],\
            "page_url":"https://civitai.com/models/100"}]
            """
                .formatted(file));
    tsr.db("search name:x --json -n 1")
        .prints(
            """
            [{"civitai_id":700,"name":"x","type":"LORA","nsfw":false,"creator":null,\
            "base_model":null,"latest_version":null,"latest_version_id":null,\
            "download_url":null,"download_count":3,"thumbs_up_count":0,\
            "tags":[],"local_files":[],"page_url":"https://civitai.com/models/700"}]
            """);
    tsr.db("search pier").prints("100\tHarbour\tLORA\tann\tPony\tv2 pier\t10\t" + file + "\n");
    assertThat(tsr.db("search pier --format csv").out().lines().findFirst())
        .hasValue(
            "civitai_id,name,type,nsfw,creator,base_model,latest_version,latest_version_id,"
                + "download_url,download_count,thumbs_up_count,tags,local_files,page_url");
  }

  /** In the name: all of it, its start, the start of a word, a part of one; then anywhere. */
  @Test
  void putsTheBestMatchFirstAndThenWhatWasDownloadedMost() {
    catalogue.execute(
        """
        INSERT INTO tags (id, name) VALUES (10, 'a Harbour');
        INSERT INTO model_tags VALUES (7, 10), (6, 10);
        """);

    assertThat(found("HARBOUR")).containsExactly(100L, 300L, 200L, 500L, 600L, 700L);
    assertThat(found("harbour", "-n", "2")).containsExactly(100L, 300L);
    assertThat(found("harbour", "-n", "0")).containsExactly(100L, 300L, 200L, 500L, 600L, 700L);
    assertThat(found("h", "-n", "0")).containsExactly(300L, 100L, 200L, 500L, 400L, 600L, 700L);
    assertThat(found("harbour", "-n", "9999", "-t", "lora"))
        .containsExactly(100L, 300L, 600L, 700L);
    catalogue.execute("UPDATE models SET name = 'harbour harbour' WHERE id = 7");
    assertThat(found("harbour harbour", "-n", "1")).containsExactly(700L);
    assertThat(found()).containsExactly(200L, 500L, 300L, 100L, 400L, 600L, 700L);
  }

  @ParameterizedTest
  @CsvSource({
    "town harbour, 200", // in any order
    "'  old   town ', 200",
    "ann pier, 100", // each anywhere
    "ARBOU 雨, ",
    "quay, 100",
    "'light, q', 100",
    "boats at sea, 200",
    "townv1_PRUNED, 200",
    "麦橘写实, 400",
    "麦橘, 400",
    "写, 400",
    "实, 400",
    "雨, 400",
    "'麦 雨　写', 400", // an ideographic space
    "ночь, 600",
    "ТЁМН, 600",
    "ё, 600",
    "Z, 400",
  })
  void findsAllWordsOfAnyScriptInAnyCase(String query, Long model) {
    assertThat(found(query)).isEqualTo(model == null ? List.of() : List.of(model));
  }

  /** The index has neither; models that are called so come first. */
  @ParameterizedTest
  @CsvSource({
    "lora, 300 100 600 700",
    "ＬＯＲÀ, 300 100 600 700",
    "ora, 300 100 600 700",
    "sdxl, 200 100", // an older version, too
    "sdx, 200 100",
    "'sdxl 1.0', 200 100",
    "sd15, 300 600",
    "SD1.5, 300 600",
    "1.5, 300 600",
    "sd15large, ",
    "harbour lora, 300 100",
    "boats sdxl, 200 100",
    "lora sdxl, 100",
    "pony sdxl lora quay, 100",
    "sdxl dawn, ",
    "-n 1 sdxl, 200",
    "sdxl -t lora, 100",
    "sdxl --have, 100",
    "sdxl creator:ann, 100",
    "not:lora, 200 500 400",
    "not:sdxl, 500 300 400 600 700",
    "not:'boats lora', 200 500 300 400 600 700",
    "not:lora not:sdxl, 500 400",
    "text:lora, 300 100 600 700",
    "'text:lora,fog', 300 100 600 700",
    "'text:pony,town', 200 100",
    "text:=lora, 300 100 600 700",
    "text:=lor, ",
    "text:=sdxl, ",
    "-n 9 'text:=sdxl 1.0', 200 100",
    "-n 9 'not:text:=sdxl 1.0', 500 300 400 600 700",
  })
  void findsWordsOfTypesAndBaseModels(String terms, String models) {
    assertFinds(terms, models);
  }

  /**
   * Asserts which models are found, in this order.
   *
   * @param models their ids; null: none
   */
  private void assertFinds(String line, String models) {
    assertThat(found(words(line)))
        .isEqualTo(
            models == null ? List.of() : Stream.of(models.split(" ")).map(Long::valueOf).toList());
  }

  @Test
  void putsNamesBeforeTypesAndBaseModels() {
    catalogue.execute(
        """
        UPDATE models SET name = 'Style of lore' WHERE id = 1;
        INSERT INTO models (id, civitai_id, name, type, download_count) VALUES
          (11, 11, 'Lora', 'VAE', 1),
          (12, 12, 'Lora style', 'VAE', 2),
          (13, 13, 'A lora', 'LORA', 3),
          (14, 14, 'Style lora', 'LORA', 0);
        """);

    assertThat(found("lora")).containsExactly(11L, 12L, 13L, 14L, 300L, 100L, 600L, 700L);
    assertThat(found("style lora")).containsExactly(14L, 12L, 100L);
    assertThat(found("style lora", "-n", "2")).containsExactly(14L, 12L);
    tsr.db("search style lora -n 2").says("2 of 3; -n 0 for all\n");
    tsr.db("search lora -n 5").says("5 of 8; -n 0 for all\n");
  }

  /** Kinds are folded here, whoever wrote them; other texts beside the index. */
  @Test
  void foldsTypesAndBaseModelsThatSomeoneWrote() {
    catalogue.execute(
        """
        UPDATE models SET type = 'Stíl', name = 'Née' WHERE id = 1;
        UPDATE model_versions SET base_model = 'Ｗａｎ　Ünd' WHERE id = 2;
        """);

    assertThat(found("stil")).containsExactly(100L);
    assertThat(found("wan und nee")).containsExactly(100L);
    assertThat(found("wanünd")).containsExactly(100L);
    assertThat(found("sdxl lora")).isEmpty();
  }

  @Test
  void takesVeryManyWordsThatTypesHave() {
    List<String> parts = new ArrayList<>();
    String type = "textualinversion";
    for (int from = 0; from < type.length(); from++) {
      for (int to = from + 1; to <= type.length(); to++) {
        parts.add(type.substring(from, to));
      }
    }

    assertThat(found(String.join(" ", parts.subList(0, 5)))).containsExactly(500L);
    assertThat(found(parts)).isEmpty();
  }

  @Test
  void findsShortWordsAndSeveralArguments() {
    assertThat(found("ar", "-n", "100")).containsExactly(200L, 500L, 300L, 100L);
    assertThat(found("h", "-n", "100")).containsExactly(300L, 100L, 200L, 500L, 400L);
    assertThat(found("old", "town")).containsExactly(200L);
  }

  /** Very often at one place, and before very many different characters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "replace(hex(zeroblob(525000)), '0', 'q')",
        """
        (WITH RECURSIVE n (i) AS (SELECT 0x4E00 UNION ALL SELECT i + 1 FROM n WHERE i < 0x5300)
          SELECT group_concat('q' || char(i), ' ') FROM n)
        """
      })
  void findsShortWordsThatOccurVeryOften(String word) {
    catalogue.execute(
        "INSERT INTO trained_words (version_id, word) VALUES (4, %s)".formatted(word));

    assertThat(found("q")).containsExactly(300L, 100L);
    assertThat(found("Q", "--creator", "ann")).containsExactly(100L);
    assertThat(found("q quay")).containsExactly(100L);
    assertThat(found("harbour q r", "-t", "lora", "--sfw")).containsExactly(100L);
    assertThat(found("q 麦")).isEmpty();
    tsr.db("search q -n 1").says("1 of 2; -n 0 for all\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"\"",
        "'",
        "*",
        "a*",
        "^x",
        "-x",
        "(",
        ")",
        "nme x",
        "{name}",
        "NOT",
        "x OR z",
        "AND",
        "NEAR(a b)",
        "a+b",
        "%",
        "\\",
        "; DROP TABLE models; --",
        "?1",
        "🦀🦀🦀",
        "\"x\" OR \"y\"",
      })
  void takesAnyTextForAQuery(String query) {
    tsr.db("search --json --", query)
        .prints("[]\n", "No cached model matches; tsr db cache MODEL stores more.\n");
  }

  @Test
  void findsWhatLooksLikeSyntax() {
    catalogue.execute("UPDATE models SET name = 'a\"b* (c) \\d' WHERE id = 7");

    assertThat(found("a\"b*")).containsExactly(700L);
    assertThat(found("(c) \\d")).containsExactly(700L);
    assertThat(found("\"")).containsExactly(700L);
    assertThat(found("*")).containsExactly(700L);
  }

  @Test
  void tellsLongNamesApart() {
    String name = "an_epoch_of_many_".repeat(5);
    catalogue.execute("UPDATE models SET name = '%s01' WHERE id = 1".formatted(name));
    catalogue.execute("UPDATE models SET name = '%s02' WHERE id = 2".formatted(name));

    assertThat(found(name + "02")).containsExactly(200L);
    assertThat(found(name)).containsExactly(200L, 100L);
    assertThat(found(name + "03")).isEmpty();
  }

  @Test
  void takesTextsOfAnyLength() {
    assertThat(found("harbour ".repeat(2000))).containsExactly(200L, 500L, 300L, 100L);
    assertThat(found("harbour".repeat(10_000))).isEmpty();
    String pairs =
        IntStream.range(0, 1000)
            .mapToObj(i -> Character.toString('a' + i / 36) + Character.forDigit(i % 36, 36))
            .collect(Collectors.joining(" "));
    assertThat(found(pairs)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-t lora, 300 100 600 700",
    "--type EMBEDDING, 500",
    "-t lora -t embedding, 500 300 100 600 700", // any of them
    "'-t lora,Embedding', 500 300 100 600 700",
    "'-b sdxl,sd15 -b pony', 200 300 100 600",
    "-t vae -t EMBEDDING, 500", // of one of them there is none
    "-b sdxl, 200 100", // of any version
    "-b sdxl -b sd15, 200 300 100 600",
    "-b sd15 -t lora, 300 600",
    "--creator ANN, 500 100",
    "--creator an, ",
    "--creator Z, 400",
    "--tag boats, 100",
    "--tag 'Boats At Sea', 200",
    "--tag boats --tag FOG, 100",
    "--tag boats --tag x, ",
    "--sfw, 200 500 100 400 600 700",
    "--have, 100",
    "--have -b sdxl, 100", // the version that is here
    "--have -b pony, ",
    "--have -b pony -b sdxl, 100",
    "--missing -b sdxl, 200",
    "--missing, 200 500 300 400 600 700",
    "harbour --sfw -n 2, 100 200",
    "-n 3 -t lora, 300 100 600",
    "-n 0, 200 500 300 100 400 600 700",
  })
  void filtersBeforeItLimits(String options, String models) {
    assertFinds(options, models);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "harbour type:lora             | 100 300",
        "type:lora harbour not:dawn    | 100",
        "type:checkpoint               | 200 400",
        "type:=LORA                    | 300 100 600 700",
        "type:vae,ti                   | 500",
        "not:type:lora                 | 200 500 400",
        "base:sdxl                     | 200 100",
        "base:sdxl,sd15 type:lora      | 300 100 600",
        "base:sdxl base:pony           | 100",
        "base:=Pony                    | 100",
        "base:none                     | 500 400 700",
        "base:any                      | 200 300 100 600",
        "not:base:sdxl                 | 500 300 400 600 700",
        "base:sdxl is:here             | 100", // the version that is here
        "base:pony is:here             | ",
        "not:base:pony is:here         | 100",
        "name:harb                     | 200 500 300 100",
        "name:=harbour                 | 100",
        "not:name:har                  | 400 600 700",
        "name:=x,=harbour              | 100 700",
        "model:x                       | 700",
        "creator:an                    | 500 100",
        "creator:=an                   | ",
        "creator:BO                    | 200 600",
        "not:creator:ann               | 200 300 400 600 700",
        "creator:none                  | 300 700",
        "creator:any                   | 200 500 100 400 600",
        "tag:boats                     | 200 100",
        "tag:=boats                    | 100",
        "tag:oats,雨                   | 200 100 400",
        "tag:mine                      | 100",
        "not:tag:oa                    | 500 300 400 600 700",
        "tag:none                      | 500 300 600 700",
        "version:pier                  | 100",
        "version:=v1                   | 200 300 100",
        "version:V                     | 200 300 100",
        "version:none                  | 500 400 700",
        "word:quay                     | 100",
        "word:=quay                    | 100",
        "word:=qua                     | ",
        "word:glow                     | 100",
        "word:=glow                    | 100",
        "word:none                     | 200 500 300 400 600 700",
        "note:CAFE                     | 100",
        "note:none                     | 200 500 300 400 600 700",
        "rating:>=4                    | 100",
        "rating:>4                     | ",
        "rating:any                    | 100",
        "not:rating:4                  | 200 500 300 400 600 700",
        "published:2026-03             | 100",
        "published:>2026-03            | 200",
        "published:none                | 500 300 400 600 700",
        "licence:images                | 200 300",
        "licence:merges                | 200",
        "not:licence:any               | 500 100 400 600 700",
        "hash:ABCDEF12                 | 200",
        "hash:abcdef1                  | 200",
        "hash:=abcdef1                 | 200",
        "hash:SHA                      | 100",
        "hash:any                      | 200 100",
        "not:hash:ab                   | 500 300 100 400 600 700",
        "source:civitai                | 100",
        "source:none                   | 200 500 300 400 600 700",
        "is:here                       | 100",
        "not:is:here                   | 200 500 300 400 600 700",
        "is:gone                       | 500",
        "is:mature                     | 300",
        "is:ignored                    | 400",
        "is:favourite                  | 100",
        "is:outdated                   | 100",
        "is:paid                       | 300",
        "is:paid,gone                  | 500 300",
        "not:is:paid,gone              | 200 100 400 600 700",
        "not:harbour                   | 400 600 700",
        "-n 9 'not:old town'           | 500 300 100 400 600 700",
        "not:h                         | 600 700",
        "not:雨                        | 200 500 300 100 600 700",
        "not:not:harbour               | 100 300 200 500",
        "text:pier                     | 100",
        "text:pier,ночь                | 100 600",
        "text:=fog                     | 100",
        "text:=fo                      | ",
        "tag:fog --creator ann         | 100",
        "creator:ann -t ti             | 500",
        "'NieR:Automata'               | ",
        "-n 2 not:type:lora            | 200 500",
      })
  void understandsTerms(String terms, String models) {
    tsr.db(
            "note",
            file,
            "--rating=4",
            "--favourite",
            "--text=Cafe\u0301",
            "--tag=mine",
            "--triggers=glow")
        .exits(0);
    catalogue.execute(
        """
        UPDATE local_files SET link_source = 'civitai';
        UPDATE model_versions SET published_at = '2026-03-31T23:59:59Z' WHERE id = 2;
        UPDATE model_versions SET published_at = '2026-04-01T00:00:00Z' WHERE id = 3;
        UPDATE model_versions SET base_model = 'SDXL 1.0', download_url = NULL WHERE id = 3;
        UPDATE model_versions SET availability = 'EarlyAccess' WHERE id = 4;
        UPDATE models SET gone_at = '2026-05-01T00:00:00Z' WHERE id = 5;
        UPDATE models SET allow_commercial_use = 'Image', allow_derivatives = civitai_id = 200
          WHERE civitai_id IN (200, 300);
        INSERT INTO ignored_versions (model_id) VALUES (400);
        INSERT INTO file_hashes (file_id, hash_type, hash_value)
          SELECT id, 'AutoV2', 'ABCDEF1234' FROM version_files;
        INSERT INTO model_versions (civitai_id, model_id, name, base_model, version_index, download_url)
          VALUES (103, 1, 'v1.5', 'SDXL 1.0', 0, 'https://c.example/103');
        UPDATE model_versions SET version_index = 1 WHERE id = 1;
        UPDATE model_versions SET version_index = 2 WHERE id = 2;
        """);
    String hash = Library.sha256(file).substring(0, 12);

    assertFinds(terms.replace("SHA", hash), models);
  }

  /** Someone's SQL wrote texts that are not folded in the index, but beside it. */
  @ParameterizedTest
  @CsvSource({
    "name:pokemon, 300 100",
    "not:name:pokemon, 200 500 400 600 700",
    "not:pokemon, 200 500 400 600 700",
    "creator:=zoe, 200 600",
    "not:creator:zoe, 500 300 100 400 700",
    "tag:none, 500 300 600 700",
  })
  void understandsTermsInAnyForm(String terms, String models) {
    catalogue.execute(ACCENTS);

    assertThat(found(words(terms)))
        .isEqualTo(Stream.of(models.split(" ")).map(Long::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | a term is empty; leave it out, or write what to look for",
        "' '            | a term is empty; leave it out, or write what to look for",
        "not:           | a term is empty; leave it out, or write what to look for",
        "tag:           | 'tag:' has no value after the colon; to find the text itself, write text:tag:",
        "creatr:ann     | creatr: is no field; did you mean creator:? To find the text itself, write"
            + " text:creatr:ann",
        "rating:good    | rating: is compared with a number such as 4 or >=4, not 'good'",
        "is:unlinked    | models are never 'unlinked'; write one of favourite, gone, here,"
            + " ignored, mature, outdated, paid",
        "--tag=         | Invalid value for option '--tag' (TAG): '' is not a name; leave it out, or write one",
        "--creator=     | Invalid value for option '--creator': '' is not a name; leave it out, or write"
            + " one",
      })
  void saysWhichTermIsWrong(String term, String message) {
    tsr.db("search", term)
        .fails(2, "tsr: " + message + "\nUsage: tsr db search [OPTIONS] [TERM...]\n");
  }

  @Test
  void takesAsManyValuesAsList() {
    List<String> terms = new ArrayList<>(List.of("harbour"));
    IntStream.range(0, 199).forEach(i -> terms.add("not:tag:y" + i));
    String values = IntStream.range(0, 199).mapToObj(i -> "y" + i).collect(Collectors.joining(","));

    assertThat(found(terms)).containsExactly(100L, 300L, 200L, 500L);
    assertThat(found("harbour", "not:tag:" + values)).containsExactly(100L, 300L, 200L, 500L);
    assertThat(found("name:harbour," + values)).containsExactly(200L, 500L, 300L, 100L);
    String refusal =
        """
        tsr: the terms have 201 values together, and one query takes 200 at most; ask in several
        Usage: tsr db search [OPTIONS] [TERM...]
        """;
    tsr.db("search --sfw", terms).fails(2, refusal);
    tsr.db("search fog is:here", "name:" + values).fails(2, refusal);
  }

  @Test
  void saysWhatElseHasTheTermsWhereNoneMatches() {
    tsr.db("search creator:bo harbuor")
        .prints("", "No cached model matches harbuor: did you mean Harbour?\n");
    tsr.db("search safetensors type:vae,lora")
        .prints(
            "",
            """
            No cached model matches; tsr db cache MODEL stores more.
            tsr db list safetensors type:vae,lora finds 1 of your files.
            """);
    tsr.db("search is:gone").says("No cached model matches; tsr db cache MODEL stores more.\n");
    catalogue.execute(
        "INSERT INTO models (id, civitai_id, name, type) VALUES (9, 9, 'Lara', 'VAE')");
    tsr.db("search lora harbuor")
        .says("No cached model matches lora harbuor: did you mean Harbour?\n");
    tsr.db("search lora vae").says("No cached model matches; tsr db cache MODEL stores more.\n");
    assertThat(tsr.db("list sdxl zzz").err()).doesNotContain("tsr db search");
    assertThat(tsr.db("list sdxl").err()).endsWith("tsr db search sdxl finds 2 cached models.\n");
    assertThat(tsr.db("list town sdxl").err())
        .endsWith("tsr db search town sdxl finds 1 cached model.\n");
    assertThat(tsr.db("list creator:bo").err())
        .endsWith("tsr db search creator:bo finds 2 cached models.\n");
    assertThat(tsr.db("list is:unlinked bo").err()).doesNotContain("tsr db search");
  }

  /** Words between blanks, or between quotes. */
  private static List<String> words(String line) {
    return List.of(line.split(" (?=(?:[^']*'[^']*')*[^']*$)")).stream()
        .map(word -> word.replace("'", ""))
        .toList();
  }

  /** What a user loads as a LoRA may have been trained in one of several ways. */
  @Test
  void takesLoconAndDoraForLora() {
    catalogue.execute("UPDATE models SET type = 'LoCon' WHERE id = 1");
    catalogue.execute("UPDATE models SET type = 'DoRA' WHERE id = 6");

    assertThat(found("-t", "lora")).containsExactly(300L, 100L, 600L, 700L);
    assertThat(found("-t", "locon")).containsExactly(100L);
    assertThat(found("-t", "DORA")).containsExactly(600L);
  }

  private static final String ACCENTS =
      """
      UPDATE models SET name = 'Pokémon Style' WHERE id = 1;
      UPDATE models SET name = 'Poke\u0301mon Trainer' WHERE id = 3;
      UPDATE creators SET username = 'Zoë' WHERE id = 2;
      UPDATE tags SET name = 'アニメ' WHERE id = 1;
      UPDATE model_versions SET name = 'ＳＤＸＬ straße' WHERE id = 3;
      """;

  /** Before tsr has folded the texts that someone's SQL wrote, and when it has. */
  @ParameterizedTest
  @CsvSource({
    "Pokémon, 300 100",
    "Poke\u0301mon, 300 100",
    "POKEMON, 300 100",
    "pokémon style, 100",
    "pokemontrainer, 300",
    "é, 500 300 100 200 400 600", // as e
    "zoe, 200 600",
    "--creator ZOE\u0308, 200 600",
    "ｱﾆﾒ, 100",
    "--tag ｱﾆﾒ, 100",
    "アニ, 100",
    "sdxl STRASSE, 200",
    "темная, 600", // ё without its dots
  })
  void findsEachTextInAnyForm(String query, String models) {
    catalogue.execute(ACCENTS);
    List<Long> expected = Stream.of(models.split(" ")).map(Long::valueOf).toList();

    assertThat(found(words(query))).isEqualTo(expected);
    assertThat(catalogue.rows("SELECT * FROM model_search_unfolded")).isNotEmpty();
    assertThat(found(words("-n 0 " + query))).isEqualTo(expected);

    tsr.db("note", file, "--rating", "3").exits(0);
    catalogue.has("SELECT * FROM model_search_unfolded");
    assertThat(found(words(query))).isEqualTo(expected);
  }

  /** A program that writes for long keeps no search waiting. */
  @Test
  void writesNothingWhereManyTextsAreNotFolded() {
    catalogue.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2001)
        INSERT INTO models (id, civitai_id, name, type) SELECT i, i, 'Née ' || i, 'LORA' FROM n
        """);

    assertThat(found("nee", "1234")).containsExactly(1234L);
    catalogue.has("SELECT count(*) > 1000 FROM model_search_unfolded", "1");
  }

  /** Very many matches are found in another way than few are, and counted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense",
        "quay",
        "e",
        "quay dense",
        "e dense",
        "quay --sfw",
        "dense e -t lora",
        "lora",
        "lora dense",
        "quay sdxl",
        "sdxl lora",
        "quay dense l sdx",
        "o",
        "sdxl --sfw"
      })
  void findsTheFirstOfVeryManyModels(String query) {
    catalogue.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
        INSERT INTO models (id, civitai_id, name, type, nsfw, download_count)
        SELECT i, i, CASE WHEN i % 100 = 7 THEN 'Dense ' || i ELSE 'One ' || i END,
          'LORA', i % 10 = 3, i * 7919 % 1009
        FROM n;
        INSERT INTO model_versions (id, civitai_id, model_id, name, base_model)
        SELECT id, id, id, CASE WHEN download_count > 900 THEN 'quay' ELSE 'v1' END,
          CASE WHEN download_count % 3 > 0 THEN 'SDXL 1.0' END
        FROM models WHERE id >= 1000;
        INSERT INTO version_files (civitai_id, version_id, name)
        SELECT id, id, 'the.dense' FROM model_versions WHERE id >= 1000;
        """);

    List<String> all = tsr.db("search -n 0 " + query).says("").column(0);

    for (int limit : new int[] {1, 20, 60, 300}) {
      Result some = tsr.db("search -n " + limit + " " + query).exits(0);
      assertThat(some.column(0)).isEqualTo(all.stream().limit(limit).toList());
      assertThat(some.err())
          .isEqualTo(limit < all.size() ? limit + " of " + all.size() + "; -n 0 for all\n" : "");
    }
  }

  /** A name is the query, alone or with a version's; begins with it; has it; then other texts. */
  @Test
  void goesByTheNameWithoutItsSeparators() {
    catalogue.execute(
        """
        INSERT INTO models (id, civitai_id, name, type, download_count) VALUES
          (11, 11, 'ReV Animated', 'Checkpoint', 100),
          (12, 12, 'revAnimated_style', 'LORA', 900),
          (13, 13, 'Hands for the ReV-Animated', 'LORA', 950),
          (14, 14, 'Other', 'LORA', 999),
          (15, 15, 'Deliberate', 'Checkpoint', 100),
          (16, 16, 'Deliberate for v2', 'LORA', 900),
          (17, 17, 'Epic Atlas', 'LORA', 900),
          (18, 18, 'Cats', 'LORA', 1);
        INSERT INTO model_versions (civitai_id, model_id, name) VALUES
          (21, 14, 'revanimated'), (22, 15, 'v1'), (23, 15, 'V_2');
        """);

    assertThat(found("revanimated")).containsExactly(11L, 12L, 13L, 14L);
    assertThat(found("rev animated")).containsExactly(11L, 12L, 13L, 14L);
    assertThat(found("Rev_Animated", "-t", "lora")).containsExactly(12L, 13L);
    assertThat(found("deliberate v2")).startsWith(16L); // V_2 is not the word v2
    assertThat(found("deliberate v_2")).containsExactly(15L);
    catalogue.execute("UPDATE model_versions SET name = 'v2' WHERE civitai_id = 23");
    assertThat(found("deliberate v2")).containsExactly(15L, 16L);
    assertThat(found("deliberate v2", "-n", "1")).containsExactly(15L);
    assertThat(found("cat")).containsExactly(18L); // and not across words
  }

  @ParameterizedTest
  @CsvSource({
    "harbuor, Harbour", // and not Harbour at dawn
    "Old Habour, Old harbour town",
    "unharbored, Unharboured",
    "twon, Old harbour town", // from a later word on
    "pier harbuor, Harbour",
    "Poke\u0301non, Pokémon",
  })
  void namesTheNearestNames(String query, String name) {
    catalogue.execute(
        "INSERT INTO models (id, civitai_id, name, type) VALUES (9, 9, 'Pokémon', 'LORA')");

    tsr.db("search", query)
        .says("No cached model matches %s: did you mean %s?\n".formatted(query, name));
  }

  @Test
  void saysHowManyFilesOfTheUserHaveTheWords() {
    tsr.db("note", file, "--text", "grey drizzle").exits(0);
    catalogue.execute("UPDATE local_files SET civitai_model_id = NULL");

    tsr.db("search drizzle grey")
        .prints(
            "",
            """
            No cached model matches; tsr db cache MODEL stores more.
            tsr db list drizzle grey finds 1 of your files.
            """);
    catalogue.execute("DELETE FROM models");
    tsr.db("search drizzle")
        .says(
            """
            No model is cached yet; run tsr db link, or tsr db cache MODEL.
            tsr db list drizzle finds 1 of your files.
            """);
    assertThat(tsr.db("search drizzle -q").err()).isEmpty();
  }

  @Test
  void saysHowManyAreLeftOut() {
    String twoOfFour = "100\tHarbour\tLORA\tann\tPony\tv2 pier\t10\t" + file + "\n";
    tsr.db("search harbour -n 1").prints(twoOfFour, "1 of 4; -n 0 for all\n");
    assertThat(tsr.db("search harbour -n 1 -q").err()).isEmpty();
    assertThat(tsr.db("search harbour -n 4").err()).isEmpty();
    tsr.db("search h --sfw -n 2").says("2 of 4; -n 0 for all\n");
    tsr.db("search -n 6").says("6 of 7; -n 0 for all\n");
    tsr.db("search -n -1")
        .fails(
            2,
            "tsr: Invalid value for option '--limit': '-1' is not a whole number from 0"
                + " to 2147483647\nUsage: tsr db search [OPTIONS] [TERM...]\n");
  }

  @Test
  void givesThePageOfAMatureModelWhereItIsShown() {
    assertThat(tsr.db("search dawn --json").out())
        .contains("\"page_url\":\"https://civitai.red/models/300\"");
  }

  @Test
  void countsAMissingFileAsNone() {
    catalogue.execute("UPDATE local_files SET missing_since = '2026-01-01T00:00:00Z'");

    assertThat(found("--have")).isEmpty();
    assertThat(tsr.db("search pier").out()).endsWith("\t10\t\n");
  }

  @Test
  void saysWhatTheCatalogueDoesNotKnow() {
    tsr.db("search -t lorra -b sdx9")
        .prints(
            "",
            """
            The catalogue has no model of type lorra; did you mean lora?
            The catalogue has no model for base model sdx9; did you mean sdxl?
            No cached model matches; tsr db cache MODEL stores more.
            """);
    tsr.db("search --have --missing")
        .fails(
            2,
            "tsr: --have and --missing exclude each other\n"
                + "Usage: tsr db search [OPTIONS] [TERM...]\n");
  }

  /** Each statement changes what is found, and what it was found by before is forgotten. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE models SET name = 'lighthouse' WHERE id = 1 | lighthouse | 100 | pier harbour |",
        "UPDATE models SET creator_id = 2 WHERE id = 1 | bo pier | 100 | ann pier |",
        "UPDATE creators SET username = 'anna' WHERE id = 1 | anna pier | 100 | ann zzz |",
        "DELETE FROM creators WHERE id = 1 | pier | 100 | ann pier |",
        "UPDATE tags SET name = 'ships' WHERE id = 1 | ships | 100 | boats pier |",
        "DELETE FROM tags WHERE id = 1 | fog | 100 | boats fog |",
        "DELETE FROM model_tags WHERE model_id = 1 AND tag_id = 1 | fog | 100 | boats fog |",
        "INSERT INTO model_tags VALUES (6, 2) | ночь fog | 600 | boats ночь |",
        "UPDATE model_tags SET model_id = 7 WHERE model_id = 1 | boats fog | 700 | fog pier |",
        "UPDATE model_versions SET name = 'mole' WHERE id = 1 | mole | 100 | pier |",
        "UPDATE model_versions SET model_id = 7 WHERE id = 2 | quay x | 700 | quay pier |",
        "DELETE FROM model_versions WHERE id = 2 | pier | 100 | quay |",
        "INSERT INTO model_versions (civitai_id, model_id, name) VALUES (1, 7, 'pine') | pine | 700 | pinex |",
        "UPDATE trained_words SET word = 'wharf' | wharf | 100 | quay |",
        "UPDATE trained_words SET version_id = 5 | quay | 600 | quay pier |",
        "DELETE FROM trained_words | pier | 100 | quay |",
        "INSERT INTO trained_words (version_id, word) VALUES (4, 'gull') | gull | 300 | gull pier |",
        "UPDATE version_files SET name = 'city' | city | 200 | pruned |",
        "UPDATE version_files SET version_id = 5 | pruned | 600 | old pruned |",
        "DELETE FROM version_files | old | 200 | pruned |",
        "INSERT INTO version_files (civitai_id, version_id, name) VALUES (8, 4, 'd.pt') | d.pt | 300 | e.pt |",
        "DELETE FROM models WHERE id = 2 | harbour dawn | 300 | old |",
        "UPDATE models SET id = 70 WHERE id = 7 | name:x | 700 | xx |",
        "INSERT OR REPLACE INTO models (id, civitai_id, name, type) VALUES (1, 100, 'new', 'VAE') | new | 100 | pier |",
      })
  void findsWhatSomeonesSqlChanged(
      String sql, String query, long model, String before, String nothing) {
    catalogue.execute("PRAGMA foreign_keys = ON; " + sql);

    assertThat(found(query)).containsExactly(model);
    assertThat(found(before)).isEmpty();
    assertSearchIsTrue();
  }

  /** As they are in the shell of SQLite and in Python, unless someone turns them on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM creators",
        "DELETE FROM tags",
        "DELETE FROM model_versions",
        "DELETE FROM models",
        "UPDATE creators SET id = 9 WHERE id = 1",
        "UPDATE tags SET id = 9 WHERE id = 1",
        "REPLACE INTO creators (id, username) VALUES (1, 'anna')",
        "REPLACE INTO tags (id, name) VALUES (1, 'ships')",
        "INSERT INTO model_tags VALUES (7, 50); INSERT INTO tags (id, name) VALUES (50, 'late')",
        "UPDATE models SET creator_id = 50; INSERT INTO creators (id, username) VALUES (50, 'late')",
      })
  void staysTrueWithoutForeignKeys(String sql) {
    catalogue.execute("PRAGMA foreign_keys = OFF; " + sql);

    assertSearchIsTrue();
  }

  /** A version that CivitAI gives to another model is no longer found by its former one. */
  @Test
  void staysTrueWhenAVersionChangesItsModel() {
    catalogue.execute("UPDATE model_versions SET model_id = 7 WHERE civitai_id = 101");
    assertThat(found("quay")).containsExactly(700L);

    CIVITAI.lists(model(100, "Lighthouse", version(101, "v1", "2021-01-01")));
    tsr.db("cache 100").exits(0);

    assertThat(found("mist")).containsExactly(100L);
    assertSearchIsTrue();
  }

  private void assertSearchIsTrue() {
    // tsr folds the others, and may not have done so yet.
    String ascii = " WHERE %s NOT IN (SELECT id FROM model_search_foldable)";
    String is = "SELECT rowid, * FROM model_search" + ascii.formatted("rowid");
    String ought = "SELECT * FROM v_model_search" + ascii.formatted("id");
    catalogue.has(is + " EXCEPT " + ought);
    catalogue.has(ought + " EXCEPT " + is);
  }

  @Test
  void findsWhatWasCachedAndNoLongerWhatWasWithdrawn() {
    CIVITAI.lists(model(100, "Lighthouse", version(101, "v1", "2021-01-01")));
    tsr.db("cache 100").exits(0);

    assertThat(found("lighthouse mist")).containsExactly(100L);
    assertThat(found("quay")).isEmpty();
    assertThat(found("harbour pier")).isEmpty();
    catalogue.has("SELECT * FROM model_search_later");
    assertSearchIsTrue();
  }

  /** Ids in their order. */
  private List<Long> found(Object... arguments) {
    Result result = tsr.db("search -q", arguments).exits(0).says("");
    return result.column(0).stream().map(Long::valueOf).toList();
  }
}
