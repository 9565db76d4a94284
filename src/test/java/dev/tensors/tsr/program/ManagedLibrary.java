package dev.tensors.tsr.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A library beside whose files other managers have left their sidecars. */
public record ManagedLibrary(Library library) {

  public static final String OTHER_HASH = "0".repeat(64);

  /** A file of this name that differs from others by {@code fill}. */
  public String model(String name, int fill) {
    return Library.sha256(library.model(name, fill));
  }

  /** A file of one tensor, as {@link Library#model(String, int, int, String)} makes it. */
  public String model(String name, int bytes, int fill, String metadata) {
    return Library.sha256(library.model(name, bytes, fill, metadata));
  }

  public Path sidecar(String name, String text) {
    return library.file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Path symlink(String name, Path target) {
    try {
      return Files.createSymbolicLink(library.path(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
