package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.Readings.contents;
import static dev.tensors.tsr.pictures.Readings.modelsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graphs and workflows of ComfyUI, with the nodes of its add-ons. */
class ComfyUiTest {

  private static final String GRAPH =
      """
      {"3": {"inputs": {"seed": 1, "cfg": NaN, "model": ["10", 0], "positive": ["6", 0],
          "negative": ["11", 1], "latent_image": ["5", 0]}, "class_type": "KSampler",
          "_meta": {"title": "KSampler"}},
      "4": {"inputs": {"ckpt_name": "xl\\\\sdxl.safetensors"},
          "class_type": "CheckpointLoaderSimple"},
      "6": {"inputs": {"text": ["12", 0], "clip": ["4", 1]}, "class_type": "CLIPTextEncode"},
      "7": {"inputs": {"text": "blur, embedding:easyneg <lora:ignored:1>", "clip": ["4", 1]},
          "class_type": "CLIPTextEncode"},
      "10": {"inputs": {"lora_name": "Detail.safetensors", "strength_model": 0.8,
          "strength_clip": 1, "model": ["4", 0]}, "class_type": "LoraLoader"},
      "11": {"inputs": {"positive": ["6", 0], "negative": ["7", 0], "control_net": ["14", 0]},
          "class_type": "ControlNetApplyAdvanced"},
      "12": {"inputs": {"value": "a cat"}, "class_type": "PrimitiveStringMultiline"},
      "13": {"inputs": {"lora_name": "off.safetensors", "strength_model": 0,
          "strength_clip": 0}, "class_type": "LoraLoader"},
      "14": {"inputs": {"control_net_name": "canny.pth"}, "class_type": "ControlNetLoader"}}""";

  @TempDir private Path folder;

  /** The nodes of a graph of which each is a type and its inputs. */
  private static String node(String type, String inputs) {
    return "{\"1\": {\"class_type\": \"%s\", \"inputs\": {%s}}}".formatted(type, inputs);
  }

  /** A workflow of one node with its values. */
  private static String workflow(String type, String values) {
    return "{\"last_node_id\": 1, \"nodes\": [{\"id\": 1, \"type\": \"%s\", \"mode\": 0,"
            .formatted(type)
        + " \"widgets_values\": %s}], \"links\": [], \"version\": 0.4}".formatted(values);
  }

  @Test
  void readsAGraph() {
    PictureContents contents = contents(PictureTextReader.read(GRAPH));

    assertThat(contents.tool()).isEqualTo("ComfyUI");
    assertThat(contents.prompt()).isEqualTo("a cat");
    assertThat(contents.negativePrompt()).startsWith("blur, ");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint xl\\sdxl.safetensors",
            "embedding easyneg",
            "lora Detail.safetensors weight=0.8",
            "controlnet canny.pth");
  }

  @Test
  void readsThePromptOfAGuider() {
    String graph =
        """
        {"1": {"class_type": "BasicGuider", "inputs": {"model": ["2", 0],
          "conditioning": ["3", 0]}},
        "3": {"class_type": "FluxGuidance", "inputs": {"conditioning": ["4", 0]}},
        "4": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip_l": "", "t5xxl": "a cat"}}}""";

    assertThat(contents(PictureTextReader.read(graph)).prompt()).isEqualTo("a cat");
  }

  @Test
  void survivesAGraphThatGoesRound() {
    String graph =
        """
        {"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "negative": ["1", 0]}},
        "2": {"class_type": "Reroute", "inputs": {"a": ["3", 0]}},
        "3": {"class_type": "Reroute", "inputs": {"a": ["2", 0]}}}""";

    assertThat(contents(PictureTextReader.read(graph)).prompt()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CheckpointLoader|\"ckpt_name\": \"a\", \"config_name\": \"v1.yaml\"|checkpoint a",
        "UNETLoader|\"unet_name\": \"flux1-dev.safetensors\"|checkpoint flux1-dev.safetensors",
        "UnetLoaderGGUF|\"unet_name\": \"flux1-Q8.gguf\"|checkpoint flux1-Q8.gguf",
        "CLIPLoaderGGUF|\"clip_name\": \"t5.gguf\", \"type\": \"sd3\"|text_encoder t5.gguf",
        "DualCLIPLoader|\"clip_name1\": \"l.sft\", \"clip_name2\": \"t5.sft\"|text_encoder l.sft, text_encoder t5.sft",
        "VAELoader|\"vae_name\": \"ae.sft\"|vae ae.sft",
        "VAELoader|\"vae_name\": \"taesd\"|",
        "CLIPVisionLoader|\"clip_name\": \"v.safetensors\"|clip_vision v.safetensors",
        "StyleModelLoader|\"style_model_name\": \"s.pth\"|style_model s.pth",
        "GLIGENLoader|\"gligen_name\": \"g.pth\"|gligen g.pth",
        "HypernetworkLoader|\"hypernetwork_name\": \"h.pt\", \"strength\": 1|hypernetwork h.pt",
        "UpscaleModelLoader|\"model_name\": \"4x.pth\"|upscaler 4x.pth",
        "ModelPatchLoader|\"name\": \"patch.safetensors\"|other patch.safetensors",
        "PhotoMakerLoader|\"photomaker_model_name\": \"p.bin\"|other p.bin",
        "UltralyticsDetectorProvider|\"model_name\": \"bbox/face.pt\"|other bbox/face.pt",
        "ADE_LoadAnimateDiffModel|\"model_name\": \"mm.ckpt\"|motion_module mm.ckpt",
        "IPAdapterModelLoader|\"ipadapter_file\": \"ip.bin\"|ip_adapter ip.bin",
        "LoraLoaderModelOnly|\"lora_name\": \"x.safetensors\", \"strength_model\": 0.5|lora x.safetensors weight=0.5",
        "LoraLoader|\"lora_name\": \"x.safetensors\", \"strength_model\": 0, \"strength_clip\": 0.5|lora x.safetensors weight=0.5",
        "LoraLoader|\"lora_name\": \"x.safetensors\", \"strength_model\": [\"3\", 0]|lora x.safetensors",
        "CheckpointLoader$pysssss|\"ckpt_name\": {\"content\": \"a.safetensors\", \"image\": \"b.png\"}|checkpoint a.safetensors",
        "Power Lora Loader (rgthree)|\"PowerLoraLoaderHeaderWidget\": {\"type\": \"x\"}, \"lora_1\": {\"on\": true, \"lora\": \"x.safetensors\", \"strength\": 0.7}, \"lora_2\": {\"on\": false, \"lora\": \"y.safetensors\", \"strength\": 1}, \"lora_3\": {\"on\": true, \"lora\": \"z\", \"strength\": 0, \"strengthTwo\": 0.4}|lora x.safetensors weight=0.7, lora z weight=0.4",
        "Lora Loader Stack (rgthree)|\"lora_01\": \"x.safetensors\", \"strength_01\": 0.5, \"lora_02\": \"None\", \"strength_02\": 1|lora x.safetensors weight=0.5",
        "Lora Loader (LoraManager)|\"text\": \"<lora:x:0.5> <lora:gone:1>\", \"loras\": [{\"name\": \"x\", \"strength\": 0.5, \"active\": true}, {\"name\": \"y\", \"strength\": \"0.5\", \"active\": false}]|lora x weight=0.5",
        "Lora Loader (LoraManager)|\"text\": \"\", \"loras\": {\"__value__\": [{\"name\": \"x\", \"strength\": \"0.5\", \"active\": true}, {\"name\": \"d\", \"strength\": 1, \"active\": true, \"_isDummy\": true}]}|lora x weight=0.5",
        "LoRA Text Loader (LoraManager)|\"lora_syntax\": \"<lora:x:0.5>\"|lora x weight=0.5",
        "Efficient Loader|\"ckpt_name\": \"a.safetensors\", \"vae_name\": \"Baked VAE\", \"lora_name\": \"x.safetensors\", \"lora_model_strength\": 0.6, \"lora_clip_strength\": 1, \"clip_skip\": -2|checkpoint a.safetensors, lora x.safetensors weight=0.6",
        "Eff. Loader SDXL|\"base_ckpt_name\": \"a\", \"refiner_ckpt_name\": \"b\"|checkpoint a, checkpoint b",
        "LoRA Stacker|\"input_mode\": \"simple\", \"lora_count\": 2, \"lora_name_1\": \"x\", \"lora_wt_1\": 0.5, \"lora_name_2\": \"y\", \"lora_wt_2\": 0, \"lora_name_3\": \"z\"|lora x weight=0.5",
        "CR LoRA Stack|\"switch_1\": \"Off\", \"lora_name_1\": \"x.safetensors\", \"model_weight_1\": 1, \"clip_weight_1\": 1, \"switch_2\": \"On\", \"lora_name_2\": \"y.safetensors\", \"model_weight_2\": 0.3, \"clip_weight_2\": 1|lora y.safetensors weight=0.3",
        "easy loraStack|\"toggle\": true, \"mode\": \"simple\", \"num_loras\": 1, \"lora_1_name\": \"x.safetensors\", \"lora_1_strength\": 0.5, \"lora_2_name\": \"y.safetensors\"|lora x.safetensors weight=0.5",
        "easy loraStack|\"toggle\": false, \"num_loras\": 1, \"lora_1_name\": \"x.safetensors\"|",
        "easy fullLoader|\"ckpt_name\": \"a.safetensors\", \"vae_name\": \"v.pt\", \"lora_name\": \"None\", \"lora_model_strength\": 1|checkpoint a.safetensors, vae v.pt",
        "DiffusionModelLoaderKJ|\"model_name\": \"wan.safetensors\"|checkpoint wan.safetensors",
        "WanVideoModelLoader|\"model\": \"wan.safetensors\", \"lora\": [\"2\", 0]|checkpoint wan.safetensors",
        "WanVideoVAELoader|\"model_name\": \"v.safetensors\"|vae v.safetensors",
        "LoadWanVideoT5TextEncoder|\"model_name\": \"umt5.pth\"|text_encoder umt5.pth",
        "WanVideoLoraSelect|\"lora\": \"x.safetensors\", \"strength\": 0.9|lora x.safetensors weight=0.9",
        "WanVideoLoraSelectMulti|\"lora_0\": \"x.safetensors\", \"strength_0\": 0.9, \"lora_1\": \"none\", \"strength_1\": 1|lora x.safetensors weight=0.9",
        "NunchakuFluxDiTLoader|\"model_path\": \"svdq-int4-flux.1-dev\"|checkpoint svdq-int4-flux.1-dev",
        "SomethingNew|\"thing\": \"a\\\\b.safetensors\"|other a\\b.safetensors",
        "SomethingNew|\"text\": \"see https://x.y/b.safetensors\"|",
        "Note|\"text\": \"b.safetensors\"|",
        "ShowText$pysssss|\"text_0\": \"<lora:x:1>\"|",
        "ImpactWildcardEncode|\"populated_text\": \"a <lora:x:0.5>\"|lora x weight=0.5",
        "CheckpointLoaderSimple|\"ckpt_name\": \"urn:air:sdxl:checkpoint:civitai:1@2\"|checkpoint version=2 model=1",
        "LoraLoader|\"lora_name\": \"civitai:1@2\", \"strength_model\": 0.5|lora weight=0.5 version=2 model=1",
        "CivitAI_Lora_Loader|\"lora_air\": \"1@2\", \"strength_model\": 0.5|lora weight=0.5 version=2 model=1"
      })
  void readsNodes(String type, String inputs, String models) {
    assertThat(String.join(", ", modelsOf(node(type.replace('$', '|'), inputs))))
        .isEqualTo(models == null ? "" : models);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CheckpointLoaderSimple|[\"a.safetensors\"]|checkpoint a.safetensors",
        "LoraLoader|[\"x.safetensors\", 0.5, 1]|lora x.safetensors weight=0.5",
        "LoraLoader|[\"x.safetensors\", 0, 0]|",
        "Power Lora Loader (rgthree)|[{}, {\"type\": \"Header\"}, {\"on\": true, \"lora\": \"x.safetensors\", \"strength\": 1, \"strengthTwo\": null}, {\"on\": false, \"lora\": \"y.safetensors\"}, {}, \"\"]|lora x.safetensors weight=1.0",
        "Lora Loader (LoraManager)|[\"<lora:gone:1>\", [{\"name\": \"x\", \"strength\": 0.5, \"active\": true, \"clipStrength\": 0.5}]]|lora x weight=0.5",
        "CR LoRA Stack|[\"On\", \"x.safetensors\", 0.5, 1, \"Off\", \"y.safetensors\", 1, 1, \"Off\", \"None\", 1, 1]|lora x.safetensors weight=0.5",
        "LoRA Stacker|[\"simple\", 1, \"x.safetensors\", 0.5, 1, 1, \"y.safetensors\", 1, 1, 1]|lora x.safetensors weight=0.5",
        "CheckpointLoader$pysssss|[{\"content\": \"a.safetensors\", \"image\": null}, \"[none]\"]|checkpoint a.safetensors",
        "VHS_Thing|{\"vae_name\": \"v.safetensors\"}|vae v.safetensors",
        "MarkdownNote|[\"get a.safetensors\"]|",
        "CLIPTextEncode|[\"a, embedding:neg\"]|embedding neg",
        "PrimitiveNode|[\"a.safetensors\", \"fixed\"]|other a.safetensors"
      })
  void readsWidgets(String type, String values, String models) {
    assertThat(String.join(", ", modelsOf(workflow(type.replace('$', '|'), values))))
        .isEqualTo(models == null ? "" : models);
  }

  @Test
  void leavesOutWhatIsMutedOrBypassed() {
    String workflow =
        """
        {"nodes": [
          {"type": "VAELoader", "mode": 2, "widgets_values": ["muted.pt"]},
          {"type": "VAELoader", "mode": 4, "widgets_values": ["bypassed.pt"]},
          {"type": "VAELoader", "mode": 0, "widgets_values": ["used.pt"]},
          {"type": "s1", "mode": 4},
          {"type": "s2"},
          {"type": "s2"}],
        "definitions": {"subgraphs": [
          {"id": "s1", "nodes": [{"type": "VAELoader", "widgets_values": ["in_bypassed.pt"]}]},
          {"id": "s2", "nodes": [{"type": "VAELoader", "widgets_values": ["in_used.pt"]},
            {"type": "VAELoader", "mode": 4, "widgets_values": ["bypassed_in_used.pt"]},
            {"type": "s3"}]},
          {"id": "s3", "nodes": [{"type": "VAELoader", "widgets_values": ["deeper.pt"]},
            {"type": "s2"}]},
          {"id": "s4", "nodes": [{"type": "VAELoader", "widgets_values": ["of_nothing.pt"]}]}]},
        "version": 1}""";

    assertThat(modelsOf(workflow))
        .containsExactly("vae used.pt", "vae in_used.pt", "vae deeper.pt");
  }

  @Test
  void readsWhereTheFilesAreToBeHad() {
    String workflow =
        """
        {"nodes": [{"type": "UNETLoader", "widgets_values": ["wan.safetensors", "default"],
          "properties": {"models": [
            {"name": "wan.safetensors", "url": "https://x.y/wan.safetensors",
             "hash": "aabbccddeeff0011", "hash_type": "SHA256", "directory": "diffusion_models"},
            {"name": "changed.safetensors", "url": "https://x.y/c", "directory": "vae"}]}}],
        "models": [{"name": "t5.safetensors", "url": "https://x.y/t5", "directory": "text_encoders"}],
        "links": [], "extra": {"lora_airs": ["1@2"], "airs": ["urn:air:sdxl:vae:civitai:3@4"]}}""";

    assertThat(modelsOf(workflow))
        .containsExactly(
            "checkpoint wan.safetensors hash=AABBCCDDEEFF0011 of=sha256"
                + " url=https://x.y/wan.safetensors",
            "text_encoder t5.safetensors url=https://x.y/t5",
            "lora version=2 model=1",
            "vae version=4 model=3");
  }

  /** What was run is what counts; the workflow beside it may have more. */
  @Test
  void readsAPictureWithBoth() {
    String workflow =
        """
        {"nodes": [{"type": "CheckpointLoaderSimple", "widgets_values": ["xl/sdxl.safetensors"],
          "properties": {"models": [{"name": "sdxl.safetensors", "url": "https://x.y"}]}},
          {"type": "VAELoader", "widgets_values": ["unused.pt"]}],
        "models": [{"name": "unused.pt", "url": "https://x.y"}], "links": []}""";
    byte[] png = PictureFile.png().text("workflow", workflow).text("prompt", GRAPH).pixels(9).end();

    assertThat(Readings.models(Readings.read(folder, png)))
        .containsExactly(
            "checkpoint xl\\sdxl.safetensors url=https://x.y",
            "embedding easyneg",
            "lora Detail.safetensors weight=0.8",
            "controlnet canny.pth");
    assertThat(modelsOf("{\"prompt\": " + GRAPH + ", \"workflow\": " + workflow + "}")).hasSize(4);
    assertThat(
            modelsOf(
                "{\"prompt\": %s, \"extra_data\": {\"extra_pnginfo\": {\"workflow\": %s}}}"
                    .formatted(GRAPH, workflow)))
        .hasSize(4);
  }

  /** Savers write an infotext with hashes beside the graph. */
  @Test
  void joinsTheGraphWithAnInfotext() {
    byte[] png =
        PictureFile.png()
            .text("prompt", GRAPH)
            .text(
                "parameters",
                "a dog\nSteps: 20, Sampler: Euler, Seed: 1, Model hash: 31e35c80fc, Model: sdxl,"
                    + " Hashes: {\"model\":\"31E35C80FC\",\"LORA:detail\":\"AABBCCDDEE\"},"
                    + " Version: ComfyUI")
            .end();

    PictureContents contents = contents(Readings.read(folder, png));

    assertThat(contents.prompt()).isEqualTo("a cat");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint xl\\sdxl.safetensors hash=31E35C80FC of=sha256",
            "embedding easyneg",
            "lora Detail.safetensors hash=AABBCCDDEE weight=0.8",
            "controlnet canny.pth");
  }

  @Test
  void readsCivitaisOwnComfyUi() {
    String json =
        """
        {"resource-stack": {"class_type": "CheckpointLoaderSimple",
          "inputs": {"ckpt_name": "urn:air:sdxl:checkpoint:civitai:1@2"}},
        "extra": {"airs": ["urn:air:sdxl:checkpoint:civitai:1@2",
          "urn:air:sdxl:lora:civitai:3@4"]},
        "extraMetadata": "{\\"prompt\\": \\"a cat\\", \\"negativePrompt\\": \\"blur\\",
          \\"resources\\": [{\\"modelVersionId\\": 4, \\"strength\\": 0.5}]}"}""";

    PictureContents contents = contents(PictureTextReader.read(json));

    assertThat(contents.prompt()).isEqualTo("a cat");
    assertThat(Readings.models(contents))
        .containsExactly("checkpoint version=2 model=1", "lora weight=0.5 version=4 model=3");
  }
}
