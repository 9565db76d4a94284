package dev.tensors.tsr.program;

/** What other managers leave beside files: CivitAI's answers. */
public final class Sidecars {

  public static final String OTHER_HASH = "0".repeat(64);

  private Sidecars() {}

  /** CivitAI's answer on version 1000 + {@code model}, with one file. */
  public static String version(int model, String sha256) {
    return version(model, "\"SHA256\":\"" + sha256 + "\"", "\"fog\",\"sea mist\"");
  }

  /**
   * CivitAI's answer on version 1000 + {@code model}.
   *
   * @param hashes of its file, JSON
   * @param words JSON
   */
  public static String version(int model, String hashes, String words) {
    return """
        {"id":%1$d,"modelId":%2$d,"name":"v1","baseModel":"SDXL 1.0","trainedWords":[%4$s],
         "model":{"name":"Model %2$d","type":"LORA","nsfw":false,"poi":false},
         "files":[{"id":%1$d,"name":"f.safetensors","type":"Model","primary":true,"hashes":{%3$s}}],
         "images":[{"url":"https://image.civitai.com/x/%1$d.jpeg","type":"image","nsfwLevel":1,
           "meta":{"prompt":"a quay","cfgScale":NaN}}],
         "downloadUrl":"https://civitai.com/api/download/models/%1$d"}"""
        .formatted(1000 + model, model, hashes, words);
  }

  /** What CivitAI answers on a model with the versions 2000 + {@code model} and the one above. */
  public static String model(int model, String sha256) {
    String other = version(model, OTHER_HASH).replace("\"id\":1", "\"id\":2");
    return """
        {"id":%1$d,"name":"Model %1$d","type":"LORA","tags":["sea"],"creator":{"username":"tide"},
         "modelVersions":[%2$s,%3$s]}"""
        .formatted(model, other, version(model, sha256));
  }
}
