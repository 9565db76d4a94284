package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.KnownModel;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ShowTest extends CommandTest {

  private static final String KOHYA =
      """
      {"ss_network_module": "networks.lora", "ss_network_dim": "4", "ss_network_alpha": "2",
       "ss_sd_model_name": "model.safetensors", "ss_steps": "1600", "ss_epoch": "8",
       "ss_learning_rate": "0.0001", "ss_num_train_images": "40", "ss_resolution": "(512, 512)",
       "ss_training_finished_at": "1700000000.5", "ss_optimizer": "None",
       "ss_tag_frequency": "{\\"10_fog\\": {\\"mist\\": 3}}"}""";

  /** A model with two versions, of which the older one is here. */
  private void scanAndCache() {
    workplace.scan();
    KnownModel fog =
        catalogue
            .model(100, "Fog")
            .creator("ann")
            .tags("sea")
            .with("download_count", 1200)
            .with("thumbs_up_count", 34)
            .with(
                "description",
                "<p>Mist &amp; <b>haze</b>.</p><ul><li>one</li><li><a href=\"https://a.example/\">two</a></li></ul>")
            .with("allow_no_credit", 0)
            .with("allow_commercial_use", "Image, Rent")
            .with("allow_derivatives", 1)
            .with("allow_different_license", 0);
    fog.version(102, "v2", "SD 1.5").with("published_at", "2026-03-01T09:00:00Z");
    fog.version(101, "v1", "SD 1.5")
        .with("published_at", "2025-03-01T09:00:00Z")
        .words("fog, mist")
        .linked(library.path("fog.safetensors"));
    catalogue.execute(
        """
        UPDATE local_files SET link_source = 'civitai', link_match = 'sha256'
          WHERE civitai_version_id = 101""");
  }

  private Path lora(String name, String metadata) {
    return dated(library.lora(name, metadata));
  }

  private static Path dated(Path file) {
    try {
      return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String card(Object... arguments) {
    return tsr.db("show --format table", arguments).exits(0).out();
  }

  @Test
  void namesTheWorkflowsThatLoadAFile() throws IOException {
    library.model("sea.safetensors", 3);
    workplace.scan();
    Path flows = Files.createDirectory(folder.toRealPath().resolve("flows"));
    for (String name : List.of("a", "b", "c", "d")) {
      Files.writeString(
          flows.resolve(name + ".json"),
          "{\"1\":{\"class_type\":\"LoraLoader\",\"inputs\":{\"lora_name\":\"sea.safetensors\"}}}");
    }
    tsr.db("images -q", flows);

    assertThat(tsr.db("show sea --json").out())
        .contains(
            "\"workflows\":[\"%1$s/a.json\",\"%1$s/b.json\",\"%1$s/c.json\",\"%1$s/d.json\"]"
                .formatted(flows));
    assertThat(card("sea"))
        .contains(
            """
            used in    0 pictures of yours, 4 workflows
            workflows  %1$s/a.json
                       %1$s/b.json
                       %1$s/c.json
                       and 1 more
            """
                .formatted(flows));
  }

  @Test
  void tellsWhatAModelWasMergedFrom() {
    Path one = library.model("one.safetensors", 3);
    String gone = "AB".repeat(32);
    library.model(
        "merge.safetensors",
        16,
        4,
        """
        {"sd_merge_recipe":"{\\"type\\":\\"webui\\",\\"primary_model_hash\\":\\"%s\\",\\"secondary_model_hash\\":\\"%s\\",\\"tertiary_model_hash\\":null}",\
        "sd_merge_models":"{\\"%2$s\\":{\\"name\\":\\"gone.safetensors\\",\\"sd_merge_recipe\\":null},\\"x\\":{}}"}"""
            .formatted(
                Library.sha256(one).toLowerCase(Locale.ROOT), gone.toLowerCase(Locale.ROOT)));
    library.model(
        "titled.safetensors", 16, 5, "{\"modelspec.merged_from\":\"one, Somebody's Model\"}");
    library.model(
        "odd.safetensors", 16, 6, "{\"sd_merge_models\":\"{\",\"sd_merge_recipe\":\"[1]\"}");
    workplace.scan();

    assertThat(tsr.db("show merge --json").out())
        .contains(
            "\"merged_from\":[{\"name\":null,\"sha256\":\"%s\",\"local_files\":[\"%s\"]},"
                    .formatted(Library.sha256(one), one)
                + "{\"name\":\"gone.safetensors\",\"sha256\":\"%s\",\"local_files\":[]}]"
                    .formatted(gone));
    assertThat(tsr.db("show titled --json").out())
        .contains(
            "\"merged_from\":[{\"name\":\"one\",\"sha256\":null,\"local_files\":[\"%s\"]},"
                    .formatted(one)
                + "{\"name\":\"Somebody's Model\",\"sha256\":null,\"local_files\":[]}]");
    assertThat(card("titled"))
        .contains("merged from  one, here: " + one + "\n             Somebody's Model, not here\n");
    assertThat(tsr.db("show odd --json").out()).contains("\"merged_from\":[]");
  }

  /** So that a person can look at it; a picture beside the file goes before. */
  @Test
  void writesThePictureOfTheHeaderIntoTheCache() throws IOException {
    byte[] png = PictureFile.png().end();
    Path file =
        library.model(
            "a.safetensors",
            16,
            1,
            "{\"modelspec.thumbnail\":\"data:image/png;base64,%s\"}"
                .formatted(Base64.getEncoder().encodeToString(png)));
    library.model(
        "b.safetensors", 16, 2, "{\"modelspec.thumbnail\":\"data:image/png;base64,AAAA\"}");
    workplace.scan();

    String shown = tsr.db("show a --json").out().replaceAll(".*\"preview\":\"([^\"]*)\".*\n", "$1");

    assertThat(Path.of(shown)).hasBinaryContent(png);
    assertThat(shown).endsWith("/embedded/" + Library.sha256(file) + ".png");
    assertThat(tsr.db("show b --json").out()).contains("\"preview\":null");
    Path beside = library.file("a.png", png);
    assertThat(tsr.db("show a --json").out()).contains("\"preview\":\"" + beside + "\"");
  }

  @Test
  void showsAKohyaLora() {
    Path file = lora("fog.safetensors", KOHYA);
    library.file("fog.png", new byte[1]);
    library.file("fog.civitai.info", new byte[1]);
    library.file("fog.v2.json", new byte[1]);
    library.model("fog.v2.safetensors", 1);
    Path copy = lora("copy/fog2.safetensors", KOHYA);
    scanAndCache();
    String sha256 = Library.sha256(file);
    catalogue.execute(
        """
        INSERT INTO notes (sha256, text, rating, favourite, weight)
          VALUES ('%1$s', 'good with rain', 4, 1, 0.7);
        INSERT INTO note_tags VALUES ('%1$s', 'calm');
        """
            .formatted(sha256));

    assertThat(card("fog.safetensors"))
        .isEqualTo(
            """
            fog.safetensors [%3$s]

            type       LORA
            base       SD 1.5 (CivitAI's word); no model of it is here
            words      fog, mist (from CivitAI)
            prompt     <lora:fog:0.7> fog, mist
            rating     4 of 5, favourite
            my tags    calm
            my weight  0.7
            note       good with rain

            file       %1$s
            size       27.2 KiB, modified 2001-09-09
            weights    LoRA, rank 4, alpha 2, fp16, 13,056 parameters, 9 tensors
            SHA-256    %2$s
            copy       %4$s
            beside     fog.civitai.info, fog.png
            preview    %5$s
            trained    with kohya sd-scripts, until 2023-11-14, … (--all shows the rest)

            model      Fog, version v1, by ann
            page       https://civitai.com/models/100?modelVersionId=101
            published  2025-03-01, 1,200 downloads, 34 likes
            versions   v2, SD 1.5, 2026-03-01, latest, not here
                       v1, SD 1.5, 2025-03-01, this file
            licence    credit the creator; you may sell images, run it on paid services;
                       merges may be shared with the same permissions
                       the creator's word, base model OpenRAIL-M, no legal advice
            tags       sea
            about      Mist & haze.
                       - one … (--all shows the rest)
            """
                .formatted(
                    file, sha256, sha256.substring(0, 10), copy, file.resolveSibling("fog.png")));
  }

  @Test
  void aPlainLoraFitsTwentyFourLines() {
    lora("fog.safetensors", KOHYA);
    library.tensors(
        "base.safetensors",
        "{}",
        "model.diffusion_model.input_blocks.0.0.bias F16 320",
        "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight F16 320x768",
        "model.diffusion_model.middle_block.0.in_layers.0.weight F16 1280",
        "model.diffusion_model.output_blocks.0.0.in_layers.0.weight F16 2560",
        "first_stage_model.decoder.conv_in.weight F16 512x4x3x3",
        "cond_stage_model.transformer.text_model.encoder.layers.11.mlp.fc1.weight F16 3072x768");
    scanAndCache();
    catalogue.execute(
        "UPDATE models SET description = '<p>"
            + "a long story ".repeat(100)
            + "</p>'; UPDATE model_versions SET description = '<p>new</p><p>data</p>'");

    assertThat(card("fog").lines().toList()).hasSizeLessThanOrEqualTo(24);
    assertThat(card("fog", "--all").lines().toList()).hasSizeGreaterThan(24);
  }

  @Test
  void writesTheKeysOfListAndItsOwn() {
    Path file = lora("fog.safetensors", "{\"modelspec.title\": \"Fog\"}");
    Path picture = library.file("fog.preview.png", new byte[1]);
    Path sidecar = library.file("fog.json", new byte[1]);
    scanAndCache();
    String list = tsr.db("list --json").out();

    String show = tsr.db("show fog --json").out();

    assertThat(show)
        .isEqualTo(
            list.substring(0, list.indexOf(",\"permissions\":"))
                + """
                ,"modified_at":"2001-09-09T01:46:40Z","autov2":"%s","weights_sha256":null,\
                "algorithm":"LoRA","lora_alpha":2.0,"header_type":"LORA","header_base":"SD 1.5",\
                "description":"Mist & haze.\\n\\n- one\\n- two (https://a.example/)",\
                "licence":"credit the creator; you may sell images, run it on paid services; \
                merges may be shared with the same permissions","versions":[\
                {"version_id":102,"version_name":"v2","base_model":"SD 1.5",\
                "published_at":"2026-03-01T09:00:00Z","latest":true,"ignored":false,"local_files":[]},\
                {"version_id":101,"version_name":"v1","base_model":"SD 1.5",\
                "published_at":"2025-03-01T09:00:00Z","latest":false,"ignored":false,"local_files":["%s"]}],\
                "trigger_words":[{"word":"fog","source":"civitai"},\
                {"word":"mist","source":"civitai"}],"lora_tag":"<lora:fog:1>",\
                "training":{"trainer":null,"title":"Fog","author":null,"date":null,\
                "base_model":null,"steps":null,"epochs":null,"batch_size":null,\
                "learning_rate":null,"optimizer":null,"scheduler":null,"network_module":null,\
                "network_dim":null,"network_alpha":null,"resolution":null,"images":null,\
                "comment":null},"copies":[],"sidecars":["%s"],"preview":"%s",\
                "metadata":{"modelspec.title":"Fog"},"needs":[\
                {"type":"Checkpoint","name":"SD 1.5","status":"missing","match":null,\
                "file_path":null,"download_url":null,"page_url":null,"size_bytes":null,\
                "file_sha256":null,"folder":null,"loader":null}],"workflows":[],"merged_from":[],"permissions":["images","rent","merges"],\
                "base_licence":"OpenRAIL-M","gone_at":null,"published_at":"2025-03-01T09:00:00Z",\
                "component":null,"known_name":null,"known_url":null,"air":null,"hash_source":"read",\
                "hf_repo":null,"hf_path":null,"hf_revision":null,"hf_licence":null,"workflows_used":null}]
                """
                    .formatted(Library.sha256(file).substring(0, 10), file, sidecar, picture));
    tsr.db("show fog --format jsonl").prints(show.substring(1, show.length() - 2) + "\n");
    assertThat(tsr.db("show fog --format csv").out().lines().findFirst().get())
        .startsWith("id,file_path,sha256,")
        .endsWith(
            ",link_match,modified_at,autov2,weights_sha256,algorithm,lora_alpha,header_type,"
                + "header_base,description,licence,versions,trigger_words,lora_tag,training,copies,"
                + "sidecars,preview,metadata,needs,workflows,merged_from,permissions,base_licence,gone_at,published_at,"
                + "component,known_name,known_url,air,hash_source,hf_repo,hf_path,hf_revision,hf_licence,workflows_used");
    assertThat(tsr.db("show fog").out())
        .startsWith("id\t1\nfile_path\t" + file + "\nsha256\t")
        .contains("\nlora_tag\t<lora:fog:1>\n");
  }

  @Test
  void showsAFileThatIsNotInTheCatalogueByItsHeader() {
    workplace.scan();
    Path file = lora("new/x.safetensors", KOHYA);

    tsr.db("show --format table", file)
        .prints(
            """
            x.safetensors

            type     LORA
            base     SD 1.5? (by its tensors); no model of it is here
            or       SD 1.4, SD 1.5 LCM, SD 1.5 Hyper
            words    fog, mist (from the training's tags)
            prompt   <lora:x:1> fog, mist

            file     %s
            size     27.2 KiB, modified 2001-09-09
            weights  LoRA, rank 4, alpha 2, fp16, 13,056 parameters, 9 tensors
            trained  with kohya sd-scripts, until 2023-11-14, on model.safetensors, steps
                     1600, epochs 8, images 40, resolution 512x512, learning rate 0.0001
            """
                .formatted(file),
            file + ": not scanned yet: tsr db scan " + file.getParent() + "\n");
    assertThat(tsr.db("show -q --json", file).out())
        .startsWith(
            "[{\"id\":null,\"file_path\":\"" + file + "\",\"sha256\":null,\"size_bytes\":27802,")
        .contains("\"created_at\":null", "\"autov2\":null", "\"lora_tag\":\"<lora:x:1>\"");
  }

  @Test
  void showsTheOthersWhereOneCannotBeRead() {
    library.model("a.safetensors", 1);
    workplace.scan();
    Path bad = library.file("bad.safetensors", new byte[0]);

    Result result = tsr.db("show", bad, "a.safetensors", "--json").exits(3);
    result.says("tsr: " + bad + ": the file is empty\n");
    assertThat(result.out()).startsWith("[{\"id\":1,").endsWith("}]\n");
    tsr.db("show nothing --json")
        .ends(4, "[]\n", "tsr: no file in the catalogue matches nothing; see tsr db list\n");
  }

  @Test
  void showsTheOthersWhereOneIsUnknown() {
    library.model("a.safetensors", 1);
    workplace.scan();
    String unknown = "tsr: no file in the catalogue matches %s; see tsr db list\n";
    for (String command : new String[] {"show", "triggers", "verify"}) {
      Result alone = tsr.db(command, "a.safetensors", "--json");

      assertThat(tsr.db(command, "nope", "a.safetensors", "none", "--json"))
          .satisfies(
              result -> {
                assertThat(result.exitCode()).as(command).isEqualTo(4);
                result.shows(alone.out());
                assertThat(result.err())
                    .startsWith(unknown.formatted("nope") + unknown.formatted("none"));
              });
    }
    tsr.db("show nope none --json")
        .ends(4, "[]\n", unknown.formatted("nope") + unknown.formatted("none"));
  }

  @Test
  void escapesTheNameOfATrainerAsItDoesAllTexts() {
    String esc = "\\u001b";
    String software = "{\\\"repo\\\": \\\"r\\\", \\\"name\\\": \\\"ai" + "\\" + esc + "[31m\\\"}";
    lora(
        "a.safetensors",
        "{\"modelspec.title\": \"t" + esc + "\", \"software\": \"" + software + "\"}");
    workplace.scan();

    assertThat(card("a.safetensors"))
        .contains("title    t\\x1b\n")
        .contains("trained  with ai\\x1b[31m\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80 | with kohya sd-scripts, until 2023-11-14, … (--all shows the rest)",
        "70 | with kohya sd-scripts, … (--all shows the rest)",
        "40 | with kohya sd-scripts,⏎           … (--all shows the rest)",
      })
  void showsEachItemOfTheTrainingWholeOrNotAtAll(int width, String text) {
    lora("fog.safetensors", KOHYA);
    scanAndCache();
    tsr.on(new StandardStreams(true, true, true, width)).with("TERM", "dumb");

    assertThat(card("fog", "--color", "never"))
        .contains("\ntrained    " + text.replace("⏎", "\n") + "\n");
  }

  @Test
  void endsALongPromptAfterAWord() {
    lora("fog.safetensors", "{}");
    scanAndCache();
    StringBuilder words = new StringBuilder();
    for (int i = 100; i < 160; i++) {
      words.append(i == 100 ? "" : ", ").append("trigger").append(i);
    }
    catalogue.execute("UPDATE trained_words SET word = '" + words + "'");
    String whole = "<lora:fog:1> " + words;

    assertThat(card("fog"))
        .contains(
            "prompt     %s\n           \u2026 (--all shows the rest)\n"
                .formatted(whole.substring(0, whole.indexOf(", trigger140"))));
    assertThat(card("fog", "--all")).contains("prompt     " + whole + "\n");
    catalogue.execute("UPDATE trained_words SET word = '" + "x".repeat(900) + "'");
    assertThat(card("fog"))
        .contains("prompt     <lora:fog:1>\n           \u2026 (--all shows the rest)\n");
  }

  @Test
  void showsAMissingFileThatIsLinkedToAModelThatIsNotCached() throws Exception {
    Path file = dated(library.model("a.safetensors", 1));
    library.model("b.safetensors", 2);
    String sha256 = Library.sha256(file);
    workplace.scan();
    Files.delete(file);
    workplace
        .scan()
        .catalogue()
        .execute(
            """
            UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8,
              link_source = 'manual', missing_since = '2026-02-03T04:05:06Z' WHERE id = 1
            """);

    assertThat(card("a.safetensors"))
        .isEqualTo(
            """
            a.safetensors [%3$s]

            type     unknown
            base     unknown
            missing  since 2026-02-03

            file     %1$s
            size     97 B, modified 2001-09-09
            weights  16 parameters, 1 tensor
            SHA-256  %2$s

            page     https://civitai.com/models/7?modelVersionId=8
            link     made by hand
                     its model is not cached; see tsr db cache
            """
                .formatted(file, sha256, sha256.substring(0, 10)));
  }

  @Test
  void showsOtherKindsOfFiles() {
    String unet = "model.diffusion_model.";
    Path checkpoint =
        dated(
            library.tensors(
                "checkpoint.safetensors",
                "{}",
                unet + "input_blocks.0.0.bias F16 320",
                unet + "input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight F16 320x768",
                unet + "middle_block.0.in_layers.0.weight F16 1280",
                unet + "output_blocks.0.0.in_layers.0.weight F16 2560",
                "first_stage_model.decoder.conv_in.weight F16 512x4x3x3",
                "cond_stage_model.transformer.text_model.encoder.layers.11.mlp.fc1.weight F16"
                    + " 3072x768"));
    Path embedding = dated(library.tensors("embedding.safetensors", "{}", "emb_params F32 8x768"));
    Path vae =
        dated(
            library.tensors(
                "vae.safetensors",
                "{}",
                "decoder.conv_in.weight BF16 512x4x3x3",
                "decoder.conv_out.weight BF16 3x128x3x3",
                "encoder.conv_in.weight BF16 128x3x3x3"));
    Path gguf = gguf("vae.gguf");
    workplace.scan();

    String sd1 = "base     SD 1.5? (by its tensors)\nor       SD 1.4, SD 1.5 LCM, SD 1.5 Hyper\n";
    assertThat(card("checkpoint"))
        .isEqualTo(
            unlinked(
                checkpoint,
                "type     Checkpoint\n"
                    + sd1
                    + "needs    clip-l: missing, kl4: missing\nweights  fp16, 2,627,648 parameters, 6 tensors\n",
                "5.0 MiB"));
    assertThat(card("embedding"))
        .isEqualTo(
            unlinked(
                embedding,
                "type     TextualInversion\n%sprompt   embedding\nweights  fp32, 6,144 parameters, 1 tensor\n"
                    .formatted(sd1),
                "24.1 KiB"));
    assertThat(card("vae.safetensors"))
        .isEqualTo(
            unlinked(
                vae,
                "type     VAE\nbase     unknown\nweights  bf16, 25,344 parameters, 3 tensors\n",
                "49.8 KiB"));
    assertThat(card("vae.gguf"))
        .isEqualTo(
            unlinked(
                gguf,
                "type     VAE\nbase     unknown\nweights  fp16, 25,344 parameters, 3 tensors\n",
                "58.6 KiB"));
    assertThat(card("vae.gguf", "--metadata"))
        .endsWith(
            "\nmetadata  general.architecture = sd1\n          general.tags = [array of 2 strings]\n");
  }

  /** No picture names the VAE that it was made with. */
  @Test
  void countsNoPicturesOfATypeThatNoPictureNames() {
    library.tensors(
        "vae.safetensors",
        "{}",
        "decoder.conv_in.weight BF16 512x4x3x3",
        "decoder.conv_out.weight BF16 3x128x3x3",
        "encoder.conv_in.weight BF16 128x3x3x3");
    lora("fog.safetensors", "{}");
    workplace
        .scan()
        .catalogue()
        .execute("INSERT INTO own_images (path, size_bytes, mtime_ns) VALUES ('/a.png', 1, 1)");

    assertThat(card("vae")).doesNotContain("used in");
    assertThat(card("fog")).contains("used in  0 pictures of yours\n");
  }

  /** The card of a file without a link, words and metadata. */
  private static String unlinked(Path file, String identity, String size) {
    String sha256 = Library.sha256(file);
    int weights = identity.indexOf("weights ");
    int end = identity.indexOf('\n', weights) + 1;
    return """
    %s [%s]

    %s
    file     %s
    size     %s, modified 2001-09-09
    %sSHA-256  %s

    CivitAI  not linked; see tsr db link
    """
        .formatted(
            file.getFileName(),
            sha256.substring(0, 10),
            identity.substring(0, weights) + identity.substring(end),
            file,
            size,
            identity.substring(weights, end),
            sha256);
  }

  /** The VAE of Stable Diffusion as GGUF. */
  private Path gguf(String name) {
    ByteBuffer gguf = ByteBuffer.allocate(60_000).order(ByteOrder.LITTLE_ENDIAN);
    gguf.put("GGUF".getBytes(StandardCharsets.UTF_8)).putInt(3).putLong(3).putLong(2);
    text(gguf, "general.architecture");
    text(gguf.putInt(8), "sd1");
    text(gguf, "general.tags");
    gguf.putInt(9).putInt(8).putLong(2);
    text(gguf, "a");
    text(gguf, "b");
    tensor(gguf, "decoder.conv_in.weight", 0, 512, 4, 3, 3);
    tensor(gguf, "decoder.conv_out.weight", 36_864, 3, 128, 3, 3);
    tensor(gguf, "encoder.conv_in.weight", 43_776, 128, 3, 3, 3);
    return dated(library.file(name, gguf.array()));
  }

  private static void text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putLong(bytes.length).put(bytes);
  }

  /** A tensor of 16-bit floats, whose lengths GGUF has from the innermost to the outermost. */
  private static void tensor(ByteBuffer out, String name, long begin, long... shape) {
    text(out, name);
    out.putInt(shape.length);
    for (int i = shape.length - 1; i >= 0; i--) {
      out.putLong(shape[i]);
    }
    out.putInt(1).putLong(begin);
  }

  @Test
  void saysWhereHeaderAndCivitaiContradictEachOther() {
    lora("fog.safetensors", "{}");
    scanAndCache();
    assertThat(card("fog")).doesNotContain("\nbut ");

    catalogue.execute(
        """
        UPDATE models SET type = 'Checkpoint';
        UPDATE model_versions SET base_model = 'Flux.1 D' WHERE civitai_id = 101
        """);

    assertThat(card("fog"))
        .contains(
            """
            type       Checkpoint
            base       Flux.1 D (CivitAI's word)
            but        its tensors say LORA, CivitAI says Checkpoint
            but        its tensors say SD 1.5, CivitAI says Flux.1 D
            """);
  }

  /** A description may be of any length, and may try to control the terminal. */
  @Test
  @Tag("long")
  void foldsAndEscapesAHostileDescription() {
    lora("fog.safetensors", "{}");
    scanAndCache();
    catalogue.execute(
        """
        UPDATE models SET description =
          '<script>alert(1)</script><p>a' || char(27) || '[31m&#27;[2J&#x202e;b</p><p>'
            || replace(hex(zeroblob(200000)), '00', '写 ') || '</p>'
            || replace(hex(zeroblob(20000)), '00', '<div><b>') || 'end'
        """);

    String card = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> card("fog"));

    assertThat(card)
        .contains(
            """
            about      a\\x1b[31m\\x1b[2J\\u202eb
                       写 写 写 写 写 写 写 写 写 写 写 写 写 写 写 … (--all shows the rest)
            """)
        .doesNotContain("alert", "\u001b", "\u202e");
    assertThat(card.length()).isLessThan(4000);
    assertThat(card("fog", "--all")).contains("end\n").hasSizeGreaterThan(400_000);
  }

  @Test
  void foldsManyVersionsWordsAndCopies() {
    for (int i = 0; i < 6; i++) {
      lora("copy" + i + "/fog.safetensors", "{}");
    }
    scanAndCache();
    catalogue.execute(
        """
        INSERT INTO model_versions (civitai_id, model_id, name, version_index)
        WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        SELECT 1000 + i, 1, 'n' || i, i FROM n;
        UPDATE model_versions SET version_index = 50 WHERE civitai_id = 101;
        UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101;
        """);

    String card = card(library.path("copy3/fog.safetensors").toString());

    assertThat(card)
        .contains("\ncopies     " + library.path("copy0/fog.safetensors") + "\n")
        .contains(library.path("copy2/fog.safetensors") + "\n           and 2 more\n")
        .contains(
            """
            versions   v2, SD 1.5, 2026-03-01, latest, not here
                       n3, not here
                       n4, not here
                       v1, SD 1.5, 2025-03-01, this file
                       and 36 more
            """);
    assertThat(card(library.path("copy3/fog.safetensors").toString(), "--all"))
        .contains("n40, not here", "copy5");
  }

  @Test
  void showsTheWholeMetadata() {
    lora("fog.safetensors", "{\"a\": \"x\\ny\", \"b\": \"" + "z".repeat(200) + "\"}");
    workplace.scan();

    assertThat(card("fog", "--metadata"))
        .endsWith(
            "\nmetadata  a = x\\ny\n          b =\n          "
                + "z".repeat(70)
                + "\n          "
                + "z".repeat(70)
                + "\n          "
                + "z".repeat(60)
                + "\n");
  }

  @Test
  void opensThePageInTheBrowser(@TempDir Path bin) throws IOException {
    lora("fog.safetensors", "{}");
    library.model("plain.safetensors", 1);
    scanAndCache();
    Path opened = bin.resolve("opened");
    String page = "https://civitai.com/models/100?modelVersionId=101";
    tsr.with("PATH", bin.toString());
    tsr.db("show --web fog").fails(3, "tsr: no browser could be opened; open " + page + "\n");

    for (String name : new String[] {"xdg-open", "open"}) {
      Path desktop = bin.resolve(name);
      Files.writeString(desktop, "#!/bin/sh\necho \"$1\" > " + opened + "\n");
      Files.setPosixFilePermissions(desktop, PosixFilePermissions.fromString("rwx------"));
    }

    tsr.db("show --web fog").prints("");
    assertThat(opened).hasContent(page);
    tsr.db("show --web plain")
        .fails(
            4,
            "tsr: "
                + library.path("plain.safetensors")
                + ": not linked to CivitAI, so it has no page; see tsr db link\n");
    tsr.db("show --web --json fog").exits(2);
    String bad = library.file("bad.safetensors", new byte[0]).toString();
    for (String[] files : new String[][] {{"plain", bad}, {bad, "plain"}}) {
      tsr.db("show --web", files[0], files[1]).exits(4);
    }
  }
}
