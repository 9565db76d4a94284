package dev.tensors.tsr.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class TriggersTest extends CommandTest {

  /** Two folders of a training set with a tag in common, and what is no count of a tag. */
  private static final String HEADER =
      """
      {"modelspec.usage_hint": "dusk, quay", "modelspec.trigger_phrase": "dusk style, quay",
       "ss_tag_frequency": "{\\"10_pier, quay\\": {\\"fog\\": 3, \\" quay \\": 9, \\"sea\\": 2, \\"x\\": \\"y\\", \\" \\": 1},\
       \\"5_img\\": {\\"sea\\": 4, \\"naïve 写实\\": 3}, \\"3_c\\": \\"{\\", \\"d\\": 7}"}""";

  private Path linked;
  private Path wordless;
  private Path plain;
  private Path tagged;

  @BeforeEach
  void catalogue() {
    linked = library.model("linked.safetensors", 16, 1, HEADER);
    wordless = library.model("wordless.safetensors", 16, 2, HEADER);
    plain = library.model("plain.safetensors", 3);
    tagged = library.model("tagged.safetensors", 16, 4, HEADER);
    workplace.scan();
    catalogue
        .model(100, "Harbour")
        .version(101, "v1")
        .words("lantern light", " quay,(red, blue:1.2),lantern light , ", "Quay")
        .linked(linked)
        .version(102, "v2")
        .linked(wordless);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "tsv"})
  void printsTheWordsOfCivitaiOneALine(String format) {
    tsr.db("triggers linked --format", format)
        .prints("lantern light\nquay\n(red, blue:1.2)\nQuay\n");
  }

  /** A stranger's header can name a million: each is a line, and in JSON an object. */
  @Test
  void takesTwoHundredThousandWordsAtMost() {
    catalogue.execute(
        """
        UPDATE safetensor_metadata SET value = (
          WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
          SELECT group_concat('w' || i, ',') FROM n)
        WHERE key = 'modelspec.trigger_phrase'
        """);

    assertThat(tsr.db("triggers tagged -q").out().lines())
        .hasSize(200_000)
        .startsWith("w0", "w1")
        .endsWith("w199998", "w199999");
  }

  @Test
  void writesThemInEveryFormat() {
    tsr.db("triggers linked --json")
        .prints("[\"lantern light\",\n \"quay\",\n \"(red, blue:1.2)\",\n \"Quay\"]\n");
    tsr.db("triggers linked --format jsonl")
        .prints("\"lantern light\"\n\"quay\"\n\"(red, blue:1.2)\"\n\"Quay\"\n");
    tsr.db("triggers linked --format csv")
        .prints("word\r\nlantern light\r\nquay\r\n\"(red, blue:1.2)\"\r\nQuay\r\n");
  }

  @Test
  void fallsBackToTheHeaderAndSaysSo() {
    String words = "dusk style\nquay\ndusk\npier\nsea\nfog\nnaïve 写实\n";

    tsr.db("triggers tagged")
        .prints(
            words,
            tagged
                + " is not linked to CivitAI (see tsr db link): its words are from its header\n");
    tsr.db("triggers wordless")
        .prints(
            words, wordless + " has no trigger words at CivitAI: its words are from its header\n");
    tsr.db("triggers tagged -q").prints(words);
  }

  @Test
  void tellsWhoseEachWordIs() {
    tsr.db("triggers --sources -q --json tagged")
        .prints(
            """
            [{"file_path":"%1$s","word":"dusk style","position":0,"source":"modelspec"},
             {"file_path":"%1$s","word":"quay","position":1,"source":"modelspec"},
             {"file_path":"%1$s","word":"dusk","position":2,"source":"modelspec"},
             {"file_path":"%1$s","word":"pier","position":3,"source":"training_tags"},
             {"file_path":"%1$s","word":"sea","position":4,"source":"training_tags"},
             {"file_path":"%1$s","word":"fog","position":5,"source":"training_tags"},
             {"file_path":"%1$s","word":"naïve 写实","position":6,"source":"training_tags"}]
            """
                .formatted(tagged));
    assertThat(tsr.db("triggers --sources linked").out())
        .startsWith(linked + "\tlantern light\t0\tcivitai\n" + linked + "\tquay\t1\tcivitai\n");
  }

  /** A tag may look like a bracket that is never closed. */
  @Test
  void splitsAtEachCommaButWithinBrackets() {
    catalogue.execute("DELETE FROM trained_words");
    catalogue.execute(
        """
        INSERT INTO trained_words (version_id, word, position) VALUES
          (1, '>_<, blush, smile :(, >_<', 0), (1, 'a {b, [c, d]}, e)' || char(10) || '(f, g', 1)
        """);

    tsr.db("triggers linked").prints(">_<\nblush\nsmile :(\na {b, [c, d]}\ne)\n(f\ng\n");
  }

  @Test
  void splitsAtTheCommasOfOtherScriptsAndStripsAnyWhiteSpace() {
    catalogue.execute("DELETE FROM trained_words");
    catalogue.execute(
        """
        INSERT INTO trained_words (version_id, word, position) VALUES
          (1, '写实，少女、' || char(160) || 'a' || char(160) || 'b' || char(160, 8239), 0),
          (1, '红（一，二），c' || char(13, 10) || 'd' || char(12288), 1)
        """);

    tsr.db("triggers linked").prints("写实\n少女\na\u00a0b\n红（一，二）\nc\nd\n");
  }

  /** Whoever pastes a word means what its creator typed. */
  @Test
  void printsWordsAsTheyAreTypedButForControlCharacters() {
    catalogue.execute("DELETE FROM trained_words");
    catalogue.execute(
        """
        INSERT INTO trained_words (version_id, word, position) VALUES
          (1, 'quinn \\(league of legends\\), C:\\temp "x"' || char(27) || '[1m' || char(8238), 0),
          (1, char(27), 1)
        """);
    String words = "quinn \\(league of legends\\)\nC:\\temp \"x\"[1m\n";

    tsr.db("triggers linked").prints(words);
    tsr.db("triggers linked --format table").prints(words);
    tsr.db("triggers linked --json")
        .prints(
            "[\"quinn \\\\(league of legends\\\\)\",\n"
                + " \"C:\\\\temp \\\"x\\\"\\u001b[1m\\u202e\",\n \"\\u001b\"]\n");
  }

  @Test
  void aBackslashIsPartOfAName() {
    catalogue.execute(
        "UPDATE local_files SET file_path = '/m/back\\slash.safetensors' WHERE file_path LIKE"
            + " '%/linked.%'");

    assertThat(tsr.db("triggers --lora", "/m/back\\slash.safetensors", "-q").out())
        .startsWith("<lora:back\\slash:1> ");
  }

  @Test
  void printsALineToPasteWithTheWeightThatMostImagesUse() {
    tsr.db("triggers --lora linked tagged -q")
        .prints(
            "<lora:linked:1> lantern light, quay, (red, blue:1.2), Quay\n"
                + "<lora:tagged:1> dusk style, quay, dusk, pier, sea, fog, naïve 写实\n");
    catalogue.execute(
        """
        INSERT INTO version_files (id, civitai_id, version_id, name) VALUES (1, 1, 1, 'Quay.v1.safetensors');
        INSERT INTO file_hashes (file_id, hash_type, hash_value) VALUES (1, 'AutoV3', 'ABCDEF012345');
        INSERT INTO version_images (id, version_id, url) VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 1, 'c'), (4, 2, 'd');
        INSERT INTO image_generation_params (image_id, key, value) VALUES
          (1, 'prompt', '<lora:quay.v1:0.70> <lora:other:0.2>'), (2, 'prompt', '<lora:other:0.2>');
        INSERT INTO image_resources (image_id, name, hash, weight, model_version_id) VALUES
          (2, '', NULL, 0.5, 101), (2, '', NULL, 0.2, 999), (3, 'x', '0xabcdef01', 0.7, NULL),
          (4, '', NULL, 0.2, 101), (1, 'linked', '00000000', 0.2, NULL);
        """);

    tsr.db("triggers --lora linked")
        .prints("<lora:linked:0.7> lantern light, quay, (red, blue:1.2), Quay\n");
    tsr.db("triggers --lora linked --json")
        .prints("[\"<lora:linked:0.7> lantern light, quay, (red, blue:1.2), Quay\"]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Checkpoint", "VAE", "TextEncoder"})
  void printsNoLineForWhatNoPromptNames(String type) {
    catalogue.execute(
        "UPDATE local_files SET type = '" + type + "' WHERE file_path LIKE '%/plain%'");
    catalogue.execute("UPDATE models SET type = '" + type + "'");

    tsr.db("triggers --lora linked")
        .prints("", linked + " is of type " + type + ", so it has no <lora:> tag\n");
    tsr.db("triggers --lora plain --json")
        .prints("[]\n", plain + " is of type " + type + ", so it has no <lora:> tag\n");
  }

  @Test
  void printsTheNameOfAnEmbedding() {
    catalogue.execute("UPDATE models SET type = 'TextualInversion'");

    tsr.db("triggers --lora linked").prints("linked\n");
    assertThat(tsr.db("show linked --format table").out()).contains("\nprompt    linked\n");
  }

  @Test
  void printsNoTagThatAPromptCouldNotRead() {
    catalogue.execute(
        "UPDATE local_files SET file_path = '/a<b:c.sft' WHERE file_path LIKE '%/linked%'");

    tsr.db("triggers --lora a<b")
        .prints(
            "lantern light, quay, (red, blue:1.2), Quay\n",
            "tsr: /a<b:c.sft: its name cannot stand in a <lora:> tag; rename it without :, <, > and"
                + " hidden characters\n");
    catalogue.execute(
        "UPDATE local_files SET file_path = '/a\u202eb.sft' WHERE file_path LIKE '/a%'");
    assertThat(tsr.db("triggers --lora", "/a\u202eb.sft").out())
        .isEqualTo("lantern light, quay, (red, blue:1.2), Quay\n");
    tsr.db("triggers --lora --sources linked").exits(2);
  }

  @Test
  void saysThatTheModelIsNotCached() {
    catalogue.execute("PRAGMA foreign_keys = ON; DELETE FROM models");

    tsr.db("triggers linked")
        .says(
            linked
                + " is linked, but its model is not cached (see tsr db cache): its words are from its"
                + " header\n");
  }

  @Test
  void takesSeveralFilesByAnyNameAndPrintsTheWordsOfEach() {
    tsr.db("triggers -q", linked, "Linked.SAFE", Library.sha256(tagged).substring(0, 8))
        .prints(
            "lantern light\nquay\n(red, blue:1.2)\nQuay\n"
                + "dusk style\nquay\ndusk\npier\nsea\nfog\nnaïve 写实\n");
  }

  @Test
  void printsTheWordsOfEachFileOnALine() {
    String lines =
        "lantern light, quay, (red, blue:1.2), Quay\n"
            + "dusk style, quay, dusk, pier, sea, fog, naïve 写实\n";

    tsr.db("triggers --line -q linked plain tagged").prints(lines);
    tsr.db("triggers --line linked --json")
        .prints("[\"lantern light, quay, (red, blue:1.2), Quay\"]\n");
    assertThat(tsr.db("triggers --line --lora linked").err())
        .startsWith("tsr: --lora and --line exclude each other\n");
    tsr.db("triggers --line --sources linked").exits(2);
  }

  @Test
  void saysThatThereAreNone() {
    tsr.db("triggers plain --json")
        .prints(
            "[]\n",
            plain + " is not linked to CivitAI (see tsr db link), and its header has no words\n");
  }

  @Test
  void prefersTheCommonestTenTags() {
    catalogue.execute(
        """
        UPDATE safetensor_metadata SET value = (
          SELECT json_object('a', json_group_object('tag' || value, value)) FROM (WITH RECURSIVE n (value) AS
            (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 30) SELECT value FROM n)
        ) WHERE key = 'ss_tag_frequency';
        DELETE FROM safetensor_metadata WHERE key LIKE 'modelspec.%';
        """);

    tsr.db("triggers -q tagged")
        .prints("tag30\ntag29\ntag28\ntag27\ntag26\ntag25\ntag24\ntag23\ntag22\ntag21\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[1]", "null", "\"x\"", "{\"a\": [1]}", "{\"a\": {\"b\": {}}}", "7"})
  void takesNoTagsFromWhatHasNone(String frequency) {
    catalogue.execute(
        "UPDATE safetensor_metadata SET value = '%s' WHERE key = 'ss_tag_frequency'"
            .formatted(frequency));

    tsr.db("triggers -q tagged").prints("dusk style\nquay\ndusk\n");
  }

  @Test
  void namesTheFilesThatMayBeMeant() {
    tsr.db("triggers safetensors --json")
        .ends(
            4,
            "[]\n",
            """
            tsr: 4 files in the catalogue match safetensors; name one:
              %s
              %s
              %s
              %s
            """
                .formatted(linked, plain, tagged, wordless));
    tsr.db("triggers", "")
        .fails(2, "tsr: FILE is empty; give a name\nUsage: tsr db triggers [OPTIONS] FILE...\n");
    tsr.db("triggers none")
        .fails(4, "tsr: no file in the catalogue matches none; see tsr db list\n");
  }
}
