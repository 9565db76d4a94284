package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PageTest extends CommandTest {

  private static final byte[] PNG = PagePicturesTest.picture("png", 40, 30);

  /**
   * A model with two versions, of which the older one is here, and one of which no file is here.
   */
  private static final String MODELS =
      """
      INSERT INTO creators (id, username) VALUES (1, 'ann');
      INSERT INTO models (id, civitai_id, name, type, creator_id, download_count, description) VALUES
        (1, 100, 'Fog', 'LORA', 1, 1200, '<p>Mist</p>'),
        (2, 200, 'Rain', 'LORA', 1, 7, NULL);
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index,
        published_at, download_url) VALUES
        (1, 102, 1, 'v2', 'SD 1.5', 0, '2026-03-01T09:00:00Z', 'https://civitai.com/x'),
        (2, 101, 1, 'v1', 'SD 1.5', 1, '2025-03-01T09:00:00Z', 'https://civitai.com/y'),
        (3, 201, 2, 'one', 'Pony', 0, '2025-04-01T09:00:00Z', NULL);
      INSERT INTO trained_words (version_id, word, position) VALUES (2, 'fog, mist', 0), (3, 'wet', 0);
      INSERT INTO tags (id, name) VALUES (1, 'sea');
      INSERT INTO model_tags VALUES (1, 1), (2, 1);
      INSERT INTO version_images (id, civitai_id, version_id, url, nsfw_level) VALUES
        (1, 901, 2, 'https://a.example/1.jpeg', 1), (2, 902, 2, 'https://a.example/2.jpeg', 8);
      INSERT INTO image_generation_params (image_id, key, value) VALUES
        (1, 'prompt', 'a calm prompt'), (1, 'seed', '12345678901234567890'),
        (2, 'prompt', 'another prompt');
      UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101,
        link_source = 'civitai', link_match = 'sha256', created_at = '2026-01-02T03:04:05Z'
        WHERE file_path LIKE '%/fog.safetensors';
      """;

  private Path page;

  @BeforeEach
  void workplace() {
    page = home.resolve("page");
  }

  @Test
  void createsNoFolderAboveThePage() {
    Path typo = home.resolve("typo/page");

    tsr.db("page", typo)
        .fails(4, "tsr: " + typo.getParent() + ": no such folder; create it, or check the path\n");
    assertThat(typo.getParent()).doesNotExist();
  }

  private Result write(String... options) {
    return tsr.db("page", page, options);
  }

  private void written(String... options) {
    write(options).exits(0);
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of the page by their names. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(page)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(page.relativize(file).toString(), text(file));
      }
    }
    return files;
  }

  /** The texts of the files whose names begin so. */
  private List<String> texts(String start) throws IOException {
    return files().entrySet().stream()
        .filter(file -> file.getKey().startsWith(start))
        .map(Map.Entry::getValue)
        .toList();
  }

  private String catalogue() throws IOException {
    return texts("page/catalogue-").getFirst();
  }

  private String everything() throws IOException {
    return files().entrySet().stream()
        .filter(file -> !file.getKey().startsWith("pictures/"))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining("\n"));
  }

  private void linkedLibrary() {
    library.model("fog.safetensors", 1);
    workplace.scan().catalogue().execute(MODELS);
  }

  @Test
  void writesACardForEachFileThatIsHere() throws IOException {
    linkedLibrary();
    Path gone = library.model("gone.safetensors", 2);
    library.model("own.safetensors", 3);
    workplace.scan();
    Files.delete(gone);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET created_at = '2026-01-02T03:04:05Z';
        INSERT INTO notes (sha256, text, rating, favourite)
          SELECT sha256, 'good with rain', 4, 1 FROM local_files WHERE file_path LIKE '%/own.%';
        """);

    Result result = write("--json");

    long bytes =
        files().entrySet().stream()
            .filter(file -> !file.getKey().equals("tsr-page.txt"))
            .mapToLong(file -> file.getValue().getBytes(StandardCharsets.UTF_8).length)
            .sum();
    result.shows(
        "{\"path\":\"%s/index.html\",\"files\":2,\"models\":1,\"pictures\":0,\"bytes\":%d}\n"
            .formatted(page, bytes));
    assertThat(
            catalogue()
                .replaceAll("\"[0-9a-f]{16}\"", "\"DETAILS\"")
                .replaceAll(",\"licences\":.*", ",...);"))
        .isEqualTo(
            """
            tsr.load([
            ["%3$s","DETAILS","Fog","fog.safetensors",0,0,"v1",0,[0],"fog, mist",null,null,22,%1$d,\
            "2026-01-02T03:04:05Z","2025-03-01T09:00:00Z",1200,null,null,0,1,0,null,null,261,0,null,null,1.0,1,0],
            ["%4$s","DETAILS","own","own.safetensors",null,null,null,null,[],null,"good with rain",4,1,\
            %1$d,"2026-01-02T03:04:05Z",null,0,null,null,0,3,0,null,null,2054,null,null,null,null,1,0]
            ],
            {"types":["LORA"],"bases":["SD 1.5"],"creators":["ann"],"tags":["sea"],\
            "folders":["%2$s"],"roots":["%2$s"],...);
            """
                .formatted(
                    Files.size(library.path("own.safetensors")),
                    library.path("").toString().replaceAll("/$", ""),
                    key("fog.safetensors"),
                    key("own.safetensors")));
    assertThat(result.err()).startsWith("2 model files, 0 pictures, ").endsWith(", 0 removed\n");
  }

  /** Names a file's card by its content. */
  private String key(String name) {
    return "f" + Library.sha256(library.path(name)).substring(0, 12).toLowerCase(Locale.ROOT);
  }

  /** The values after the picture's of the card whose row begins so. */
  private String valuesOfFile(String key) throws IOException {
    String row =
        catalogue()
            .lines()
            .filter(it -> it.startsWith("[\"" + key + "\","))
            .findFirst()
            .orElseThrow();
    return row.replaceFirst(".*?,\\d+,null,null,0,", "").replaceFirst("\\],?$", "");
  }

  @Test
  void namesACardByItsContent() throws IOException {
    library.model("a/own.safetensors", 3);
    library.model("b/own.safetensors", 3);
    workplace.scan();
    String key = key("a/own.safetensors");

    written();
    assertThat(catalogue()).containsOnlyOnce("[\"" + key + "\",");

    catalogue.execute("DELETE FROM local_files");
    library.model("0/other.safetensors", 4);
    library.delete("b/own.safetensors");
    workplace.scan();
    written();
    assertThat(catalogue()).containsOnlyOnce("[\"" + key + "\",");
  }

  @Test
  void countsCopiesAsDuplicatesDoes() throws IOException {
    library.model("a.safetensors", 3);
    library.model("b.safetensors", 3);
    Files.createLink(library.path("c.safetensors"), library.path("b.safetensors"));
    workplace.scan();

    written();

    String key = key("a.safetensors");
    long size = Files.size(library.path("a.safetensors"));
    String reclaimable = tsr.db("duplicates", "--json").out();
    assertThat(reclaimable).contains("\"reclaimable_bytes\":" + size);
    assertThat(valuesOfFile(key))
        .endsWith(",2," + size + ",[[0,\"b.safetensors\"],[0,\"c.safetensors\"]],null,1");
  }

  @Test
  void hasWhatFiltersAskOfAFile() throws IOException {
    linkedLibrary();
    catalogue.execute(
        """
        UPDATE models SET allow_commercial_use = '{Image,Sell}', allow_no_credit = 1;
        INSERT INTO notes (sha256, weight) SELECT sha256, 0.75 FROM local_files;
        """);
    written();
    // images, sell and no-credit; linked, here and outdated
    assertThat(valuesOfFile(key("fog.safetensors")))
        .isEqualTo("1,0,null,25,261,0,null,null,0.75,1,0,null,null,null,0.75");

    catalogue.execute(
        "UPDATE local_files SET base_candidates = 'Pony; SDXL 1.0', base_model = 'Pony', civitai_version_id = NULL");
    written("--no-paths");
    assertThat(valuesOfFile(key("fog.safetensors"))).startsWith("1,null,[1],25,");
    assertThat(catalogue())
        .contains("\"bases\":[\"Pony\",\"SDXL 1.0\"],", "\"folders\":[],\"roots\":[],");
  }

  @Test
  void tellsEverythingAboutAFileInItsDetails() throws IOException {
    linkedLibrary();

    written();

    assertThat(texts("details/"))
        .singleElement()
        .asString()
        .startsWith(
            "tsr.details({\"key\":\""
                + key("fog.safetensors")
                + "\",\"name\":\"Fog\",\"file\":\"fog.safetensors\",")
        .contains("\"path\":\"" + library.path("fog.safetensors") + "\"")
        .contains("\"sha256\":\"" + Library.sha256(library.path("fog.safetensors")) + "\"")
        .contains("\"newer\":\"v2\"")
        .contains("\"words\":[\"fog\",\"mist\"],\"sources\":[\"civitai\"]")
        .contains("\"lora\":\"<lora:fog:1>\"")
        .contains("\"page\":\"https://civitai.com/models/100?modelVersionId=101\"")
        .contains("\"about\":[[\"p\",\"Mist\"]]")
        .contains("\"text\":\"a calm prompt\\n")
        .contains("\"seed\":\"12345678901234567890\"")
        .doesNotContain("another prompt");
  }

  @Test
  void namesTheRepositoryAtHuggingFace() throws IOException {
    library.model("fog.safetensors", 1);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET hf_repo = 'tide/quay', hf_revision = 'c0ffee', hf_path = 'vae/fog.sft';
        INSERT INTO hf_repositories (repo, revision, ref, licence, gated, fetched_at)
          VALUES ('tide/quay', 'c0ffee', 'main', 'apache-2.0', 0, '2026'),
            ('tide/quay', 'facade', 'main', 'apache-2.0', 0, '2027');
        INSERT INTO hf_files VALUES ('tide/quay', 'facade', 'vae/fog.sft', 5, 'ABC');
        """);

    written();

    assertThat(texts("details/"))
        .singleElement()
        .asString()
        .contains("\"name\":\"tide/quay\"")
        .contains("\"page\":\"https://huggingface.co/tide/quay\",\"link\":\"huggingface\"")
        .contains(
            "\"newer\":\"facade\",\"repository\":\"tide/quay\",\"repository_path\":\"vae/fog.sft\","
                + "\"commit\":\"c0ffee\",\"repository_licence\":\"apache-2.0\"");
  }

  @Test
  void showsCopiesAsOneCardOfTheLinkedOne() throws IOException {
    linkedLibrary();
    Path copy = library.model("another/copy.safetensors", 1);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = NULL, civitai_version_id = NULL
        WHERE file_path LIKE '%/copy.safetensors'
        """);

    Result result = write("--json");

    assertThat(result.out()).contains("\"files\":2,");
    assertThat(texts("details/"))
        .singleElement()
        .asString()
        .contains("\"path\":\"" + library.path("fog.safetensors") + "\"")
        .contains("\"copies\":[\"" + copy + "\"]");
    assertThat(files().get("index.html"))
        .contains("fog.safetensors</code><br><code>" + copy + "</code></li>");
    written("--where", "path:another");
    assertThat(texts("details/"))
        .singleElement()
        .asString()
        .contains("\"path\":\"" + copy + "\"", "\"copies\":[]");
    assertThat(everything()).doesNotContain("fog.safetensors\"", "fog.safetensors<");
  }

  @Test
  void tellsThePlacesOfFilesInATraining() throws IOException {
    library.model("fog-000004.safetensors", 1);
    library.model("fog.safetensors", 2);
    workplace.scan();

    assertThat(write("--json").out()).contains("\"files\":2,");
    String head = key("fog.safetensors");
    assertThat(valuesOfFile(key("fog-000004.safetensors")))
        .endsWith(",1,0,null,[\"" + head + "\",1,4]");
    assertThat(valuesOfFile(head)).endsWith(",1,0,null,[\"" + head + "\",2,0]");

    written("--where", "name:000004");
    assertThat(valuesOfFile(key("fog-000004.safetensors"))).endsWith(",1,0");
  }

  @Test
  void tellsTagsOfTheTrainingFromTriggerWords() throws IOException {
    library.model(
        "mist.safetensors",
        16,
        1,
        """
        {"modelspec.trigger_phrase": "mst", "ss_tag_frequency": "{\\"5_mst\\": {\\"grey sky\\": 9}}"}\
        """);
    workplace.scan();

    written();

    assertThat(texts("details/").getFirst())
        .contains(
            "\"words\":[\"mst\"],\"sources\":[\"modelspec\"],\"triggers\":[],\"training_tags\":[\"grey sky\"]");
    assertThat(catalogue()).contains("\"mst\",").contains(",null,\"grey sky\",0,");
  }

  @Test
  void linksExamplesWithTheCardsOfTheirModels() throws IOException {
    linkedLibrary();
    library.model("rain.safetensors", 2);
    workplace.scan();
    catalogue.execute(
        """
        INSERT INTO image_resources (image_id, name, type, weight) VALUES
          (1, 'rain', 'lora', 0.5), (1, 'snow', 'lora', NULL);
        """);

    written();

    assertThat(texts("details/"))
        .anySatisfy(
            details ->
                assertThat(details)
                    .contains(
                        "\"made_with\":[{\"name\":\"rain\",\"key\":\""
                            + key("rain.safetensors")
                            + "\",\"weight\":0.5},"
                            + "{\"name\":\"snow\",\"key\":null,\"weight\":null}]"));
  }

  /** Two pictures that were made with fog, and one with a model that is not here. */
  private void ownPictures() throws IOException {
    linkedLibrary();
    for (int i = 1; i <= 3; i++) {
      Files.write(library.path(i + ".png"), PagePicturesTest.picture("png", 60 + i, 80));
    }
    catalogue.execute(
        """
        INSERT INTO own_images (id, path, size_bytes, mtime_ns, tool, prompt, negative_prompt, width,
            height)
          SELECT column1, '%1$s/' || column1 || '.png', 1, column1 * 86400000000000, 'ComfyUI',
            'prompt ' || column1, 'noise', 60, 80 FROM (VALUES (1), (2), (3));
        INSERT INTO own_images (id, path, size_bytes, mtime_ns, kind, missing_since, failure) VALUES
          (4, '%1$s/4.png', 1, 1, 'picture', '2026-01-02T03:04:05Z', NULL),
          (5, '%1$s/5.png', 1, 1, 'picture', NULL, 'it is damaged'),
          (6, '%1$s/6.json', 1, 1, 'workflow', NULL, NULL);
        INSERT INTO own_image_models (image_id, type, name, weight) VALUES
          (1, 'lora', 'fog', 0.8), (2, 'lora', 'fog.safetensors', 1), (2, 'lora', 'Gone', NULL),
          (3, 'lora', 'gone', NULL);
        """
            .formatted(library.path("")));
  }

  private String script(String start) throws IOException {
    return texts("details/").stream()
        .filter(text -> text.startsWith("tsr.details(" + start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsOwnPicturesWithThoseOption() throws IOException {
    ownPictures();
    written();
    assertThat(texts("pictures/")).isEmpty();
    assertThat(catalogue()).doesNotContain("\"own\":");

    Result result = write("--pictures", "--json");

    assertThat(result.out()).contains("\"files\":1,", "\"pictures\":3,");
    assertThat(catalogue()).containsPattern("\"own\":\\{.*\"count\":3").contains(".jpeg\",null,2,");
    assertThat(script("{\"in_a_script\""))
        .contains(
            "\"models\":[[\""
                + key("fog.safetensors")
                + "\",\"fog\",\"lora\"],[null,\"Gone\",\"lora\"]]",
            ",1,0,[0,1]]",
            ",2,0,[1]]");
    assertThat(script("[{"))
        .contains("\"prompt\":\"<lora:fog:0.8>\"", "\"prompt\":\"<lora:fog:1> <lora:Gone>\"")
        .contains("\"original\":\"" + library.path("2.png").toUri() + "\"")
        .contains(
            "\"made_with\":[{\"name\":\"fog\",\"key\":\""
                + key("fog.safetensors")
                + "\",\"weight\":1.0},"
                + "{\"name\":\"Gone\",\"key\":null,\"weight\":null}]")
        .contains("\"tool\":\"ComfyUI\",\"file\":\"1.png\"");
    assertThat(script("{\"key\":\"" + key("fog.safetensors") + "\""))
        .containsPattern(
            "\"own\":\\[\\{\"own\":true,\"picture\":\"[0-9a-f]{16}.jpeg\",\"mature\":false,"
                + "\"script\":\"[0-9a-f]{16}\",\"at\":1\\},.*\"at\":0\\}\\]");

    Map<String, String> before = files();
    assertThat(write("--pictures").err()).endsWith("; 0 files of the page written, 0 removed\n");
    assertThat(files()).isEqualTo(before);
    written("--pictures", "--no-paths");
    assertThat(everything()).doesNotContain(library.path("").toString());
  }

  @Test
  void tellsNoFolderInAPromptWithoutPaths() throws IOException {
    ownPictures();
    writeInto(
        "1.png",
        "a sea, <lora:hidden/fog:1> <lora:C:\\hidden\\mist:1>\n"
            + "Negative prompt: embedding:hidden/neg, (embedding:C:\\hidden\\bad:1.2)\n"
            + "Steps: 20, Sampler: Euler, Seed: 1, Model: hidden/base");
    catalogue.execute(
        "INSERT INTO own_image_models (image_id, type, name)"
            + " VALUES (2, 'checkpoint', 'hidden/sea'), (3, 'vae', 'hidden/clear')");

    written("--pictures", "--no-paths");
    assertThat(everything())
        .contains(
            "a sea, <lora:fog:1> <lora:mist:1>",
            "embedding:neg, (embedding:bad:1.2)",
            "Model: sea,",
            "VAE: clear,")
        .doesNotContain("hidden/", "hidden\\");

    written("--pictures");
    assertThat(everything())
        .contains("a sea, <lora:hidden/fog:1>", "embedding:hidden/neg", "hidden/base");
  }

  @Test
  void tellsNoFolderInSettingsWithoutSteps() throws IOException {
    ownPictures();
    writeInto(
        "1.png",
        "a sea\nSeed: 1, Refiner: hidden/base, Hires upscaler: hidden/wide,"
            + " Lora hashes: \"hidden/fog: 1234567890ab, hidden/mist: 234567890abc\"");
    writeInto("2.png", "a sea\nTI hashes: \"hidden/neg: 1234567890ab\"");

    written("--pictures", "--no-paths");
    assertThat(everything()).doesNotContain("hidden/");

    written("--pictures");
    assertThat(everything()).contains("hidden/base", "hidden/wide", "hidden/mist", "hidden/neg");
  }

  private void writeInto(String picture, String infotext) throws IOException {
    Files.write(
        library.path(picture),
        PagePicturesTest.with(
            PagePicturesTest.picture("png", 60, 80),
            33,
            PagePicturesTest.chunk("tEXt", PagePicturesTest.ascii("parameters\0" + infotext))));
  }

  @Test
  void saysThatNoPictureIsRecorded() {
    linkedLibrary();
    assertThat(write("--pictures").err())
        .endsWith("No picture of yours is recorded; tsr db images FOLDER reads them.\n");
  }

  @Test
  void showsOwnPicturesOfMatureModelsOnlyWithNsfw() throws IOException {
    ownPictures();
    catalogue.execute("UPDATE models SET nsfw = 1 WHERE id = 1");

    written("--pictures");
    assertThat(texts("pictures/")).hasSize(1);
    assertThat(everything()).contains("3.png").doesNotContain("1.png", "2.png");
    assertThat(catalogue()).contains("\"count\":1,\"left_out\":2}");

    written("--pictures", "--nsfw");
    assertThat(texts("pictures/")).hasSize(3);
    assertThat(catalogue()).contains("\"count\":3,\"left_out\":0}");
    assertThat(script("{\"in_a_script\"")).contains(",0,1,[0]]", ",1,1,[0,1]]", ",2,0,[1]]");
  }

  @Test
  void saysThatNoOwnPictureIsPg() throws IOException {
    ownPictures();
    catalogue.execute(
        "UPDATE models SET nsfw = 1 WHERE id = 1; DELETE FROM own_images WHERE id = 3");

    assertThat(write("--pictures").err())
        .endsWith("No picture of yours is shown: none counts as PG; --nsfw shows them.\n");
    assertThat(catalogue()).contains("\"count\":0,\"left_out\":2}");
    assertThat(write("--pictures", "--nsfw").err()).doesNotContain("No picture of yours");
  }

  @Test
  void leavesOutATrainingsCommentThatMayHaveAPathWithoutPaths() throws IOException {
    library.model("mist.safetensors", 16, 1, "{\"ss_training_comment\": \"from /srv/mine\"}");
    library.model("rain.safetensors", 16, 2, "{\"ss_training_comment\": \"a second try\"}");
    workplace.scan();

    written();
    assertThat(everything()).contains("from /srv/mine", "a second try");

    written("--no-paths");
    assertThat(everything()).contains("a second try").doesNotContain("/srv");
  }

  /** Two files have the name by which pictures name a model, and the second one is mature. */
  @Test
  void countsAPictureAsMatureIfOneOfItsModelsMayBe() throws IOException {
    library.model("a/fog.safetensors", 3);
    ownPictures();
    catalogue.execute(
        "UPDATE models SET nsfw = 1 WHERE id = 1;"
            + " UPDATE local_files SET civitai_model_id = NULL, civitai_version_id = NULL"
            + " WHERE file_path LIKE '%/a/%'");

    written("--pictures");
    assertThat(everything()).contains("3.png").doesNotContain("1.png", "2.png");
  }

  @Test
  void followsASymlinkOfAnOwnPictureOnlyToARememberedFolder() throws IOException {
    ownPictures();
    Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
    Path target = Files.move(library.path("1.png"), elsewhere.resolve("1.png"));
    Files.createSymbolicLink(library.path("1.png"), target);

    assertThat(write("--pictures").err())
        .contains(library.path("1.png") + ": left out of the page: its symlink leads out of");
    assertThat(texts("pictures/")).hasSize(2);

    catalogue.execute("INSERT INTO image_roots (path) VALUES ('" + elsewhere + "')");
    written("--pictures");
    assertThat(texts("pictures/")).hasSize(3);
  }

  @Test
  void showsWhatTheUserToldOtherManagers() throws IOException {
    linkedLibrary();
    catalogue.execute(
        """
        INSERT INTO imported_notes (sha256, source, key, value, rank, path, mtime_ns)
        SELECT sha256, s.column1, s.column2, s.column3, s.column4, '/s', 1 FROM local_files, (
          VALUES ('a1111', 'text', 'best at night', 0),
            ('lora-manager', 'text', 'best at night', 2), ('lora-manager', 'weight', '0.7', 2),
            ('lora-manager', 'tags', 'mine', 2), ('a1111', 'triggers', 'pier' || char(10) || 'gulls', 0),
            ('a1111', 'negative_words', 'salt', 0)) s;
        """);

    written();

    assertThat(texts("details/"))
        .singleElement()
        .asString()
        .contains("\"words\":[\"pier\",\"gulls\",\"fog\",\"mist\"]")
        .contains(
            "\"note\":null,\"rating\":null,\"favourite\":false,\"weight\":null,"
                + "\"told\":[{\"label\":\"negative words\",\"value\":\"salt\",\"from\":\"a1111\"},"
                + "{\"label\":\"note\",\"value\":\"best at night\",\"from\":\"a1111, lora-manager\"},"
                + "{\"label\":\"weight\",\"value\":\"0.7\",\"from\":\"lora-manager\"}],"
                + "\"own_tags\":[\"mine\"]");
  }

  @Test
  void listsTheFilesForReadersWithoutScripts() {
    linkedLibrary();

    written();

    assertThat(text(page.resolve("index.html")))
        .contains(
            """
            <li><a rel="noreferrer" href="https://civitai.com/models/100?modelVersionId=101">Fog</a>\
             <small>LORA · SD 1.5 · v1</small><br><span>fog, mist</span><br><code>%s</code></li>
            """
                .formatted(library.path("fog.safetensors")))
        .doesNotContain("<!-- ");
  }

  @Test
  void showsCachedModelsWithAll() throws IOException {
    linkedLibrary();

    Result result = write("--all", "--json");

    assertThat(result.out()).contains("\"files\":1,\"models\":2,");
    assertThat(catalogue())
        .contains("[\"m200\",")
        .contains("\"Rain\",null,0,1,\"one\",0,[0],\"wet\",null,null,20,null,null,");
    assertThat(text(page.resolve("index.html"))).contains("LORA · Pony · one · not here");
  }

  @Test
  void showsWhatIsNotRatedPgOnlyWithNsfw() throws IOException {
    linkedLibrary();
    library.file("fog.preview.png", PNG);
    catalogue.execute("UPDATE models SET nsfw = 1");

    written();
    assertThat(everything()).doesNotContain("another prompt");
    assertThat(texts("pictures/")).isEmpty();

    written("--nsfw");
    assertThat(everything()).contains("another prompt").contains("\"mature\":true");
    assertThat(texts("pictures/")).hasSize(1);
    assertThat(catalogue()).contains(",30,"); // outdated, linked, mature, named
  }

  @Test
  void copiesTheBestPictureBesideAFile() throws IOException {
    library.model("a.safetensors", 1);
    library.model("b.v2.safetensors", 2);
    library.model("c.safetensors", 3);
    library.file("a.png", PNG);
    library.file("A.Preview.PNG", PagePicturesTest.picture("jpeg", 40, 30));
    library.file("b.png", PNG);
    library.file("c.png", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    library.file("c.jpg", PagePicturesTest.transparent());
    workplace.scan();

    written();

    assertThat(
            files().keySet().stream()
                .filter(name -> name.startsWith("pictures/"))
                .map(name -> name.replaceFirst("[0-9a-f]{16}", "HASH")))
        .containsExactlyInAnyOrder("pictures/HASH.jpeg", "pictures/HASH.png");
    assertThat(everything()).doesNotContain("alert(1)");
  }

  /** Files of one folder stand before and after those of a folder in it. */
  @Test
  void findsThePicturesOfFoldersInFolders() throws IOException {
    for (String name : List.of("a/a", "a/b/a", "a/c", "d/a")) {
      library.model(name + ".safetensors", name.hashCode());
      library.file(name + ".png", ("\0\0\0 ftypisom " + name).getBytes(StandardCharsets.UTF_8));
    }
    workplace.scan();

    written();

    assertThat(texts("pictures/"))
        .extracting(video -> video.substring(video.indexOf("isom ")))
        .containsExactlyInAnyOrder("isom a/a", "isom a/b/a", "isom a/c", "isom d/a");
  }

  @Test
  void writesThePageWithoutAPictureThatCannotBeRead() throws IOException {
    library.model("a.safetensors", 1);
    Path link = library.path("a.preview.png");
    Files.createSymbolicLink(link, Path.of("gone.png"));
    library.file("a.jpg", PNG);
    workplace.scan();

    Result result = write().exits(0);
    assertThat(result.err())
        .startsWith(
            "tsr: " + link + ": left out of the page: no such file\n1 model file, 1 picture, ")
        .endsWith(" removed; 1 picture left out\n");
  }

  @Test
  void namesTheFirstTenOfThePicturesThatCannotBeRead() throws IOException {
    for (int i = 0; i < 12; i++) {
      library.model(i + ".safetensors", i);
      Files.createSymbolicLink(library.path(i + ".png"), Path.of("gone.png"));
    }
    workplace.scan();

    List<String> told = write("-q").err().lines().toList();

    assertThat(told).hasSize(11);
    assertThat(told.subList(0, 10)).allMatch(line -> line.endsWith("no such file"));
    assertThat(told.getLast()).isEqualTo("tsr: 2 other pictures left out of the page");
    library.delete("0.png");
    library.delete("1.png");
    assertThat(write("-q").err().lines()).hasSize(10);
  }

  @Test
  void showsTheKeptPreviewsOfAVersion() throws IOException {
    linkedLibrary();
    Path kept = home.resolve(".cache/tensors/previews/101");
    Files.createDirectories(kept);
    Files.write(kept.resolve("902.png"), PNG);
    written();
    assertThat(texts("pictures/")).isEmpty();

    Files.write(kept.resolve("901.png"), PNG);
    Files.setLastModifiedTime(kept.resolve("901.png"), FileTime.fromMillis(1_000_000_000_000L));
    written("--nsfw");

    assertThat(texts("pictures/")).hasSize(2);
    assertThat(texts("details/").getFirst())
        .containsPattern("\"id\":901,\"picture\":\"[0-9a-f]{16}.jpeg\",\"mature\":false")
        .containsPattern("\"id\":902,\"picture\":\"[0-9a-f]{16}.jpeg\",\"mature\":true");
    assertThat(catalogue())
        .containsPattern(",22,97,.*,\"[0-9a-f]{16}.jpeg\",null,2,"); // not mature
  }

  @Test
  void writesNothingWhenNothingHasChanged() throws IOException {
    linkedLibrary();
    library.file("fog.png", PNG);
    written("--all", "--nsfw");
    Map<String, String> before = files();
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    for (String name : before.keySet()) {
      Files.setLastModifiedTime(page.resolve(name), old);
    }

    Result again = write("--all", "--nsfw");

    assertThat(again.err()).endsWith("; 0 files of the page written, 0 removed\n");
    assertThat(files()).isEqualTo(before);
    for (String name : before.keySet()) {
      assertThat(Files.getLastModifiedTime(page.resolve(name))).as(name).isEqualTo(old);
    }
  }

  @Test
  void writesOnlyWhatHasChangedAndRemovesWhatIsGone() throws IOException {
    linkedLibrary();
    library.model("own.safetensors", 3);
    Path picture = library.file("own.png", PNG);
    workplace.scan();
    written();
    Files.writeString(page.resolve("CNAME"), "models.example");
    library.delete("own.safetensors");
    Files.delete(picture);
    workplace.scan();

    Result again = write();

    // The catalogue and index.html; the catalogue of before, and the details and picture of own.
    assertThat(again.err()).endsWith("; 2 files of the page written, 3 removed\n");
    assertThat(everything()).doesNotContain("own.safetensors").contains("models.example");
    assertThat(texts("page/catalogue-")).hasSize(1);
  }

  @Test
  void mendsFilesThatAreGoneOrCutShort() throws IOException {
    linkedLibrary();
    written();
    Map<String, String> before = files();
    for (String name : before.keySet()) {
      if (name.startsWith("details/")) {
        Files.writeString(page.resolve(name), "half");
      } else if (name.startsWith("page/grid-")) {
        Files.delete(page.resolve(name));
      }
    }

    written();

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void completesAPageWhoseWritingWasInterrupted() throws IOException {
    linkedLibrary();
    Files.createDirectories(page.resolve("details"));
    Files.writeString(page.resolve("details/0123456789abcdef.js"), "half");
    Files.writeString(
        page.resolve("tsr-page.txt"),
        "tsr page 1: the files that tsr db page writes here\n? details/0123456789abcdef.js");

    written();

    assertThat(page.resolve("details/0123456789abcdef.js")).doesNotExist();
    assertThat(text(page.resolve("tsr-page.txt"))).doesNotContain("0123456789abcdef");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysWhatToDoWhereNoFolderCanBe() {
    catalogue.createIfAbsent();
    tsr.db("page /proc/x")
        .fails(
            3,
            "tsr: /proc/x: the page could not be written: /proc/x cannot be created; choose another"
                + " folder\n");
  }

  @Test
  void leavesAPageAloneThatAnotherTsrWrites() throws IOException {
    linkedLibrary();
    written();
    Map<String, String> before = files();
    try (var lock =
        FileChannel.open(
            page.resolve("tsr-page.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();

      write("--all")
          .fails(
              3,
              "tsr: %s: the page could not be written: another tsr is writing it; try again when"
                      .formatted(page)
                  + " that has ended\n");
      write("--json").shows("{}\n");
    }
    assertThat(files()).isEqualTo(before);
  }

  /** A tsr that is about to lock the folder has opened the lock file before another one ended. */
  @Test
  void leavesTheFolderToTheTsrThatWaitedForAnotherOne() throws IOException {
    linkedLibrary();
    written();
    try (var waiting =
        FileChannel.open(
            page.resolve("tsr-page.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      written();
      waiting.lock();

      assertThat(write().err()).contains("another tsr is writing it");
    }
    written();
  }

  /** Either the disk was full at the first line of the list, or the first tsr has just begun. */
  @Test
  void writesIntoAFolderThatAnotherTsrHasJustBegun() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    Files.createDirectory(page);
    Files.createFile(page.resolve("tsr-page.lock"));
    Files.createFile(page.resolve("tsr-page.txt.new"));

    written();

    assertThat(files()).containsKey("index.html").doesNotContainKey("tsr-page.txt.new");
  }

  @Test
  void writesThroughNoSymlinkOfAStranger() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    written();
    Path mine = Files.writeString(page.resolveSibling("mine.txt"), "mine");
    Files.createSymbolicLink(page.resolve("tsr-page.txt.new"), mine);
    Files.createSymbolicLink(page.resolve("index.html.new"), mine);
    library.model("b.safetensors", 2);
    workplace.scan();

    written();

    assertThat(mine).content().isEqualTo("mine");
    Files.delete(page.resolve("tsr-page.lock"));
    Files.createSymbolicLink(page.resolve("tsr-page.lock"), page.resolveSibling("absent"));
    assertThat(write()).isEqualTo(noLockFile());
    assertThat(page.resolveSibling("absent")).doesNotExist();
    Files.delete(page.resolve("tsr-page.lock"));
    Files.createDirectory(page.resolve("tsr-page.lock"));
    assertThat(write()).isEqualTo(noLockFile());
  }

  private Result noLockFile() {
    return new Result(
        3,
        "",
        ("tsr: %s: the page could not be written: its tsr-page.lock is a symlink, or no file;"
                + " remove it and run the command again\n")
            .formatted(page));
  }

  @Test
  void refusesAFolderOfSomethingElse() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    Files.createDirectory(page);
    Files.writeString(page.resolve("index.html"), "mine");

    Result result = write("--json").exits(2);
    result.shows("{}\n");
    assertThat(result.err())
        .startsWith(
            "tsr: %s: it is not empty and holds no page of tsr; name a new folder, or one of an"
                    .formatted(page)
                + " earlier page\nUsage: tsr db page ");
    assertThat(files()).isEqualTo(Map.of("index.html", "mine"));
  }

  @Test
  void refusesAFileAndAManifestOfANewerTsr() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    Files.writeString(page, "mine");
    assertThat(write().err()).startsWith("tsr: " + page + ": it is a file; name a new folder");

    Files.delete(page);
    Files.createDirectory(page);
    Files.writeString(page.resolve("tsr-page.txt"), "tsr page 2\n3 index.html\n");
    Files.writeString(page.resolve("index.html"), "new");
    Result result = write().exits(2);
    assertThat(result.err()).contains("its tsr-page.txt is not by tsr, or by a newer tsr");
    assertThat(text(page.resolve("index.html"))).isEqualTo("new");
  }

  @Test
  void removesNothingOutsideOfItsFolder() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    written();
    Path mine = Files.writeString(page.resolveSibling("mine.txt"), "mine");
    List<String> inside =
        List.of("own.txt", "favicon.ico", "page/own.js", "details/own.js", "pictures/cat.png");
    for (String name : inside) {
      Files.writeString(page.resolve(name), "mine");
    }
    Files.writeString(
        page.resolve("tsr-page.txt"),
        text(page.resolve("tsr-page.txt"))
            + "4 ../mine.txt\n4 details/../../mine.txt\n4 %s\n4 other/x.txt\n".formatted(mine)
            + inside.stream().map("4 %s\n? %1$s\n"::formatted).collect(Collectors.joining()));

    written();

    assertThat(mine).exists();
    assertThat(files()).containsKeys(inside.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my notes\n", "tsr page 2\n3 index.html\n", "", "\0\0\0\0"})
  void touchesNothingInAFolderWithAListOfSomethingElse(String list) throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    Files.createDirectory(page);
    Files.writeString(page.resolve("tsr-page.txt"), list);
    Files.writeString(page.resolve("index.html.new"), "mine");
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(page, old);

    Result result = write().exits(2);
    assertThat(result.err())
        .startsWith("tsr: " + page + ": its tsr-page.txt is not by tsr, or by a newer tsr; name a");
    assertThat(files()).isEqualTo(Map.of("tsr-page.txt", list, "index.html.new", "mine"));
    try (Stream<Path> inside = Files.list(page)) {
      assertThat(inside).hasSize(2);
    }
    assertThat(Files.getLastModifiedTime(page)).isEqualTo(old);
  }

  @Test
  void touchesNothingWhereAPartOfThePageIsElsewhere() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    written();
    Files.delete(page.resolve("tsr-page.lock"));
    Path mine = Files.createDirectory(page.resolveSibling("mine"));
    Path pictures = page.resolve("pictures");
    Files.delete(pictures);
    Files.createSymbolicLink(pictures, mine);
    Map<String, String> before = files();

    assertThat(write().err())
        .startsWith("tsr: " + page + ": its folder pictures is a symlink; name a new folder");
    assertThat(files()).isEqualTo(before);

    Files.delete(pictures);
    Files.writeString(pictures, "mine");
    assertThat(write().err())
        .startsWith("tsr: " + page + ": its pictures is no folder; name a new folder");
    assertThat(pictures).content().isEqualTo("mine");
  }

  @Test
  void readsNoLineOfAListThatHasNoEnd() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    written();
    Map<String, String> before = files();
    String list = before.getOrDefault("tsr-page.txt", "");
    Files.writeString(
        page.resolve("tsr-page.txt"), list.replace("\n", "\r\n") + "x".repeat(1000) + "\n");

    written();

    Map<String, String> after = files();
    after.put("tsr-page.txt", list);
    assertThat(after).isEqualTo(before);
    try (FileChannel longest =
        FileChannel.open(page.resolve("tsr-page.txt"), StandardOpenOption.WRITE)) {
      longest.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)), 200L << 20);
    }
    Result result = write().exits(2);
    assertThat(result.err())
        .startsWith("tsr: " + page + ": its tsr-page.txt is larger than 64 MiB; name a new folder");
  }

  @Test
  void leavesOutPathsForAPageToShare() throws IOException {
    linkedLibrary();
    library.model("copy.safetensors", 1);
    workplace.scan();

    written("--no-paths");

    assertThat(everything())
        .contains("fog.safetensors")
        .doesNotContain(library.path("").toString())
        .doesNotContain(home.toString());
  }

  @Test
  void takesNoNameForHtmlOrScript() throws IOException {
    String hostile = "</noscript><script>alert(1)</script>\"'><img src=x onerror=alert(1)> \u202e";
    linkedLibrary();
    catalogue.execute(
        "UPDATE models SET name = '%1$s', description = '%1$s'; UPDATE tags SET name = '%1$s'"
            .formatted(hostile.replace("'", "''")));
    catalogue.execute("UPDATE trained_words SET word = '<img src=x onerror=alert(1)>'");

    written("--all");

    String index = text(page.resolve("index.html"));
    assertThat(index)
        .contains(
            "<a rel=\"noreferrer\" href=\"https://civitai.com/models/100?modelVersionId=101\">"
                + "&lt;/noscript&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<img")
        .doesNotContain("<script>");
    assertThat(texts("details/").getFirst())
        .contains("\"about\":[\"\\\"'>\",\" \\u202e\"]")
        .doesNotContain("\"img\"");
  }

  @Test
  void writesAPageOfAnEmptyCatalogue() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan().catalogue().execute("DELETE FROM local_files");

    assertThat(write("--json").out()).contains("\"files\":0,\"models\":0,");
    assertThat(catalogue())
        .startsWith(
            "tsr.load([\n\n],\n{\"types\":[],\"bases\":[],\"creators\":[],\"tags\":[],\"folders\":[],");
  }

  @Test
  void needsACatalogue() {
    write("--json").exits(4);
    assertThat(page).doesNotExist();
  }

  @Test
  void saysWhyThePageCannotBeWritten() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    Files.createDirectory(
        page, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    if (Files.isWritable(page)) {
      page = Path.of("/dev/null/page"); // root may write anywhere
    }

    Result result = write().exits(3);
    assertThat(result.err()).startsWith("tsr: " + page + ": the page could not be written: ");
  }
}
