package dev.tensors.tsr.cache;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class CacheTest extends OnlineTest {

  private static final String HASH = "AB".repeat(32);

  /** With every field that has a column. */
  private static final String RICH =
      """
      {"id": 7, "name": "Harbour", "description": "<p>Fog</p>", "type": "LORA", "nsfw": true,
       "nsfwLevel": 31, "poi": true, "minor": true, "sfwOnly": true, "availability": "Public",
       "allowNoCredit": true, "allowCommercialUse": ["Image", "Rent"], "allowDerivatives": false,
       "allowDifferentLicense": true, "supportsGeneration": true, "mode": "Archived",
       "stats": {"downloadCount": 3000000000, "thumbsUpCount": 2, "thumbsDownCount": 3, "commentCount": 4,
                 "tippedAmountCount": 5},
       "creator": {"username": "ann", "image": "https://a.example/ann.png"},
       "tags": ["boats", "fog", "boats"], "cosmetic": {"unheard": "of"},
       "modelVersions": [
         {"id": 71, "index": 0, "name": "v1", "description": "<p>First</p>",
          "baseModel": "SDXL 1.0", "baseModelType": "Standard", "nsfwLevel": 3,
          "status": "Published", "availability": "EarlyAccess", "uploadType": "Created",
          "usageControl": "Download", "air": "urn:air:sdxl:lora:civitai:7@71",
          "trainingStatus": "Approved", "trainingDetails": {"type": "Style", "steps": 1e3},
          "earlyAccessEndsAt": "2021-05-01T00:00:00.000Z", "supportsGeneration": true,
          "stats": {"downloadCount": 6, "thumbsUpCount": 7, "thumbsDownCount": 8},
          "downloadUrl": "https://c.example/71", "createdAt": "2021-01-02T03:04:05.678Z",
          "publishedAt": "2021-02-03T00:00:00.000Z", "updatedAt": "2021-03-04T01:00:00+01:00",
          "trainedWords": ["dawn, mist ,", "rain"],
          "files": [{"id": 5000000710, "name": "h.safetensors", "type": "Model", "sizeKB": 12.5,
            "metadata": {"format": "SafeTensor", "size": "pruned", "fp": "fp16", "other": 1},
            "pickleScanResult": "Success", "pickleScanMessage": "No imports",
            "virusScanResult": "Pending", "virusScanMessage": "Soon",
            "scannedAt": "2021-01-02T03:10:00.000Z", "primary": true,
            "hashes": {"AutoV2": "ab12", "SHA256": "%s", "CRC32": 12345678, "BLAKE3": null,
                       "AutoV3": " "}, "downloadUrl": "https://c.example/710"}],
          "images": [
            {"id": 91, "url": "https://i.example/x/91.jpeg", "nsfwLevel": 2, "width": 832,
             "height": 1216, "hash": "UOF", "type": "image", "hasMeta": true,
             "hasPositivePrompt": true, "onSite": true, "minor": true, "poi": true,
             "availability": "Public", "remixOfId": 90,
             "metadata": {"hash": "UOF", "size": 1098842, "width": 832}},
            {"id": 92, "url": "https://i.example/x/92.mp4", "type": "video", "hasMeta": false,
             "metadata": {"duration": 4.5, "audio": true, "size": 1000}}]}]}
      """
          .formatted(HASH);

  private static final String RICH_DETAILS =
      """
      {"id": 71, "modelId": 7, "images": [{"url": "https://i.example/y/91.jpeg?x", "meta": {
        "prompt": "a \\"boat\\",\\nnaïve", "steps": 28, "cfgScale": 6.50, "on": true, "none": null,
        "seed": 18446744073709551615, "Size": "832x1216", "": "", "a \\"key\\"": [1, "two", null],
        "hashes": {"model": "31E3"}, "resources": [
          {"name": "mix", "type": "model", "hash": "31e3"},
          {"name": "thing", "type": "lora", "weight": 0.8}],
        "civitaiResources": [{"type": "lora", "weight": 0.7, "modelVersionId": 55}]}}]}
      """;

  @Test
  void asksForManyModelsAtOnceByIdAndAddress() {
    CIVITAI.lists(
        model(8, "Eight"),
        model(7, "Seven", version(71, "v1", "2025-01-01", HASH)),
        model(9, "Nine"));

    tsr.db(
            "cache 8 https://civitai.com/models/7/seven?modelVersionId=999 https://civitai.red/models/9?modelVersionId=5 7 --json")
        .prints(
            """
            [{"model_id":8,"name":"Eight","versions":0,"files":0,"images":0,"prompts":0,"previews":0,\
            "status":"cached"},
             {"model_id":7,"name":"Seven","versions":1,"files":1,"images":0,"prompts":0,"previews":0,\
            "status":"cached"},
             {"model_id":9,"name":"Nine","versions":0,"files":0,"images":0,"prompts":0,"previews":0,\
            "status":"cached"}]
            """);
    assertThat(CIVITAI.calls()).containsExactly("GET /models?ids=8,7,9&nsfw=true&limit=100");
  }

  @Test
  void takesAnAddressThatNamesOnlyAVersion() {
    CIVITAI.answers("/model-versions/71", "{\"id\": 71, \"modelId\": 7}");
    CIVITAI.lists(model(7, "Seven"));

    tsr.db("cache civitai.red/model-versions/71").prints("7\tSeven\t0\t0\t0\t0\t0\tcached\n");
    tsr.db("cache https://civitai.com/api/download/models/72")
        .fails(4, "tsr: CivitAI has no version 72; check the id\n");
  }

  @Test
  void takesTheModelOfALinkedFile() {
    CIVITAI.lists(model(7, "Seven"));
    tsr.db("cache 7");
    catalogue.execute(
        """
        INSERT INTO local_files (file_path, sha256, civitai_model_id, civitai_version_id) VALUES
          ('/m/boat.safetensors', 'A', 7, 71), ('/m/quay.safetensors', 'B', NULL, NULL)
        """);

    tsr.db("cache boat urn:air:sdxl:lora:civitai:7@71")
        .prints("7\tSeven\t0\t0\t0\t0\t0\trefreshed\n");
    tsr.db("cache quay")
        .fails(
            4,
            "tsr: /m/quay.safetensors: not linked to CivitAI, so it has no model; see tsr db"
                + " link\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"harbour", "0", "-7", "7a", "2147483648", "https://civitai.com/user/ann", "7.5"})
  void takesNothingElseForAModel(String word) {
    Result result = tsr.db("cache 7 --", word).exits(2);
    assertThat(result.err())
        .contains(
            "'"
                + word
                + "' is not the id, page address or AIR of a model at CivitAI, nor a file in the"
                + " catalogue, nor hf:OWNER/REPO\nUsage: ");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void wantsToBeToldWhatToCache() {
    Result result = tsr.db("cache --json").exits(2);
    result.shows("[]\n");
    assertThat(result.err())
        .startsWith(
            "tsr: name a MODEL, or give --linked, --stale AGE or --suggested\nUsage: tsr db cache ");
  }

  @Test
  void storesAllThatCivitaiSays() {
    CIVITAI.lists(RICH);
    CIVITAI.details(RICH_DETAILS, "null");

    tsr.db("cache 7").prints("7\tHarbour\t1\t1\t2\t1\t0\tcached\n");

    assertThat(CIVITAI.calls())
        .containsExactly(
            "GET /models?ids=7&nsfw=true&limit=100", "POST /model-versions/by-hash " + HASH);
    catalogue.has(
        """
        SELECT m.civitai_id, name, description, type, nsfw, poi, minor, sfw_only,
          nsfw_level, availability, allow_no_credit, allow_commercial_use,
          allow_derivatives, allow_different_license, supports_generation, download_count,
          thumbs_up_count, thumbs_down_count, comment_count, tipped_amount_count, mode,
          gone_at, fetched_at > '2026', username, image_url
        FROM models m JOIN creators c ON c.id = creator_id
        """,
        "7|Harbour|<p>Fog</p>|LORA|1|1|1|1|31|Public|1|Image, Rent|0|1|1|3000000000|2|3|4|5|Archived"
            + "|null|1|ann|https://a.example/ann.png");
    catalogue.has(
        "SELECT name FROM tags JOIN model_tags ON tag_id = id ORDER BY name", "boats", "fog");
    catalogue.has(
        """
        SELECT civitai_id, name, description, base_model, base_model_type, nsfw_level,
          status, availability, upload_type, usage_control, air, training_status,
          training_details, early_access_ends_at, download_count, thumbs_up_count,
          thumbs_down_count, supports_generation, download_url, created_at, published_at,
          updated_at, version_index, gone_at
        FROM model_versions
        """,
        "71|v1|<p>First</p>|SDXL 1.0|Standard|3|Published|EarlyAccess|Created|Download"
            + "|urn:air:sdxl:lora:civitai:7@71|Approved|{\"type\":\"Style\",\"steps\":1e3}"
            + "|2021-05-01T00:00:00Z|6|7|8|1|https://c.example/71|2021-01-02T03:04:05Z"
            + "|2021-02-03T00:00:00Z|2021-03-04T00:00:00Z|0|null");
    catalogue.has(
        "SELECT position, word FROM trained_words ORDER BY id", "0|dawn, mist ,", "1|rain");
    catalogue.has(
        """
        SELECT civitai_id, name, type, size_kb, format, size_type, fp, is_primary,
          pickle_scan_result, pickle_scan_message, virus_scan_result, virus_scan_message,
          scanned_at, download_url, group_concat(hash_type || '=' || hash_value)
        FROM version_files f JOIN file_hashes h ON h.file_id = f.id
        """,
        "5000000710|h.safetensors|Model|12.5|SafeTensor|pruned|fp16|1|Success|No imports|Pending|Soon"
            + "|2021-01-02T03:10:00Z|https://c.example/710|AutoV2=AB12,SHA256="
            + HASH
            + ",CRC32=12345678");
    catalogue.has(
        """
        SELECT civitai_id, url, type, nsfw_level, width, height, hash, has_meta,
          has_positive_prompt, on_site, minor, poi, availability, remix_of_id, duration,
          has_audio, size_bytes
        FROM version_images i LEFT JOIN image_video_metadata v ON v.image_id = i.id
        """,
        "91|https://i.example/x/91.jpeg|image|2|832|1216|UOF|1|1|1|1|1|Public|90|null|null|null",
        "92|https://i.example/x/92.mp4|video|null|null|null|null|0|0|0|0|0|null|null|4.5|1|1000");
    catalogue.has(
        "SELECT key, value FROM image_generation_params ORDER BY id",
        "prompt|a \"boat\",\nnaïve",
        "steps|28",
        "cfgScale|6.50",
        "on|true",
        "seed|18446744073709551615",
        "Size|832x1216",
        "|",
        "a \"key\"|[1,\"two\",null]",
        "hashes|{\"model\":\"31E3\"}",
        "resources|[{\"name\":\"mix\",\"type\":\"model\",\"hash\":\"31e3\"},"
            + "{\"name\":\"thing\",\"type\":\"lora\",\"weight\":0.8}]",
        "civitaiResources|[{\"type\":\"lora\",\"weight\":0.7,\"modelVersionId\":55}]");
    catalogue.has(
        "SELECT name, type, hash, weight, model_version_id FROM image_resources",
        "mix|model|31e3|null|null",
        "thing|lora|null|0.8|null",
        "|lora|null|0.7|55");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"Image\", \"Rent\"] | Image, Rent",
        "\"{Image,Rent}\" | Image, Rent",
        "\"{Image, \\\"Rent\\\"}\" | Image, Rent",
        "\"Image\" | Image",
        "[\"{Image,Rent}\"] | Image, Rent",
        "[\"Image\", \"Image\"] | Image",
        "\"{}\" | ''",
        "[] | ''"
      })
  void storesTheAllowedUsesInOneSpelling(String answer, String uses) {
    CIVITAI.lists(RICH.replace("[\"Image\", \"Rent\"]", answer));

    tsr.db("cache 7");

    catalogue.has("SELECT allow_commercial_use FROM models", uses);
  }

  @Test
  void keepsWhatOnlyTheVersionsOwnAnswerSays() {
    String image = "[{\"id\": 91, \"url\": \"https://i.example/91.jpeg\", \"hasMeta\": true}]";
    CIVITAI.lists(model(7, "Harbour", version(71, "v1", "2025-01-01", HASH).replace("[]", image)));
    CIVITAI.details("{\"id\": 71, \"modelId\": 7, \"air\": \"urn:air:x\", \"images\": []}");

    tsr.db("cache 7");

    catalogue.has("SELECT name, air FROM model_versions", "v1|urn:air:x");
  }

  @Test
  void storesAModelThatHasNothingButIds() {
    CIVITAI.lists(
        """
        {"id": 7, "name": null, "description": null, "type": null, "nsfw": null, "stats": null,
         "creator": null, "tags": null, "allowCommercialUse": null, "mode": null,
         "modelVersions": [
           {"id": 71, "name": null, "baseModel": null, "publishedAt": null, "stats": null,
            "trainedWords": null, "downloadUrl": null,
            "files": [{"id": 711, "name": null, "metadata": null, "hashes": {}, "sizeKB": null},
                      {"id": null, "name": "no id"}],
            "images": [{"url": "u", "meta": null, "metadata": null, "nsfwLevel": null},
                       {"url": null}]},
           {"id": 72, "files": null, "images": null}]}
        """);

    tsr.db("cache 7").prints("7\t\t2\t1\t1\t0\t0\tcached\n");
    catalogue.has(
        """
        SELECT m.name, type, nsfw, m.download_count, creator_id, mode, v.name, base_model,
          published_at
        FROM models m JOIN model_versions v ON v.model_id = m.id
        """,
        "||0|null|null|null||null|null",
        "||0|null|null|null||null|null");
  }

  /** A creator can hide the downloads, and old answers do not count thumbs. */
  @Test
  void keepsCountsThatCivitaiDoesNotTellUnknown() {
    CIVITAI.lists(
        model(7, "Harbour", version(71, "v1", "2025-01-01", HASH))
            .replace(
                "\"downloadCount\": 7",
                "\"downloadCount\": null, \"thumbsUpCount\": 3, \"commentCount\": 0"));
    tsr.db("cache 7");

    catalogue.has(
        "SELECT download_count, thumbs_up_count, comment_count, tipped_amount_count FROM models",
        "null|3|0|null");
    catalogue.has("SELECT download_count, thumbs_up_count FROM v_models_with_latest", "null|3");
    tsr.db("search harbour").prints("7\tHarbour\tLORA\tann\tSDXL 1.0\tv1\t\t\n");
    assertThat(tsr.db("search harbour --json").out())
        .contains("\"download_count\":null,\"thumbs_up_count\":3,");
  }

  /** Version 72 is withdrawn and 73 is new. */
  @Test
  void refreshesWhatChanged() {
    CIVITAI.lists(
        model(
            7,
            "Harbour",
            version(72, "v2", "2025-02-01", "C".repeat(64))
                .replace("\"images\": []", "\"images\": [{\"id\": 91, \"url\": \"u\"}]"),
            version(71, "v1", "2025-01-01", HASH)));
    tsr.db("cache 7");
    CIVITAI.lists(
        model(
                7,
                "Harbour II",
                version(73, "v3", "2025-03-01", "D".repeat(64)),
                version(71, "v1.1", "2025-01-01", HASH).replace("\"mist, \"", "\"rain\""))
            .replace("\"downloadCount\": 7", "\"downloadCount\": null")
            .replace("\"boats\", \"fog\"", "\"fog\", \"sea\""));

    tsr.db("cache 7").prints("7\tHarbour II\t3\t3\t1\t0\t0\trefreshed\n");

    catalogue.has("SELECT name, download_count, gone_at FROM models", "Harbour II|null|null");
    catalogue.has(
        "SELECT civitai_id, name, version_index, gone_at > '2026' FROM model_versions"
            + " ORDER BY civitai_id",
        "71|v1.1|1|null",
        "72|v2|null|1",
        "73|v3|0|null");
    catalogue.has("SELECT latest_version FROM v_models_with_latest", "v3");
    catalogue.has("SELECT name FROM tags ORDER BY name", "fog", "sea");
    catalogue.has(
        "SELECT word FROM trained_words w JOIN model_versions v ON v.id = version_id"
            + " WHERE civitai_id = 71 ORDER BY position",
        "dawn",
        "rain");
  }

  @Test
  void saysWhenARowWasChanged() {
    CIVITAI.lists(model(7, "Harbour"));
    tsr.db("cache 7");
    catalogue.execute("UPDATE models SET created_at = '2021-01-01', updated_at = '2021-01-01'");

    tsr.db("cache 7");

    catalogue.has("SELECT created_at, updated_at > '2026' FROM models", "2021-01-01|1");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void keepsParametersThatALaterAnswerLacks(boolean hasMeta) {
    CIVITAI.lists(RICH);
    CIVITAI.details(RICH_DETAILS);
    tsr.db("cache 7");
    String image =
        """
        [{"url": "https://i.example/z/91.png", "hasMeta": %s, "hasPositivePrompt": %s}]"""
            .formatted(hasMeta, hasMeta);
    CIVITAI.details();
    CIVITAI.lists();
    CIVITAI.answers(
        "/models/7",
        model(7, "Harbour", version(71, "v1", "2025-01-01", HASH).replace("[]", image)));

    tsr.db("cache 7").prints("7\tHarbour\t1\t2\t1\t1\t0\trefreshed\n");
    catalogue.has("SELECT civitai_id, url FROM version_images", "91|https://i.example/z/91.png");
    catalogue.has("SELECT count(*) FROM image_generation_params", "11");
    catalogue.has("SELECT count(*) FROM image_resources", "3");
  }

  @Test
  void changesTheParametersThatALaterAnswerHas() {
    CIVITAI.lists(RICH);
    CIVITAI.details(RICH_DETAILS);
    tsr.db("cache 7");
    CIVITAI.details(
        """
        {"id": 71, "images": [{"url": "https://i.example/y/91.jpeg", "meta":
          {"prompt": "a ship", "steps": "thirty", "new": -1}}]}
        """);

    tsr.db("cache 7");

    catalogue.has(
        "SELECT key, value FROM image_generation_params"
            + " WHERE key IN ('prompt', 'steps', 'new', 'Size') ORDER BY key",
        "Size|832x1216",
        "new|-1",
        "prompt|a ship",
        "steps|thirty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "[]", "\"free\"", "7", "true", "{}", "{\"meta\": null, \"id\": 5}"})
  void takesAnyMeta(String meta) {
    CIVITAI.lists(RICH);
    CIVITAI.details("{\"id\": 71, \"images\": [{\"url\": \"x/91.jpeg\", \"meta\": " + meta + "}]}");

    tsr.db("cache 7").prints("7\tHarbour\t1\t1\t2\t0\t0\tcached\n");
  }

  @Test
  void knowsAnImageByItsAddressWhereItsIdWasNotRecorded() {
    CIVITAI.lists(RICH);
    CIVITAI.details(RICH_DETAILS);
    tsr.db("cache 7");
    catalogue.execute("UPDATE version_images SET civitai_id = NULL");

    tsr.db("cache 7").prints("7\tHarbour\t1\t1\t2\t1\t0\trefreshed\n");
    catalogue.has("SELECT id, civitai_id FROM version_images ORDER BY 1", "1|91", "2|92");
  }

  @Test
  void marksAModelGoneUntilItComesBack() {
    String harbour = model(7, "Harbour", version(71, "v1", "2025-01-01", HASH));
    CIVITAI.lists(harbour);
    tsr.db("cache 7");
    CIVITAI.lists();

    tsr.db("cache 7")
        .prints(
            "7\tHarbour\t1\t1\t0\t0\t0\tgone\n",
            "CivitAI no longer has model 7 (Harbour); its data is kept.\n");
    catalogue.execute("UPDATE models SET gone_at = '2021-01-01T00:00:00Z'");
    tsr.db("cache 7 -q");
    catalogue.has(
        "SELECT gone_at, (SELECT version_index FROM model_versions),"
            + " (SELECT count(*) FROM trained_words) FROM models",
        "2021-01-01T00:00:00Z|0|2");

    CIVITAI.lists(harbour);
    tsr.db("cache 7").prints("7\tHarbour\t1\t1\t0\t0\t0\trefreshed\n");
    catalogue.has("SELECT gone_at FROM models", "null");
  }

  @Test
  void saysWhichModelsThereAreNot() {
    CIVITAI.lists(model(7, "Harbour"));

    tsr.db("cache 6 7")
        .ends(
            4,
            "6\t\t\t\t\t\t\tnot_found\n7\tHarbour\t0\t0\t0\t0\t0\tcached\n",
            "tsr: CivitAI has no model 6; check the id\n");
    catalogue.has("SELECT civitai_id FROM models", "7");
  }

  @Test
  void refreshesTheModelsOfLinkedFilesAllOrThoseFetchedLongAgo() {
    CIVITAI.lists(model(7, "Seven"), model(8, "Eight"), model(9, "Not linked"));
    tsr.db("cache 7 8 9");
    catalogue.execute(
        """
        INSERT INTO local_files (file_path, sha256, civitai_model_id, civitai_version_id) VALUES
          ('/a', 'A', 7, 71), ('/b', 'B', 8, 81), ('/c', 'C', 7, 71), ('/d', 'D', NULL, NULL)
        """);
    CIVITAI.resetRequests();

    assertThat(tsr.db("cache --linked").out().lines())
        .containsExactly(
            "7\tSeven\t0\t0\t0\t0\t0\trefreshed", "8\tEight\t0\t0\t0\t0\t0\trefreshed");
    tsr.db("cache --stale 7d")
        .prints(
            "",
            "The data of no linked model is that old; tsr db cache --linked fetches all anew.\n");
    catalogue.execute(
        "UPDATE models SET fetched_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-8 days')"
            + " WHERE civitai_id IN (8, 9)");
    tsr.db("cache --stale 7d").prints("8\tEight\t0\t0\t0\t0\t0\trefreshed\n");
    assertThat(CIVITAI.calls())
        .containsExactly(
            "GET /models?ids=7,8&nsfw=true&limit=100", "GET /models?ids=8&nsfw=true&limit=100");
  }

  @Test
  void takesWhatWasFetchedJustNowOrInTheFutureForStale() {
    CIVITAI.lists(model(7, "Seven"));
    tsr.db("cache 7");
    catalogue.execute(
        "INSERT INTO local_files (file_path, sha256, civitai_model_id, civitai_version_id)"
            + " VALUES ('/a', 'A', 7, 71)");

    tsr.db("cache --stale 0").shows("7\tSeven\t0\t0\t0\t0\t0\trefreshed\n");
    assertThat(tsr.db("cache --stale 1d").out()).isEmpty();
    catalogue.execute("UPDATE models SET fetched_at = '2999-01-01T00:00:00Z'");
    tsr.db("cache --stale 1d").shows("7\tSeven\t0\t0\t0\t0\t0\trefreshed\n");
  }

  @Test
  void keepsWhatWasStoredBeforeCivitaiRefused() {
    CIVITAI.lists(
        IntStream.rangeClosed(1, 100).mapToObj(id -> model(id, "M")).toArray(String[]::new));
    CIVITAI.answers(
        get(urlPathEqualTo(CivitaiStub.LISTING)).withQueryParam("ids", equalTo("101,102")),
        error(401, "Unauthorized"));

    Result result = tsr.db("cache", IntStream.rangeClosed(1, 102).boxed().toList()).exits(5);
    assertThat(result.out().lines().filter(line -> line.endsWith("\t0\tcached"))).hasSize(100);
    assertThat(result.out()).endsWith("\n101\t\t\t\t\t\t\tfailed\n102\t\t\t\t\t\t\tfailed\n");
    result.says("tsr: CivitAI requires a key (401: Unauthorized); see --api-key\n");
    catalogue.has("SELECT count(*) FROM models", "100");
  }

  @Test
  void storesHostileTextAsItIsAndShowsItHarmless() {
    String hostile = "\\u001b[2J\\u0007'); DROP TABLE models;--\\n\\\"\\u202e\\u0000end";
    CIVITAI.lists(
        model(7, hostile, version(71, "v1", "2025-01-01", HASH)).replace("dawn", hostile));

    assertThat(tsr.db("cache 7").out())
        .startsWith("7\t\\x1b[2J\\x07'); DROP TABLE models;--\\n\"\\u202e\\x00end\t1\t1\t");
    assertThat(catalogue.rows("SELECT name FROM models UNION ALL SELECT word FROM trained_words"))
        .startsWith(
            "\u001b[2J\u0007'); DROP TABLE models;--\n\"\u202e\0end",
            "\u001b[2J\u0007'); DROP TABLE models;--\n\"\u202e\0end");
    CIVITAI.lists();
    tsr.db("cache 7 --json")
        .prints(
            "[{\"model_id\":7,\"name\":\"\\u001b[2J\\u0007'); DROP TABLE models;--\\n\\\""
                + "\\u202e\\u0000end\",\"versions\":1,\"files\":1,\"images\":0,\"prompts\":0,"
                + "\"previews\":0,\"status\":\"gone\"}]\n",
            "CivitAI no longer has model 7 (\\x1b[2J\\x07'); DROP TABLE models;--\\n\"\\u202e\\x00end)"
                + "; its data is kept.\n");
  }

  /**
   * Answers that CivitAI once gave, with the texts of others in them, so they are not part of the
   * project: {@code -Dtsr.recorded=FOLDER} says where they are, else they are looked for beside it.
   */
  @Test
  void storesRecordedModelsWhole() throws IOException {
    Path folder = Path.of(System.getProperty("tsr.recorded", "../shared/recorded"));
    assumeTrue(Files.isDirectory(folder), "no recorded answers");
    JsonMapper mapper = new JsonMapper();
    JsonNode lora = mapper.readTree(Files.readString(folder.resolve("model-215485.json")));
    JsonNode version =
        mapper.readTree(Files.readString(folder.resolve("model-version-242807.json")));
    JsonNode listing = mapper.readTree(Files.readString(folder.resolve("models-list-2.json")));
    List<JsonNode> models =
        Stream.concat(Stream.of(lora), elements(listing.path("items"))).toList();
    CIVITAI.lists(models.stream().map(JsonNode::toString).toArray(String[]::new));
    CIVITAI.details(version.toString());

    Result result =
        tsr.db("cache", models.stream().map(model -> model.path("id").asString()).toList())
            .exits(0)
            .says("");
    List<JsonNode> versions = below(models, "modelVersions");
    List<JsonNode> files = below(versions, "files");
    List<JsonNode> images = below(versions, "images");
    assertThat(images).isNotEmpty();
    assertCount("models", models.size());
    assertCount("model_versions", versions.size());
    assertCount("version_files", files.size());
    assertCount("file_hashes", files.stream().mapToInt(file -> file.path("hashes").size()).sum());
    assertCount("trained_words", below(versions, "trainedWords").size());
    assertCount("version_images", images.size());
    assertCount("tags", (int) below(models, "tags").stream().distinct().count());
    assertCount("model_tags", below(models, "tags").size());
    assertCount(
        "image_generation_params WHERE key = 'prompt'",
        (int) images.stream().filter(image -> image.path("meta").has("prompt")).count());
    catalogue.has(
        "SELECT value FROM image_generation_params p JOIN version_images i"
            + " ON i.id = image_id WHERE key = 'prompt' AND civitai_id = 4080480",
        "<lora:sd_xl_turbo_lora_v1-128dim:1>1 girl, snow");
    catalogue.has("SELECT count(*) FROM model_versions WHERE version_index = 0", "3");
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<JsonNode> below(List<JsonNode> nodes, String field) {
    return nodes.stream().flatMap(node -> elements(node.path(field))).toList();
  }

  private void assertCount(String table, int count) {
    assertThat(catalogue.rows("SELECT count(*) FROM " + table))
        .as(table)
        .containsExactly("" + count);
  }
}
