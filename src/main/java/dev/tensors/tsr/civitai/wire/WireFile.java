package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of a version.
 *
 * @param id CivitAI's id
 * @param type such as Model, VAE or Training Data
 * @param sizeKB in units of 1024 bytes, with a fraction
 * @param format such as SafeTensor
 * @param size full or pruned
 * @param fp such as fp16
 * @param hashes upper case hex by type, such as SHA256 or AutoV2, in CivitAI's order; empty just
 *     after an upload
 * @param primary whether a download of the version gives this file
 */
public record WireFile(
    @Nullable Long id,
    @Nullable String name,
    @Nullable String type,
    @Nullable Double sizeKB,
    @Nullable String format,
    @Nullable String size,
    @Nullable String fp,
    @Nullable String pickleScanResult,
    @Nullable String pickleScanMessage,
    @Nullable String virusScanResult,
    @Nullable String virusScanMessage,
    @Nullable Instant scannedAt,
    Map<String, String> hashes,
    boolean primary,
    @Nullable String downloadUrl) {

  public static WireFile of(JsonObject fields) {
    JsonObject metadata = fields.object("metadata");
    return new WireFile(
        fields.number("id"),
        fields.text("name"),
        fields.text("type"),
        fields.fraction("sizeKB"),
        metadata.text("format"),
        metadata.text("size"),
        metadata.text("fp"),
        fields.text("pickleScanResult"),
        fields.text("pickleScanMessage"),
        fields.text("virusScanResult"),
        fields.text("virusScanMessage"),
        fields.time("scannedAt"),
        hashes(fields.object("hashes")),
        Boolean.TRUE.equals(fields.truth("primary")),
        fields.text("downloadUrl"));
  }

  private static Map<String, String> hashes(JsonObject fields) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String type : fields.values().keySet()) {
      String hash = fields.text(type);
      if (hash != null && !hash.isBlank()) {
        hashes.put(type, hash.strip().toUpperCase(Locale.ROOT));
      }
    }
    return Collections.unmodifiableMap(hashes);
  }
}
