package dev.tensors.tsr.prompts;

import static dev.tensors.tsr.program.CivitaiStub.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PromptsTest extends OnlineTest {

  private static final String META =
      """
      {"prompt": "dawn, <lora:thing:0.8>\\nfog <lora:other>", "negativePrompt": "haze, \\"rain\\"",
       "sampler": "Euler a", "steps": 28, "cfgScale": 6.50, "seed": 18446744073709551615,
       "clipSkip": "2", "Size": "832x1216", "Model": "some, mix", "Model hash": "31e35c80fc",
       "ENSD": true, "hashes": {"model": "31e3"}, "\\"odd: key": "x",
       "comfy": "{\\"nodes\\": []}", "number": "28", "list": [1.0, "a/b", null],
       "resources": [
         {"name": "some, mix", "type": "model", "hash": "31e35c80fc"},
         {"name": "Thing", "type": "lora", "hash": "FFEE0123"}, {"name": "x", "hash": "ffee012345"}],
       "civitaiResources": [{"type": "lora", "modelVersionId": 71, "weight": 0.7}],
       "additionalResources": [{"name": "urn:air:sdxl:lora:civitai:7@71", "strength": 0.3}]}
      """;

  @BeforeEach
  void catalogue() {
    library.model("old.safetensors", 1);
    library.model("none-58390.safetensors", 2);
    workplace.scan();
    CIVITAI.lists(
        model(
            100,
            "Harbour",
            version(102, "v2", image(7, META), image(8, "null")),
            version(101, "v1", image(9, "{\"prompt\": \"gull\", \"steps\": 4}"))));
    tsr.db("cache 100").exits(0);
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101
          WHERE file_path LIKE '%/old.safetensors'
        """);
  }

  private static String version(long id, String name, String... images) {
    return """
        {"id": %d, "name": "%s", "baseModel": "SDXL 1.0", "files": [], "images": %s}"""
        .formatted(id, name, CivitaiStub.array(List.of(images)));
  }

  private static String image(long id, String meta) {
    return """
        {"url": "https://i.example/%d.jpeg", "nsfwLevel": 1, "width": 416, "height": 608, "meta": %s}"""
        .formatted(id, meta);
  }

  @Test
  void breaksSettingsAndModelsForANarrowTerminal() {
    tsr.on(new StandardStreams(true, true, true, 40)).with("TERM", "dumb");

    assertThat(tsr.db("prompts 100 --color never").exits(0).out())
        .contains(
            """
            settings  Euler a, steps 28,
                      CFG scale 6.50,
                      seed 18446744073709551615,
                      clip skip 2, 832x1216
            model     some, mix
            with      some, mix (model),
                      Thing (lora, weight 0.8),
            """);
  }

  @Test
  void writesABlockToReadAlsoInAPipe() {
    tsr.db("prompts 100")
        .prints(
            """
            image     https://i.example/7.jpeg
            version   v2
            prompt    dawn, <lora:thing:0.8>
                      fog <lora:other>
            negative  haze, "rain"
            settings  Euler a, steps 28, CFG scale 6.50, seed 18446744073709551615,
                      clip skip 2, 832x1216
            model     some, mix
            with      some, mix (model), Thing (lora, weight 0.8),
                      version 71 (lora, weight 0.7),
                      urn:air:sdxl:lora:civitai:7@71 (lora, weight 0.3),
                      other (lora, weight 1.0)

            image     https://i.example/9.jpeg
            version   v1
            prompt    gull
            settings  steps 4
            """);
  }

  @Test
  void tellsAllThatIsKnownAsItCame() {
    tsr.db("prompts 100 --json -n 1")
        .shows(
            """
            [{"image_id":7,"url":"https://i.example/7.jpeg","version_id":102,"version_name":"v2",\
            "width":416,"height":608,"nsfw_level":1,"prompt":"dawn, <lora:thing:0.8>\\nfog <lora:other>",\
            "negative_prompt":"haze, \\"rain\\"","sampler":"Euler a","steps":28,"cfg_scale":6.50,\
            "seed":18446744073709551615,"clip_skip":2,"size":"832x1216","model":"some, mix",\
            "resources":[{"name":"some, mix","type":"model","hash":"31e35c80fc","weight":null,"model_version_id":null,"file_path":null},\
            {"name":"Thing","type":"lora","hash":"FFEE0123","weight":0.8,"model_version_id":null,"file_path":null},\
            {"name":null,"type":"lora","hash":null,"weight":0.7,"model_version_id":71,"file_path":null},\
            {"name":"urn:air:sdxl:lora:civitai:7@71","type":"lora","hash":null,"weight":0.3,"model_version_id":71,"file_path":null},\
            {"name":"other","type":"lora","hash":null,"weight":1.0,"model_version_id":null,"file_path":null}],\
            "params":{"prompt":"dawn, <lora:thing:0.8>\\nfog <lora:other>","negativePrompt":"haze, \\"rain\\"",\
            "sampler":"Euler a","steps":28,"cfgScale":6.50,"seed":18446744073709551615,"clipSkip":"2",\
            "Size":"832x1216","Model":"some, mix","Model hash":"31e35c80fc","ENSD":true,\
            "hashes":{"model":"31e3"},"\\"odd: key":"x","comfy":"{\\"nodes\\": []}","number":"28",\
            "list":[1.0,"a/b",null],\
            "resources":[{"name":"some, mix","type":"model","hash":"31e35c80fc"},\
            {"name":"Thing","type":"lora","hash":"FFEE0123"},{"name":"x","hash":"ffee012345"}],\
            "civitaiResources":[{"type":"lora","modelVersionId":71,"weight":0.7}],\
            "additionalResources":[{"name":"urn:air:sdxl:lora:civitai:7@71","strength":0.3}]}}]
            """);
    tsr.db("prompts 100 --version-id 101 --format jsonl")
        .shows(
            """
            {"image_id":9,"url":"https://i.example/9.jpeg","version_id":101,"version_name":"v1",\
            "width":416,"height":608,"nsfw_level":1,"prompt":"gull","negative_prompt":null,\
            "sampler":null,"steps":4,"cfg_scale":null,"seed":null,"clip_skip":null,"size":null,\
            "model":null,"resources":[],"params":{"prompt":"gull","steps":4}}
            """);
  }

  @Test
  void writesRowsWhereTheyAreAskedFor() {
    tsr.db("prompts 100 --version-id 101 --format tsv").prints("9\tv1\tgull\t\t\t4\t\t\t\t\n");
    assertThat(tsr.db("prompts 100 --format csv").out())
        .startsWith(
            "image_id,url,version_id,version_name,width,height,nsfw_level,prompt,negative_prompt,"
                + "sampler,steps,cfg_scale,seed,clip_skip,size,model,resources,params\r\n7,");
  }

  @Test
  void writesWhatWebUisParse() {
    tsr.db("prompts 100 --format a1111")
        .prints(
            """
            dawn, <lora:thing:0.8>
            fog <lora:other>
            Negative prompt: haze, "rain"
            Steps: 28, Sampler: Euler a, CFG scale: 6.50, Seed: 18446744073709551615, Size: 832x1216, \
            Model hash: 31e35c80fc, Model: "some, mix", Clip skip: 2, ENSD: true, \
            hashes: "{\\"model\\":\\"31e3\\"}", comfy: "{\\"nodes\\": []}", number: 28, \
            list: "[1.0,\\"a/b\\",null]", \
            resources: "[{\\"name\\":\\"some, mix\\",\\"type\\":\\"model\\",\\"hash\\":\\"31e35c80fc\\"},\
            {\\"name\\":\\"Thing\\",\\"type\\":\\"lora\\",\\"hash\\":\\"FFEE0123\\"},\
            {\\"name\\":\\"x\\",\\"hash\\":\\"ffee012345\\"}]", \
            civitaiResources: "[{\\"type\\":\\"lora\\",\\"modelVersionId\\":71,\\"weight\\":0.7}]", \
            additionalResources: "[{\\"name\\":\\"urn:air:sdxl:lora:civitai:7@71\\",\\"strength\\":0.3}]", \
            Other parameters: "{\\"\\\\\\"odd: key\\":\\"x\\"}"

            gull
            Steps: 4, Steps: 4, Steps: 4
            """);
  }

  @Test
  void endsEachBlockWithNul() {
    tsr.db("prompts 100 --version-id 101 --format a1111 --print0")
        .prints("gull\nSteps: 4, Steps: 4, Steps: 4\0");
    assertThat(tsr.db("prompts 100 --print0").out())
        .endsWith(
            "\0image     https://i.example/9.jpeg\nversion   v1\nprompt    gull\nsettings  steps 4\0");
    tsr.db("prompts 100 --print0 --json")
        .ends(
            2,
            "[]\n",
            "tsr: --print0 is for blocks of text; leave out --format and --json\n"
                + "Usage: tsr db prompts [OPTIONS] MODEL|FILE\n");
    tsr.db("prompts 100 --local-names --format csv").exits(2);
  }

  @Test
  void leavesOutOfTheBlockOnlyWhatIsHidden() {
    params("prompt", "a\u001b[1m\u202eb\tc 👩‍🚀\u200b", "Note", "\u001bé", "A b", "1", "B c", "2");

    tsr.db("prompts 100 --version-id 101 --format a1111")
        .prints("a[1mb\tc 👩‍🚀\nNote: \"\\u001bé\", A b: 1, B c: 2\n");
    assertThat(tsr.db("prompts 100 --version-id 101").out())
        .contains("prompt    a\\x1b[1m\\u202eb\tc 👩‍🚀\\u200b\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quay.pth", "quay.bin", "QUAY.gguf"})
  void findsLocalFilesOfEveryEnding(String name) {
    catalogue.execute(
        "UPDATE local_files SET file_path = '/m/%s' WHERE file_path LIKE '%%/none%%'"
            .formatted(name));
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO image_resources (image_id, name) SELECT id, 'quay' FROM version_images;
        """);
    params("prompt", "<lora:Quay:0.5>");

    assertThat(tsr.db("prompts 100 --version-id 101 --format a1111 --local-names").out())
        .startsWith("<lora:" + name.substring(0, 4) + ":0.5>\n");
  }

  @Test
  void findsLocalFilesWhoseNamesAreTheSameFolded() {
    catalogue.execute(
        "UPDATE local_files SET file_path = '/m/cafe\u0301.safetensors' WHERE file_path LIKE '%/none%'");
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO image_resources (image_id, name) SELECT id, 'CAFÉ' FROM version_images;
        """);

    assertThat(tsr.db("prompts 100 --version-id 101 --json").out())
        .contains("\"name\":\"CAFÉ\"", "\"file_path\":\"/m/cafe\u0301.safetensors\"");
  }

  /** Web UIs write a word in the place of a model's name; the parameters stay as they came. */
  @ParameterizedTest
  @ValueSource(strings = {"None", "none", " null ", "[none]", "undefined"})
  void takesNoWordForAModel(String none) {
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO image_resources (image_id, name, type, hash, weight)
          SELECT i.id, r.* FROM version_images i, (VALUES ('%1$s', 'model', NULL, NULL),
            ('%1$s', 'vae', '', 1), ('%1$s', 'lora', '0011223344', 0.5), ('Nones', 'lora', NULL, 1)) r
          WHERE i.civitai_id = 9;
        """
            .formatted(none));
    params("prompt", "gull", "Model", none);

    tsr.db("prompts 100 --version-id 101")
        .prints(
            """
            image     https://i.example/9.jpeg
            version   v1
            prompt    gull
            with      0011223344 (lora, weight 0.5), Nones (lora, weight 1.0)
            """);
    assertThat(tsr.db("prompts 100 --version-id 101 --format jsonl").out())
        .endsWith(
            """
            "model":null,"resources":[{"name":null,"type":"lora","hash":"0011223344","weight":0.5,\
            "model_version_id":null,"file_path":null},{"name":"Nones","type":"lora","hash":null,\
            "weight":1.0,"model_version_id":null,"file_path":null}],\
            "params":{"prompt":"gull","Model":"%s"}}
            """
                .formatted(none));
    assertThat(tsr.db("prompts 100 --version-id 101 --format a1111").out())
        .contains("Model: ", none);
  }

  @Test
  void callsTheFilesThatAreHereByTheirOwnNames() {
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO version_files (civitai_id, version_id, name)
          SELECT 1, id, 'Harbour_v1.safetensors' FROM model_versions WHERE civitai_id = 101;
        INSERT INTO image_resources (image_id, name, hash)
          SELECT id, 'other', '0x' || lower(substr((SELECT sha256 FROM local_files WHERE file_path LIKE '%/none%'), 1, 10))
          FROM version_images;
        """);
    params("prompt", "<lora:harbour_V1:0.5:0.6> a <LYCO: other > <lora:away:1>, (b", "x", "yz");

    tsr.db("prompts 100 --version-id 101 --format a1111 --local-names")
        .prints(
            "<lora:old:0.5:0.6> a <LYCO:none-58390> <lora:away:1>, (b\n"
                + "Other parameters: \"{\\\"x\\\":\\\"yz\\\"}\", Other parameters:"
                + " \"{\\\"x\\\":\\\"yz\\\"}\", Other parameters: \"{\\\"x\\\":\\\"yz\\\"}\"\n");
    assertThat(tsr.db("prompts 100 --version-id 101 --local-names").out())
        .contains("prompt    <lora:old:0.5:0.6> a <LYCO:none-58390> <lora:away:1>, (b\n");
  }

  @Test
  void findsTheFilesOfResourcesByAnyHash() {
    catalogue.execute(
        """
        DELETE FROM image_resources;
        UPDATE local_files SET weights_sha256 = 'ABCD0123' || sha256 WHERE file_path LIKE '%/none%';
        INSERT INTO image_resources (image_id, name, hash) SELECT id, 'x', 'abcd0123' FROM version_images;
        """);

    assertThat(tsr.db("prompts", "100", "--version-id", "101", "--json").out())
        .contains("\"hash\":\"abcd0123\"", "/none-58390.safetensors\"");
  }

  @Test
  void takesNoOtherFileOfAVersionForTheOneWithAHash() {
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO version_files (civitai_id, version_id, name, type)
          SELECT 1, id, 'ae.safetensors', 'VAE' FROM model_versions WHERE civitai_id = 101;
        INSERT INTO file_hashes (file_id, hash_type, hash_value)
          SELECT id, 'AutoV2', 'DEADBEEF01' FROM version_files WHERE civitai_id = 1;
        INSERT INTO image_resources (image_id, name, type, hash)
          SELECT id, 'thing', 'lora', 'deadbeef01' FROM version_images;
        """);

    assertThat(tsr.db("prompts 100 --version-id 101 --json").out())
        .contains(
            """
            "hash":"deadbeef01","weight":null,"model_version_id":null,"file_path":null}""");
  }

  @Test
  void namesTheVersionsAndFilesThatAreKnown() {
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO models (id, civitai_id, name, type) VALUES (9, 900, 'Fog', 'LORA');
        INSERT INTO model_versions (id, civitai_id, model_id, name) VALUES (9, 901, 9, 'v3');
        INSERT INTO image_resources (image_id, name, type, weight, model_version_id)
          SELECT i.id, r.* FROM version_images i, (VALUES ('', 'lora', 0.5, 901), ('', 'lora', 0.8, 901),
            ('v3', 'lora', 0.2, 901), ('Fog lora', NULL, 0.3, 901), ('v1', NULL, 1, 101), ('', NULL, NULL, 7)) r
          WHERE i.civitai_id = 9;
        """);
    params("prompt", "<lora:old:1> <lora:gone:1> <lora:NONE-58390:0.4>");
    catalogue.execute(
        "UPDATE local_files SET missing_since = 'now', file_path = '/gone.sft' WHERE file_path LIKE '%/none%'");

    assertThat(tsr.db("prompts 100 --version-id 101").out())
        .endsWith(
            """
            with      Fog v3 (lora, weight 0.5), Fog v3 (lora, weight 0.8),
                      Fog v3 (lora, weight 0.2), Fog lora (weight 0.3),
                      this version (weight 1.0), version 7, old (lora, weight 1.0),
                      gone (lora, weight 1.0), NONE-58390 (lora, weight 0.4)
            """);
    String old = tsr.db("list --json").out().replaceAll("(?s).*\"file_path\":\"([^\"]*).*", "$1");
    assertThat(tsr.db("prompts 100 --version-id 101 --json").out())
        .contains(
            """
            "resources":[{"name":"Fog v3","type":"lora","hash":null,"weight":0.5,"model_version_id":901,"file_path":null},""",
            """
            {"name":"v1","type":null,"hash":null,"weight":1.0,"model_version_id":101,"file_path":"%1$s"},\
            {"name":null,"type":null,"hash":null,"weight":null,"model_version_id":7,"file_path":null},\
            {"name":"old","type":"lora","hash":null,"weight":1.0,"model_version_id":null,"file_path":"%1$s"},\
            {"name":"gone","type":"lora","hash":null,"weight":1.0,"model_version_id":null,"file_path":null},"""
                .formatted(old));
  }

  @Test
  void showsOnlyWhatAnyoneMaySee() {
    catalogue.execute("UPDATE version_images SET nsfw_level = 4 WHERE civitai_id = 7");
    assertThat(images("100", "--sfw")).containsExactly("9");
    catalogue.execute("UPDATE version_images SET nsfw_level = NULL WHERE civitai_id = 9");
    tsr.db("prompts 100 --sfw --json")
        .prints("[]\n", "--sfw leaves out 2 example images that CivitAI does not rate PG.\n");
  }

  @Test
  void readsNumbersOnlyWhereTheyMakeSense() {
    params("steps", "10000E2147483646", "cfgScale", "1E999", "seed", "1.5e3", "clipSkip", "2.5");
    tsr.db("prompts 100 --version-id 101 --format tsv").prints("9\tv1\t\t\t\t\t\t1500\t\t\n");
    params("steps", "20.0", "seed", " 7\n");
    assertThat(tsr.db("prompts 100 --version-id 101 --format jsonl").out())
        .contains("\"steps\":20,", "\"seed\":7,", "\"params\":{\"steps\":20.0,\"seed\":7}");
  }

  @Test
  void tellsResourcesApart() {
    catalogue.execute(
        """
        DELETE FROM image_resources;
        INSERT INTO image_resources (image_id, name, type, hash)
          SELECT id, 'aa', 'lora', '' FROM version_images UNION ALL
          SELECT id, 'bb', 'lora', 'abcdef1234' FROM version_images UNION ALL
          SELECT id, 'cc', 'model', 'abc' FROM version_images;
        """);
    params("prompt", "<lora:AA: 0.5 > <lora:d:1e-1> <lora:e:0,5>");

    assertThat(tsr.db("prompts 100 --version-id 101").out())
        .endsWith(
            "with      aa (lora, weight 0.5), bb (lora), cc (model), d (lora, weight 0.1),\n          e (lora)\n");
  }

  /** What the images were made with: keys and values in turn. */
  private void params(String... params) {
    catalogue.execute("DELETE FROM image_generation_params");
    for (int i = 0; i < params.length; i += 2) {
      catalogue.execute(
          "INSERT INTO image_generation_params (image_id, key, value) SELECT id, '%s', '%s' FROM version_images"
              .formatted(params[i], params[i + 1]));
    }
  }

  @Test
  void findsTheVersionOfAFileOrAnAddress() {
    assertThat(images("old")).containsExactly("9");
    assertThat(images("old", "--version-id", "102")).containsExactly("7");
    assertThat(images("https://civitai.com/models/100/harbour")).containsExactly("7", "9");
    assertThat(images("https://civitai.com/models/100?modelVersionId=101")).containsExactly("9");
    assertThat(images("100", "-n", "1")).containsExactly("7");
    for (String version :
        new String[] {
          "102", "https://civitai.com/models/100?modelVersionId=102", "civitai:100@102"
        }) {
      assertThat(images("100", "--version-id", version)).containsExactly("7");
    }
    assertThat(tsr.db("prompts 100 --version-id https://civitai.com/models/100").err())
        .startsWith(
            "tsr: Invalid value for option '--version-id': 'https://civitai.com/models/100'"
                + " is not the id, page address or AIR of a version at CivitAI\n");
    tsr.db("prompts 100 -n 1").says("1 of 2; -n 0 for all\n");
    assertThat(tsr.db("prompts 100 -n 2").err()).isEmpty();
    assertThat(images("100", "-n", "0")).containsExactly("7", "9");
  }

  @Test
  void saysWhatIsNotThere() {
    tsr.db("prompts 58390 --json")
        .ends(
            4, "[]\n", "tsr: model 58390 is not in the catalogue; tsr db cache 58390 stores it\n");
    tsr.db("prompts 99999999")
        .says("tsr: model 99999999 is not in the catalogue; tsr db cache 99999999 stores it\n");
    tsr.db("prompts 100 --version-id 9")
        .fails(
            4,
            "tsr: the model has no version 9 in the catalogue; refresh the model with tsr"
                + " db cache\n");
    tsr.db("prompts nothing")
        .fails(
            4,
            "tsr: no file in the catalogue matches nothing, nor is it the id, page address or AIR of a model at CivitAI; see tsr db list\n");
    tsr.db("prompts none --json")
        .prints("[]\n", "none is not linked to CivitAI; see tsr db link.\n");
  }

  @Test
  void saysThatNothingIsKnownOfTheImages() {
    catalogue.execute("DELETE FROM image_generation_params");

    tsr.db("prompts 100")
        .prints("", "The parameters of its example images are not known; see tsr db cache.\n");
  }

  /** Of rows that someone else wrote it is not known which value was a string. */
  @Test
  void takesAValueForJsonIfItLooksLikeIt() {
    catalogue.execute(
        """
        DELETE FROM image_generation_params;
        INSERT INTO image_generation_params (image_id, key, value)
          SELECT id, 'a', '7' FROM version_images UNION ALL
          SELECT id, 'b', '{ "x": [1, 2] }' FROM version_images UNION ALL
          SELECT id, 'c', '{x' FROM version_images UNION ALL
          SELECT id, 'd', '"q"' FROM version_images UNION ALL
          SELECT id, 'e', 'null' FROM version_images UNION ALL
          SELECT id, 'f', 'false' FROM version_images UNION ALL
          SELECT id, 'g', NULL FROM version_images UNION ALL
          SELECT id, 'h', '["' || char(0x202e, 0x9b) || '"]' FROM version_images;
        """);

    assertThat(tsr.db("prompts 100 -n 1 --format jsonl").out())
        .endsWith(
            """
            "params":{"a":7,"b":{"x":[1,2]},"c":"{x","d":"\\"q\\"","e":"null","f":false,"h":["\\u202e\\u009b"]}}
            """);
  }

  @Test
  void prefersJsonToTheWebUisFormat() {
    assertThat(tsr.db("prompts 100 -j --format a1111 -n 1").out()).startsWith("[{\"image_id\"");
  }

  @Test
  void refusesTheWebUisFormatElsewhere() {
    tsr.db("list --format a1111")
        .fails(
            2,
            "tsr: Invalid value for option '--format': 'a1111' is for prompts only\n"
                + "Usage: tsr db list [OPTIONS] [TERM...]\n");
  }

  private List<String> images(Object... arguments) {
    Result result = tsr.db("prompts", arguments).exits(0);
    return result
        .out()
        .lines()
        .filter(line -> line.startsWith("image "))
        .map(line -> line.replaceAll(".*/|\\.jpeg", ""))
        .toList();
  }
}
