package dev.tensors.tsr.docs;

import static dev.tensors.tsr.program.CivitaiStub.match;

import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import java.nio.file.Path;
import java.util.List;

/**
 * The library of which the documentation tells, and what CivitAI knows of it. All of it is
 * invented: the models, their creator, the words and the ids, which are beyond CivitAI's own.
 */
final class SampleLibrary {

  private static final String HARBOUR_FOG =
      """
      {"id": 9000101, "name": "Harbour Fog", "type": "LORA", "nsfw": false,
       "description": "<p>Harbours in the mist.</p>", "tags": ["style", "sea", "fog"],
       "creator": {"username": "tidewater"}, "stats": {"downloadCount": 812, "thumbsUpCount": 64},
       "modelVersions": [
         {"id": 9000212, "name": "v2", "baseModel": "SDXL 1.0", "publishedAt": "2026-03-01T09:00:00.000Z",
          "downloadUrl": "https://civitai.com/api/download/models/9000212",
          "trainedWords": ["harbour fog", "low tide"], "files": [], "images": []},
         {"id": 9000211, "name": "v1", "baseModel": "SDXL 1.0", "publishedAt": "2025-11-02T09:00:00.000Z",
          "downloadUrl": "https://civitai.com/api/download/models/9000211",
          "trainedWords": ["harbour fog", "sea mist, gulls"],
          "files": [
            {"id": 9000311, "name": "harbour-fog.safetensors", "type": "Model", "primary": true,
             "hashes": {"SHA256": "%s"}}],
          "images": [
            {"url": "https://image.civitai.com/9000401.jpeg", "nsfwLevel": 1, "width": 832, "height": 1216,
             "meta": {"prompt": "harbour fog, two boats at a quay, <lora:harbour-fog:0.8>",
                      "negativePrompt": "people", "sampler": "Euler a", "steps": 28, "cfgScale": 6.5,
                      "seed": 20251102, "Model": "plain-base",
                      "resources": [{"name": "old-paper", "type": "lora", "weight": 0.3}]}},
            {"url": "https://image.civitai.com/9000402.jpeg", "nsfwLevel": 1, "width": 1216, "height": 832,
             "meta": {"prompt": "sea mist, gulls, a lighthouse, <lora:harbour-fog:0.6>",
                      "sampler": "DPM++ 2M", "steps": 24, "cfgScale": 5, "seed": 7}}]}]}
      """;

  private static final String CLEAR_WATER =
      """
      {"id": 9000102, "name": "Clear Water", "type": "VAE", "nsfw": false, "tags": ["vae"],
       "creator": {"username": "tidewater"}, "stats": {"downloadCount": 95, "thumbsUpCount": 11},
       "modelVersions": [
         {"id": 9000221, "name": "1.0", "baseModel": "SDXL 1.0", "publishedAt": "2025-08-20T09:00:00.000Z",
          "downloadUrl": "https://civitai.com/api/download/models/9000221", "trainedWords": [],
          "files": [
            {"id": 9000321, "name": "clear-water.safetensors", "type": "Model", "primary": true,
             "hashes": {"SHA256": "%s"}}],
          "images": []}]}
      """;

  private static final String LANTERN_NIGHT =
      """
      {"id": 9000103, "name": "灯夜 Lantern Night", "type": "LORA", "nsfw": false,
       "tags": ["style", "night"], "creator": {"username": "ashgrove"},
       "stats": {"downloadCount": 4031, "thumbsUpCount": 377},
       "modelVersions": [
         {"id": 9000231, "name": "v1", "baseModel": "Illustrious", "publishedAt": "2026-01-15T09:00:00.000Z",
          "downloadUrl": "https://civitai.com/api/download/models/9000231",
          "trainedWords": ["lantern night"], "files": [],
          "images": [
            {"url": "%s/original=true/9000403.jpeg", "nsfwLevel": 1, "width": 832, "height": 1216,
             "meta": {"prompt": "lantern night, a narrow street in the rain", "steps": 30}}]}]}
      """;

  private static final String LANTERN_NIGHT_V1 =
      """
      {"id": 9000231, "modelId": 9000103, "name": "v1", "baseModel": "Illustrious",
       "model": {"name": "灯夜 Lantern Night", "type": "LORA"}, "files": [], "images": []}
      """;

  /** What its trainer noted in the header of the file that CivitAI does not know. */
  private static final String PAPER_BOATS =
      """
      {"ss_base_model_version":"sdxl_base_v1-0","modelspec.title":"Paper Boats",\
      "modelspec.trigger_phrase":"paper boat",\
      "ss_tag_frequency":"{\\"10_boats\\": {\\"paper boat\\": 40, \\"puddle\\": 31, \\"rain\\": 12}}"}""";

  private static final byte[] JPEG = PictureFile.jpeg();

  private SampleLibrary() {}

  static final List<String> FILES =
      List.of(
          "Lora/harbour-fog.safetensors",
          "Lora/paper-boats.safetensors",
          "VAE/clear-water.safetensors");

  /** Makes the files, which take hardly any room. */
  static void make(Path folder) {
    Library library = new Library(folder);
    library.holedModel(FILES.get(0), 18 << 20, "{}");
    library.holedModel(FILES.get(1), 36 << 20, PAPER_BOATS);
    library.holedModel(FILES.get(2), 80 << 20, "{}");
  }

  /**
   * Tells CivitAI's stand-in about two of these files, and about a model that is not among them.
   */
  static void describe(Path folder, CivitaiStub civitai) {
    String fog = Library.sha256(folder.resolve("Lora/harbour-fog.safetensors"));
    String water = Library.sha256(folder.resolve("VAE/clear-water.safetensors"));
    civitai.matches(match(fog, 9000211, 9000101), match(water, 9000221, 9000102));
    civitai.lists(
        HARBOUR_FOG.formatted(fog),
        CLEAR_WATER.formatted(water),
        LANTERN_NIGHT.formatted(civitai.root()));
    civitai.picture("/width=450,optimized=true/9000403.jpeg", JPEG);
    civitai.answers("/model-versions/9000231", LANTERN_NIGHT_V1);
  }
}
