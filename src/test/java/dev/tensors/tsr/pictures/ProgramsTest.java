package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.Readings.contents;
import static dev.tensors.tsr.pictures.Readings.modelsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each program but ComfyUI writes, in its own form. */
class ProgramsTest {

  private static final String STEPS = "Steps: 20, Sampler: Euler a, Seed: 1, ";

  @TempDir private Path folder;

  @Test
  void readsStableDiffusionWebUi() {
    String infotext =
        """
        a cat <lora:Style:0.8>, <lora:path\\detail:1> <hypernet:anime:0.5>
        in the rain
        Negative prompt: blur, <lora:neg:1>
        worse
        Steps: 30, Sampler: DPM++ 2M, CFG scale: 7, Seed: 1, Size: 512x768, Model hash: 6CE0161689, \
        Model: "name, with: signs", VAE hash: 235745af8d, VAE: sdxl.vae.safetensors, \
        Refiner: refiner_xl [7440042bbd], Hires checkpoint: other [aabbccddee], \
        Lora hashes: "Style: aabbccddeeff, detail: 0x11223344", TI hashes: "easyneg: c74b4e810b", \
        ADetailer model: face_yolov8n.pt, Version: v1.10.1""";

    PictureContents contents = contents(PictureTextReader.read(infotext));

    assertThat(contents.tool()).isEqualTo("Stable Diffusion web UI");
    assertThat(contents.prompt())
        .isEqualTo(
            "a cat <lora:Style:0.8>, <lora:path\\detail:1> <hypernet:anime:0.5>\nin the rain");
    assertThat(contents.negativePrompt()).isEqualTo("blur, <lora:neg:1>\nworse");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint name, with: signs hash=6CE0161689 of=sha256",
            "lora Style hash=AABBCCDDEEFF weight=0.8",
            "lora path\\detail hash=11223344 weight=1.0",
            "hypernetwork anime weight=0.5",
            "lora neg weight=1.0",
            "vae sdxl.vae.safetensors hash=235745AF8D",
            "checkpoint refiner_xl hash=7440042BBD",
            "checkpoint other hash=AABBCCDDEE",
            "embedding easyneg hash=C74B4E810B",
            "other face_yolov8n.pt");
  }

  @Test
  void readsTheOldHashOfAPartOfTheFile() {
    assertThat(modelsOf("a\n" + STEPS + "Model hash: 81761151, Model: v1-5"))
        .containsExactly("checkpoint v1-5 hash=81761151 of=autov1");
  }

  @Test
  void readsForge() {
    String infotext =
        "a\n"
            + STEPS
            + "Model hash: a5f58eb1c3, Model: flux1-dev, Hires Module 1: Use same choices,"
            + " Version: f2.0.1v1.10.1-previous-659-gc055f2d4, Module 1: ae, Module 2: clip_l,"
            + " Module 3: t5xxl_fp16, Hires checkpoint: Use same checkpoint";

    assertThat(contents(PictureTextReader.read(infotext)).tool()).isEqualTo("Forge");
    assertThat(modelsOf(infotext))
        .containsExactly(
            "checkpoint flux1-dev hash=A5F58EB1C3 of=sha256",
            "vae ae",
            "text_encoder clip_l",
            "text_encoder t5xxl_fp16");
  }

  @Test
  void readsAddOnsOfWebUis() {
    assertThat(
            modelsOf(
                "a\n"
                    + STEPS
                    + "AddNet Enabled: True, AddNet Module 1: LoRA, AddNet Model 1:"
                    + " style(aabbccddeeff), AddNet Weight A 1: 0.7, AddNet Weight B 1: 0.7,"
                    + " ControlNet 0: \"Module: canny, Model: control_canny [d14c016b], Weight: 1\""))
        .containsExactly(
            "lora style hash=AABBCCDDEEFF weight=0.7", "controlnet control_canny hash=D14C016B");
    assertThat(
            modelsOf("a\n" + STEPS + "AddNet Enabled: False, AddNet Model 1: style(aabbccddeeff)"))
        .isEmpty();
    assertThat(
            modelsOf(
                "a\n"
                    + STEPS
                    + "Lora_0 Model name: Art I.safetensors, Lora_0 Model hash: 08f7133a58,"
                    + " Lora_0 Strength model: 0.65, Lora_0 Strength clip: 0.65"))
        .containsExactly("lora Art I.safetensors hash=08F7133A58 weight=0.65");
  }

  /** With quotes around the JSON, as newer web UIs write it, and without. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hashes: {\"model\": \"31e35c80fc\", \"lora:Style\": \"\", \"LORA:Other\": \"AABBCCDDEE\","
            + " \"embed:easy, neg\": \"c74b4e810b\", \"vae\": \"235745af8d\"}",
        "Hashes: \"{\\\"model\\\": \\\"31e35c80fc\\\", \\\"lora:Style\\\": \\\"\\\","
            + " \\\"LORA:Other\\\": \\\"AABBCCDDEE\\\", \\\"embed:easy, neg\\\":"
            + " \\\"c74b4e810b\\\", \\\"vae\\\": \\\"235745af8d\\\"}\""
      })
  void readsHashesInJson(String hashes) {
    String infotext =
        "<lora:Style:1>\n"
            + STEPS
            + "Model hash: 31E35C80FC, Model: sdxl, Lora hashes: \"Style: 0011223344aa\", "
            + hashes
            + ", Version: v1.6.0";

    assertThat(modelsOf(infotext))
        .containsExactly(
            "checkpoint sdxl hash=31E35C80FC of=sha256",
            "lora Style hash=0011223344AA weight=1.0",
            "lora Other hash=AABBCCDDEE",
            "embedding easy, neg hash=C74B4E810B",
            "vae hash=235745AF8D");
  }

  @Test
  void readsCivitaisGenerator() {
    String infotext =
        "a\n"
            + STEPS
            + "Clip skip: 2, Created Date: 2025-01-01T10:00:00.0000000Z, Civitai resources:"
            + " [{\"type\":\"checkpoint\",\"modelVersionId\":128713,\"modelName\":\"DreamShaper\","
            + "\"modelVersionName\":\"8\"},{\"weight\":0.6,"
            + "\"air\":\"urn:air:sdxl:lora:civitai:82098@87153\"}], Civitai metadata:"
            + " {\"resources\":[{\"modelVersionId\":87153,\"strength\":1}]}";

    assertThat(contents(PictureTextReader.read(infotext)).tool()).isEqualTo("CivitAI");
    assertThat(modelsOf(infotext))
        .containsExactly(
            "checkpoint DreamShaper version=128713", "lora weight=0.6 version=87153 model=82098");
  }

  @Test
  void readsSwarmUi() {
    String json =
        """
        {"sui_image_params": {"prompt": "a cat <embed:easyneg>", "negativeprompt": "",
          "model": "Official/sd_xl_base_1.0", "vae": "None", "refinermodel": "(Use Base)",
          "loras": ["style/Detail", "other"], "loraweights": ["0.5", "1"], "steps": 20,
          "refinerupscalemethod": "model-4x-UltraSharp.pth", "swarm_version": "0.9.3.1"},
        "sui_extra_data": {"used_embeddings": ["easyneg"]},
        "sui_models": [
          {"name": "Official/sd_xl_base_1.0.safetensors", "param": "model",
           "hash": "0xd7a9105a900fd52748f20725fe52fe52b507fd36bee4fc107b1550a26e6ee1d7"},
          {"name": "other.safetensors", "param": "loras", "hash": null}]}""";
    byte[] png = PictureFile.png().international("parameters", json).pixels(9).end();

    PictureContents contents = contents(Readings.read(folder, png));

    assertThat(contents.tool()).isEqualTo("SwarmUI");
    assertThat(contents.prompt()).isEqualTo("a cat <embed:easyneg>");
    assertThat(contents.negativePrompt()).isNull();
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint Official/sd_xl_base_1.0.safetensors"
                + " hash=D7A9105A900FD52748F20725FE52FE52B507FD36BEE4FC107B1550A26E6EE1D7"
                + " of=weights",
            "upscaler 4x-UltraSharp.pth",
            "lora style/Detail weight=0.5",
            "lora other.safetensors weight=1.0",
            "embedding easyneg");
  }

  @Test
  void readsSwarmUisListsInOneText() {
    assertThat(modelsOf("{\"sui_image_params\": {\"loras\": \"a,b\", \"loraweights\": \"0.5,0\"}}"))
        .containsExactly("lora a weight=0.5");
  }

  @Test
  void readsInvokeAi() {
    String hash = "ab".repeat(32);
    String json =
        """
        {"generation_mode": "sdxl_txt2img", "positive_prompt": "a", "negative_prompt": "b",
        "model": {"key": "k", "hash": "blake3:%s", "name": "Juggernaut XL", "base": "sdxl",
          "type": "main"},
        "vae": {"key": "k", "hash": "random:%s", "name": "fix", "base": "sdxl", "type": "vae"},
        "loras": [{"model": {"key": "k", "hash": "blake3:%s", "name": "add-detail",
          "base": "sdxl", "type": "lora"}, "weight": 0.75}],
        "controlnets": [{"control_model": {"model_name": "canny", "base_model": "sdxl"},
          "control_weight": 0.5}],
        "canvas_v2_metadata": {"controlLayers": [{"isEnabled": false, "controlAdapter":
          {"model": {"hash": "blake3:%s", "name": "depth", "type": "controlnet"}}}]},
        "app_version": "5.0.0"}"""
            .formatted(hash, hash, hash.replace('a', 'c'), hash.replace('b', 'd'));
    byte[] png = PictureFile.png().text("invokeai_metadata", json).pixels(9).end();

    PictureContents contents = contents(Readings.read(folder, png));

    assertThat(contents.tool()).isEqualTo("InvokeAI");
    assertThat(contents.prompt()).isEqualTo("a");
    assertThat(contents.negativePrompt()).isEqualTo("b");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint Juggernaut XL hash=" + "AB".repeat(32) + " of=blake3",
            "vae fix",
            "lora add-detail hash=" + "CB".repeat(32) + " of=blake3 weight=0.75",
            "controlnet canny weight=0.5");
  }

  @Test
  void readsOldInvokeAi() {
    String json =
        "{\"model\": \"stable diffusion\", \"model_weights\": \"sd-1.5\", \"model_hash\": \""
            + "cc".repeat(32)
            + "\", \"image\": {\"prompt\": [{\"prompt\": \"a cat\", \"weight\": 1}]}}";
    PictureReading reading =
        Readings.read(folder, PictureFile.png().text("sd-metadata", json).end());

    assertThat(contents(reading).prompt()).isEqualTo("a cat");
    assertThat(Readings.models(reading))
        .containsExactly("checkpoint sd-1.5 hash=" + "CC".repeat(32) + " of=sha256");
  }

  @Test
  void readsFooocus() {
    String json =
        """
        {"base_model": "juggernautXL_v8", "base_model_hash": "aeb7e9e689", "full_prompt": ["a"],
        "loras": [["sd_xl_offset", 0.1, "4852686128"], ["off", 0.0, "1122334455"]],
        "lora_combined_1": "sd_xl_offset : 0.1", "negative_prompt": "b", "performance": "Speed",
        "prompt": "a", "refiner_model": "None", "vae": "Default (model)", "version": "v2.5.5"}""";
    PictureReading reading =
        Readings.read(
            folder,
            PictureFile.png().text("parameters", json).text("fooocus_scheme", "fooocus").end());

    assertThat(contents(reading).tool()).isEqualTo("Fooocus");
    assertThat(contents(reading).negativePrompt()).isEqualTo("b");
    assertThat(Readings.models(reading))
        .containsExactly(
            "checkpoint juggernautXL_v8 hash=AEB7E9E689 of=sha256",
            "lora sd_xl_offset hash=4852686128 of=sha256 weight=0.1");
  }

  @Test
  void readsFooocusInTheSchemeOfWebUis() {
    String infotext =
        "a\nNegative prompt: b\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 1, Size: 1152x896,"
            + " Model: juggernautXL_v8, Model hash: aeb7e9e689, VAE: Default (model), Refiner:"
            + " refiner, Refiner hash: 7440042bbd, Lora hashes: \"offset: 4852686128, x:"
            + " 1122334455\", Lora weights: \"offset: 0.1, x: 0.5\", Version: Fooocus v2.5.5";

    assertThat(contents(PictureTextReader.read(infotext)).tool()).isEqualTo("Fooocus");
    assertThat(modelsOf(infotext))
        .containsExactly(
            "checkpoint juggernautXL_v8 hash=AEB7E9E689 of=sha256",
            "checkpoint refiner hash=7440042BBD",
            "lora offset hash=4852686128 weight=0.1",
            "lora x hash=1122334455 weight=0.5");
  }

  @Test
  void readsNovelAi() {
    PictureReading reading =
        Readings.read(
            folder,
            PictureFile.png()
                .text("Title", "AI generated image")
                .text("Description", "a cat")
                .text("Software", "NovelAI")
                .text("Comment", "{\"steps\": 28, \"sampler\": \"k_euler\", \"uc\": \"blur\"}")
                .end());

    assertThat(reading)
        .isEqualTo(
            new PictureContents(
                MediaKind.PICTURE,
                "NovelAI",
                "a cat",
                null,
                java.util.Map.of(
                    "steps",
                    new GenerationParameter("28", true),
                    "sampler",
                    new GenerationParameter("k_euler", false)),
                java.util.List.of(),
                640,
                480,
                null));
  }

  @Test
  void readsEasyDiffusion() {
    assertThat(
            modelsOf(
                "{\"prompt\": \"a\", \"use_stable_diffusion_model\": \"sd-v1-5\","
                    + " \"use_lora_model\": [\"x\"], \"lora_alpha\": [0.5]}"))
        .containsExactly("checkpoint sd-v1-5", "lora x weight=0.5");
  }

  /** With the names of its program, and with those that people see. */
  @Test
  void readsASettingOfEasyDiffusionInEachChunk() {
    byte[] named =
        PictureFile.png()
            .text("prompt", "a cat, embedding: no")
            .text("negative_prompt", "blur")
            .text("seed", "7")
            .text("use_stable_diffusion_model", "C:\\models\\sd-v1-5")
            .text("use_vae_model", "vae-ft-mse")
            .text("use_lora_model", "['one', 'two, \\'three\\'', 'off']")
            .text("lora_alpha", "[0.5, 1, 0]")
            .text("use_embeddings_model", "None")
            .text("use_hypernetwork_model", "None")
            .text("num_inference_steps", "25")
            .end();
    byte[] labelled =
        PictureFile.png()
            .text("Prompt", "a cat")
            .text("Negative Prompt", "blur")
            .text("Seed", "7")
            .text("Stable Diffusion model", "sd-v1-5")
            .text("VAE model", "")
            .text("LoRA model", "one")
            .text("LoRA Strength", "0.5")
            .text("ControlNet model", "canny")
            .text("Steps", "25")
            .end();

    PictureContents contents = contents(Readings.read(folder, named));
    assertThat(contents.tool()).isEqualTo("Easy Diffusion");
    assertThat(contents.prompt()).isEqualTo("a cat, embedding: no");
    assertThat(contents.negativePrompt()).isEqualTo("blur");
    assertThat(contents.settings().keySet()).containsExactlyInAnyOrder("seed", "steps");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint C:\\models\\sd-v1-5",
            "vae vae-ft-mse",
            "lora one weight=0.5",
            "lora two, 'three' weight=1.0");
    PictureReading reading = Readings.read(folder, labelled);
    assertThat(contents(reading).prompt()).isEqualTo("a cat");
    assertThat(contents(reading).negativePrompt()).isEqualTo("blur");
    assertThat(Readings.models(reading))
        .containsExactly("checkpoint sd-v1-5", "lora one weight=0.5", "controlnet canny");
  }

  private static final String DRAW_THINGS =
      """
      {"c":"a <b>","uc":"blur","model":"sdxl.ckpt","refiner":"refiner.ckpt","steps":20,
       "lora":[{"model":"detail.ckpt","weight":0.6}],"upscaler":"esrgan.ckpt",
       "control":[{"file":"canny.ckpt","weight":0.5}],
       "v2":{"model":"sdxl.ckpt","loras":[{"file":"detail.ckpt","weight":0.6},
         {"file":"off.ckpt","weight":0}],"refinerModel":"refiner.ckpt","upscaler":"esrgan.ckpt",
         "controls":[{"file":"depth.ckpt","weight":1}],"faceRestoration":null}}""";

  private static final List<String> OF_DRAW_THINGS =
      List.of(
          "checkpoint sdxl.ckpt",
          "checkpoint refiner.ckpt",
          "upscaler esrgan.ckpt",
          "lora detail.ckpt weight=0.6",
          "controlnet canny.ckpt weight=0.5",
          "controlnet depth.ckpt weight=1.0");

  private static byte[] xmp() {
    return PictureFile.utf8(
        "<x:xmpmeta><exif:UserComment><rdf:Alt><rdf:li xml:lang=\"x-default\">"
            + DRAW_THINGS.replace("<", "&lt;").replace(">", "&#62;").replace("\"", "&quot;")
            + "</rdf:li>");
  }

  @Test
  void readsDrawThingsInXmpOfEachFormat() {
    byte[] inJpeg = PictureFile.join(PictureFile.latin1("http://ns.adobe.com/xap/1.0/\0"), xmp());
    for (byte[] bytes :
        List.of(
            PictureFile.png()
                .international("XML:com.adobe.xmp", new String(xmp(), StandardCharsets.UTF_8))
                .end(),
            PictureFile.jpeg(PictureFile.segment(0xE1, inJpeg)),
            PictureFile.webp("XMP ", xmp()))) {
      PictureContents contents = contents(Readings.read(folder, bytes));
      assertThat(contents.tool()).isEqualTo("Draw Things");
      assertThat(contents.prompt()).isEqualTo("a <b>");
      assertThat(contents.negativePrompt()).isEqualTo("blur");
      assertThat(Readings.models(contents)).isEqualTo(OF_DRAW_THINGS);
    }
  }

  @Test
  void readsDrawThingsInExif() {
    byte[] exif =
        PictureFile.exif(
            ByteOrder.BIG_ENDIAN,
            List.of(),
            List.of(PictureFile.Tag.comment("ASCII\0\0\0", PictureFile.utf8(DRAW_THINGS))));

    assertThat(
            Readings.models(Readings.read(folder, PictureFile.jpeg(PictureFile.exifSegment(exif)))))
        .isEqualTo(OF_DRAW_THINGS);
  }

  @Test
  void readsSdNext() {
    String infotext =
        "a cat <lora:one:0.8>\nNegative prompt: blur\n"
            + "Steps: 20, Size: 1024x1024, Sampler: Euler a, Seed: 1, CFG scale: 6, App: SD.Next,"
            + " Version: 0c7038e, Pipeline: StableDiffusionXLPipeline, Operations: txt2img,"
            + " Model: juggernaut, Model hash: 33e58e8668, VAE: TAESD, TE: t5xxl_fp16,"
            + " UNet: flux1-dev-Q4, Refiner: refiner_xl, Embeddings: \"easyneg, bad, hands\","
            + " LoRA networks: \"one, two\", LoRA hashes: \"aabbccddee, 1122334455\"";

    assertThat(contents(PictureTextReader.read(infotext)).tool()).isEqualTo("SD.Next");
    assertThat(modelsOf(infotext))
        .containsExactly(
            "checkpoint juggernaut hash=33E58E8668 of=sha256",
            "lora one hash=AABBCCDDEE weight=0.8",
            "text_encoder t5xxl_fp16",
            "checkpoint flux1-dev-Q4",
            "checkpoint refiner_xl",
            "embedding easyneg",
            "embedding bad",
            "embedding hands",
            "lora two hash=1122334455");
    assertThat(
            modelsOf(
                "a\n"
                    + STEPS
                    + "App: SD.Next, TE: Default, UNet: None, VAE: Remote, LoRA networks: \"a, b\","
                    + " LoRA hashes: aabbccddee"))
        .containsExactly("lora a", "lora b");
  }

  @Test
  void readsTensorArt() {
    String data =
        "{\"prompt\": \"a café <lora:EMS-22-EMS:0.8>\", \"negativePrompt\": \"blur\","
            + " \"baseModel\": {\"modelId\": \"1\", \"modelFileName\": \"juggernaut\","
            + " \"hash\": \"33E58E86686F6B386C526682B5DA9228EAD91C0F0EFD0C0F4A4F3D8B7E0B4B0A\"},"
            + " \"models\": [{\"type\": \"LORA\", \"modelFileName\": \"detail\","
            + " \"weight\": 0.8}]}\0";
    String graph =
        "{\"1\": {\"class_type\": \"ECHOCheckpointLoaderSimple\", \"inputs\": {\"ckpt_name\":"
            + " \"EMS-11-EMS.safetensors\"}}, \"2\": {\"class_type\": \"VAELoader\","
            + " \"inputs\": {\"vae_name\": \"fix.pt\"}}}";
    PictureFile png =
        PictureFile.png()
            .text("prompt", graph)
            .chunk("tEXt", PictureFile.utf8("generation_data\0" + data));

    PictureContents contents = contents(Readings.read(folder, png.end()));

    assertThat(contents.tool()).isEqualTo("TensorArt");
    assertThat(contents.prompt()).isEqualTo("a café <lora:EMS-22-EMS:0.8>");
    assertThat(contents.negativePrompt()).isEqualTo("blur");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint juggernaut"
                + " hash=33E58E86686F6B386C526682B5DA9228EAD91C0F0EFD0C0F4A4F3D8B7E0B4B0A",
            "lora detail weight=0.8",
            "vae fix.pt");
    assertThat(modelsOf(graph)).containsExactly("checkpoint EMS-11-EMS.safetensors", "vae fix.pt");
  }

  private static final String INVOKE_WORKFLOW =
      """
      {"name": "mine", "version": "1.0.0", "meta": {"version": "3.0.0", "category": "user"},
       "exposedFields": [], "nodes": [
        {"id": "1", "type": "invocation", "data": {"id": "1", "type": "sdxl_model_loader",
          "inputs": {"model": {"name": "model", "label": "", "value": {"key": "k",
            "hash": "blake3:%s", "name": "Juggernaut XL", "base": "sdxl", "type": "main"}},
            "vae": {"name": "vae", "label": ""}}}},
        {"id": "2", "type": "invocation", "data": {"id": "2", "type": "lora_loader",
          "inputs": {"lora": {"name": "lora", "label": "", "value": {"key": "l",
            "hash": "random:1", "name": "add-detail", "base": "sdxl", "type": "lora"}},
            "weight": {"name": "weight", "label": "", "value": 0.75}}}},
        {"id": "3", "type": "invocation", "data": {"id": "3", "type": "vae_loader",
          "inputs": {"vae_model": {"name": "vae_model", "value": {"model_name": "old-vae",
            "base_model": "sdxl", "model_type": "vae"}}}}},
        {"id": "4", "type": "notes", "data": {"notes": "see a.safetensors"}}],
       "edges": [{"source": "1", "target": "2"}]}"""
          .formatted("ab".repeat(32));

  @Test
  void readsAGraphOfInvokeAi() {
    String graph =
        """
        {"id": "g", "nodes": {"l": {"id": "l", "type": "lora_selector", "weight": 0.5, "lora":
          {"key": "k", "hash": "blake3:%s", "name": "add-detail", "type": "lora"}}}, "edges": []}"""
            .formatted("ab".repeat(32));

    assertThat(contents(PictureTextReader.read(graph)).tool()).isEqualTo("InvokeAI");
    assertThat(modelsOf(graph))
        .containsExactly("lora add-detail hash=" + "AB".repeat(32) + " of=blake3 weight=0.5");
    assertThat(PictureTextReader.read("{\"nodes\": {\"a\": 1}, \"edges\": []}"))
        .isEqualTo(new PictureReading.Failed("it is JSON, but no workflow that tsr knows", false));
  }

  @Test
  void readsAWorkflowOfInvokeAi() {
    assertThat(contents(PictureTextReader.read(INVOKE_WORKFLOW)).tool()).isEqualTo("InvokeAI");
    List<String> models =
        List.of(
            "checkpoint Juggernaut XL hash=" + "AB".repeat(32) + " of=blake3",
            "lora add-detail weight=0.75",
            "vae old-vae");
    assertThat(modelsOf(INVOKE_WORKFLOW)).isEqualTo(models);
    byte[] alone = PictureFile.png().text("invokeai_workflow", INVOKE_WORKFLOW).end();
    assertThat(Readings.models(Readings.read(folder, alone))).isEqualTo(models);
    byte[] beside =
        PictureFile.png()
            .text("invokeai_workflow", INVOKE_WORKFLOW)
            .text(
                "invokeai_metadata",
                "{\"app_version\": \"5\", \"model\": {\"name\": \"a\", \"hash\": \"x\"}}")
            .end();
    assertThat(Readings.models(Readings.read(folder, beside))).containsExactly("checkpoint a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a <lora:x:0.5> b|lora x weight=0.5",
        "<lora:x>|lora x weight=1.0",
        "<lora:x:0>|",
        "<lora:x:0:0.7>|lora x weight=0.7",
        "<lora:x:te=0:unet=0.7>|lora x weight=0.7",
        "<lora:x:te=0.4>|lora x weight=0.4",
        "<lora:x:0.5:0.6:8>|lora x weight=0.5",
        "<lyco:x:0.5>|lora x weight=0.5",
        "<LORA:x:0.5>|lora x weight=0.5",
        "<lora:x:0> <lora:X:0.5>|lora x weight=0.5",
        "<lora:urn:air:sdxl:lora:civitai:1@2:0.5>|lora weight=0.5 version=2 model=1",
        "<lora:urn:air:sdxl:lora:civitai:1@2>|lora weight=1.0 version=2 model=1",
        "(embedding:easyneg:1.2), b|embedding easyneg",
        "embedding:sub/easyneg.pt, b|embedding sub/easyneg.pt",
        "myembedding:x|",
        "embedding:urn:air:sd1:embedding:civitai:99890@106916|embedding version=106916 model=99890",
        "(embedding:urn:air:sd1:embedding:civitai:99890@106916:1.2), b|embedding version=106916 model=99890",
        "embedding:URN:AIR:sd1:embedding:civitai:99890, b|embedding model=99890",
        "embedding:civitai:99890@106916 b|embedding version=106916 model=99890",
        "embedding:urn:air:x, b|",
        "<embed:x>|embedding x",
        "<hypernet:x:0.5>|hypernetwork x weight=0.5",
        "<lora:>|",
        "< lora:x>|",
        "a: b, c|"
      })
  void readsPrompts(String prompt, String model) {
    assertThat(String.join(", ", modelsOf(prompt))).isEqualTo(model == null ? "" : model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e3b0c44298fc",
        "E3B0C44298",
        "e3b0c442",
        "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "af1349b9f5f9a1a6",
        "0000000000",
        "None",
        "abc",
        "notahash12",
        ""
      })
  void dropsWhatIsNoHash(String hash) {
    assertThat(modelsOf("<lora:x:1>\n" + STEPS + "Lora hashes: \"x: " + hash + "\""))
        .containsExactly("lora x weight=1.0");
  }

  @Test
  void tellsTheHashOfAName() {
    String digits = ModelHash.digits("0xE36C8AA87B");

    assertThat(ModelHash.isOfFileName("2CF24DBA5F", "/models/hello")).isTrue();
    assertThat(ModelHash.isOfFileName("2CF24DBA5F", "C:\\models\\hello")).isTrue();
    assertThat(ModelHash.isOfFileName(digits, "hello")).isFalse();
    assertThat(ModelHash.isOfFileName(null, "hello")).isFalse();
  }

  /** Two hashes of one length are of two files, whatever they are called. */
  @Test
  void keepsModelsOfOneNameApart() {
    assertThat(
            modelsOf(
                "a\n"
                    + STEPS
                    + "Lora hashes: \"x: aabbccddeeff\", TI hashes: \"x: 001122334455\","
                    + " Hashes: {\"lora:x\": \"ffeeddccbbaa\", \"lora:y\": \"AABBCCDDEE\"}"))
        .containsExactly(
            "lora x hash=AABBCCDDEEFF",
            "embedding x hash=001122334455",
            "lora x hash=FFEEDDCCBBAA");
  }
}
