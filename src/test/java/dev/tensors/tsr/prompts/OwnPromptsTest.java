package dev.tensors.tsr.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class OwnPromptsTest extends CommandTest {

  private static final String INFOTEXT =
      """
      two boats <lora:boats:0.8>
      Negative prompt: people
      Steps: 20, Sampler: Euler a, Schedule type: Karras, CFG scale: 6.50, Seed: 7, Size: 8x9, \
      Model: "plain, base", Version: v1.10.1""";

  private Path pictures;
  private Path boats;

  @BeforeEach
  void library() throws IOException {
    boats = library.model("boats.safetensors", 1);
    library.model("fog.safetensors", 2);
    pictures = Files.createDirectory(folder.toRealPath().resolve("pictures"));
    workplace.scan();
  }

  @Test
  void showsTheUsersPicturesThatAFileMadeTheLatestFirst() throws IOException {
    Path old = picture("old.png", INFOTEXT, "2020-01-01T00:00:00Z");
    Path latest = picture("new.png", "fog <lora:boats:1> <lora:gone:1>", "2021-01-01T00:00:00Z");
    picture("other.png", "<lora:fog:1>", "2022-01-01T00:00:00Z");
    prompts("boats.safetensors").says("No pictures are recorded yet; run tsr db images FOLDER.\n");
    tsr.db("images -q", pictures);

    prompts("boats.safetensors")
        .prints(
            """
            image     %s
            prompt    fog <lora:boats:1> <lora:gone:1>
            with      boats (lora, weight 1.0), gone (lora, weight 1.0)

            image     %s
            prompt    two boats <lora:boats:0.8>
            negative  people
            settings  Euler a, steps 20, CFG scale 6.50, seed 7, 8x9
            model     plain, base
            with      plain, base (checkpoint), boats (lora, weight 0.8)
            """
                .formatted(latest, old));
    prompts("boats.safetensors", "-n", "1").says("1 of 2; -n 0 for all\n");
  }

  @Test
  void givesBackTheInfotextAndJson() throws IOException {
    Path one = picture("one.png", INFOTEXT, "2020-01-01T00:00:00Z");
    tsr.db("images -q", pictures);

    prompts("boats.safetensors", "--format=a1111")
        .prints(
            """
            two boats <lora:boats:0.8>
            Negative prompt: people
            Steps: 20, Sampler: Euler a, Schedule type: Karras, CFG scale: 6.50, Seed: 7, Size: 8x9, \
            Model: "plain, base", Version: v1.10.1
            """);
    prompts("boats.safetensors", "--json")
        .prints(
            """
            [{"image_id":null,"url":"%s","version_id":null,"version_name":null,"width":640,\
            "height":480,"nsfw_level":null,"prompt":"two boats <lora:boats:0.8>",\
            "negative_prompt":"people","sampler":"Euler a","steps":20,"cfg_scale":6.50,"seed":7,\
            "clip_skip":null,"size":"8x9","model":"plain, base",\
            "resources":[{"name":"plain, base","type":"checkpoint","hash":null,"weight":null,\
            "model_version_id":null,"file_path":null},{"name":"boats","type":"lora","hash":null,\
            "weight":0.8,"model_version_id":null,"file_path":"%s"}],\
            "params":{"prompt":"two boats <lora:boats:0.8>","negativePrompt":"people","Steps":"20",\
            "Sampler":"Euler a","Schedule type":"Karras","CFG scale":"6.50","Seed":"7",\
            "Size":"8x9","Model":"plain, base","Version":"v1.10.1"}}]
            """
                .formatted(one, boats));

    Files.delete(one);
    prompts("boats.safetensors", "--format=a1111")
        .prints(
            """
            two boats <lora:boats:0.8>
            Negative prompt: people
            Model: "plain, base", Model: "plain, base", Model: "plain, base"
            """);
  }

  @Test
  void losesNothingThatAWebUiWouldWriteOfAGraph() throws IOException {
    Path one =
        comfy(
            """
            {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "xl/base.v2.safetensors"}},
             "9": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "refiner.safetensors"}},
             "2": {"class_type": "LoraLoader", "inputs": {"lora_name": "sea/boats.safetensors",
                   "strength_model": 0.7, "strength_clip": 1, "model": ["10", 0]}},
             "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "o:d<d>.safetensors",
                   "strength_model": 0.5, "model": ["1", 0]}},
             "3": {"class_type": "LoraLoader", "inputs": {"lora_name": "gone.v1.safetensors",
                   "strength_model": ["8", 0], "model": ["2", 0]}},
             "4": {"class_type": "CLIPTextEncode", "inputs": {"text": "a quay", "clip": ["3", 1]}},
             "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": ["7", 0]}},
             "6": {"class_type": "KSampler", "inputs": {"seed": ["7", 0], "steps": 4, "model": ["3", 0],
                   "positive": ["4", 0], "negative": ["4", 0], "latent_image": ["5", 0]}},
             "7": {"class_type": "PrimitiveInt", "inputs": {"value": 768}}}""");
    tsr.db("images -q", pictures);

    prompts("boats.safetensors", "--format=a1111")
        .prints(
            """
            a quay <lora:boats:0.7> <lora:gone.v1>
            Negative prompt: a quay
            Steps: 4, Seed: 768, Size: 512x768, Model: xl/base.v2.safetensors
            """);
    assertThat(prompts("boats.safetensors", "--json").out())
        .contains(
            "\"prompt\":\"a quay\",",
            "\"size\":\"512x768\",\"model\":\"xl/base.v2.safetensors\"",
            "{\"name\":\"sea/boats.safetensors\",\"type\":\"lora\",\"hash\":null,\"weight\":0.7,"
                + "\"model_version_id\":null,\"file_path\":\""
                + boats
                + "\"}");

    library.model("gone.v1.safetensors", 3);
    Files.move(boats, boats.resolveSibling("renamed.safetensors"));
    workplace.scan();
    Files.delete(one);
    assertThat(prompts("gone.v1.safetensors", "--format=a1111").out())
        .startsWith("a quay <lora:boats:0.7> <lora:gone.v1>\n");
  }

  @Test
  void leavesOutABlockWithoutALine() throws IOException {
    Path one = picture("one.png", "", "2020-01-01T00:00:00Z");
    Files.write(
        one,
        PictureFile.png()
            .text(
                "prompt",
                """
                {"1": {"class_type": "UpscaleModelLoader", "inputs": {"model_name": "boats.safetensors"}}}""")
            .end());
    picture("two.png", "<lora:boats:1>", "2020-01-01T00:00:00Z");
    tsr.db("images -q", pictures);

    prompts("boats.safetensors", "--format=a1111", "--print0")
        .prints("<lora:boats:1>\0", one + ": left out; it has neither prompt nor settings\n");
  }

  private Path comfy(String graph) throws IOException {
    return Files.write(
        pictures.resolve("comfy.png"), PictureFile.png().text("prompt", graph).end());
  }

  @Test
  void showsTheSettingsOfComfyUi() throws IOException {
    comfy(
        """
        {"1": {"class_type": "LoraLoader", "inputs": {"lora_name": "boats.safetensors"}},
         "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a quay"}},
         "3": {"class_type": "KSampler", "inputs": {"seed": 18446744073709551615, "steps": 4,
               "cfg": 1.5, "sampler_name": "euler", "scheduler": "simple", "denoise": 1,
               "positive": ["2", 0], "negative": ["2", 0]}}}""");
    tsr.db("images -q", pictures);

    prompts("boats.safetensors", "--format=a1111")
        .prints(
            """
            a quay <lora:boats>
            Negative prompt: a quay
            Steps: 4, Sampler: euler, Schedule type: simple, CFG scale: 1.5, \
            Seed: 18446744073709551615, Denoising strength: 1
            """);
  }

  @Test
  void showsThePicturesOfAModelWithAnyOfItsFiles() throws IOException {
    catalogue.model(100, "Boats").version(101, "v1").linked(boats);
    Path one = picture("one.png", "<lora:boats:1>", "2020-01-01T00:00:00Z");
    tsr.db("images -q", pictures);

    assertThat(prompts("100").out()).startsWith("image     " + one + "\n");
    assertThat(prompts("100", "--version-id=101").out()).startsWith("image     " + one + "\n");
    prompts("fog.safetensors")
        .says("None of your pictures says that it was made with fog.safetensors.\n");
    prompts("100", "--sfw").exits(2);
  }

  @Test
  void showsThePromptOfAPictureWithAMalformedPath() throws IOException {
    picture("one.png", INFOTEXT, "2020-01-01T00:00:00Z");
    tsr.db("images -q", pictures);
    catalogue.execute("UPDATE own_images SET path = 'a' || char(0)");

    Result shown = prompts("boats.safetensors").exits(0);
    assertThat(shown.out()).contains("prompt    two boats <lora:boats:0.8>");
  }

  private Path picture(String name, String infotext, String time) throws IOException {
    Path file = pictures.resolve(name);
    Files.write(file, PictureFile.png().text("parameters", infotext).end());
    return Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
  }

  private Result prompts(Object... arguments) {
    return tsr.db("prompts --mine", arguments);
  }
}
