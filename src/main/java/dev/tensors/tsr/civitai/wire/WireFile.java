package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of a version.
 *
 * @param row of the table version_files
 * @param hashes upper case hex by type, such as SHA256 or AutoV2, in CivitAI's order; empty just
 *     after an upload
 */
public record WireFile(ColumnValues row, Map<String, String> hashes) {

  private static final WireFields FIELDS = new WireFields();

  public static final WireField<Long> ID = FIELDS.number("id", "civitai_id");

  /** In units of 1024 bytes, with a fraction. */
  public static final WireField<Double> SIZE_KB = FIELDS.fraction("sizeKB", "size_kb");

  public static final WireField<String> NAME = FIELDS.name("name", "name");

  /** Such as Model, VAE or Training Data. */
  public static final WireField<String> TYPE = FIELDS.text("type", "type");

  private static final String METADATA_PART = FIELDS.part("metadata");
  private static final WireFields METADATA = new WireFields();

  /** Such as fp16. */
  public static final WireField<String> FP = METADATA.text("fp", "fp");

  /** Full or pruned. */
  public static final WireField<String> SIZE = METADATA.text("size", "size_type");

  /** Such as SafeTensor. */
  public static final WireField<String> FORMAT = METADATA.text("format", "format");

  public static final WireField<String> PICKLE_SCAN_RESULT =
      FIELDS.text("pickleScanResult", "pickle_scan_result");
  public static final WireField<String> PICKLE_SCAN_MESSAGE =
      FIELDS.text("pickleScanMessage", "pickle_scan_message");
  public static final WireField<String> VIRUS_SCAN_RESULT =
      FIELDS.text("virusScanResult", "virus_scan_result");
  public static final WireField<String> VIRUS_SCAN_MESSAGE =
      FIELDS.text("virusScanMessage", "virus_scan_message");
  public static final WireField<String> SCANNED_AT = FIELDS.time("scannedAt", "scanned_at");

  private static final String HASHES = FIELDS.part("hashes");

  /** Whether a download of the version gives this file. */
  public static final WireField<Boolean> PRIMARY =
      FIELDS.truth("primary", "is_primary", json -> Boolean.TRUE.equals(json.truth("primary")));

  public static final WireField<String> DOWNLOAD_URL = FIELDS.text("downloadUrl", "download_url");

  public static WireFile of(JsonObject json) {
    return new WireFile(
        FIELDS.read(json).and(METADATA.read(json.object(METADATA_PART))),
        hashes(json.object(HASHES)));
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

  JsonObject write() {
    JsonFields written = new JsonFields();
    hashes.forEach(written::with);
    return FIELDS.write(
        row, new JsonFields().with(METADATA_PART, metadata()).with(HASHES, written));
  }

  /** How the file is stored, as CivitAI writes it. */
  public JsonObject metadata() {
    return METADATA.write(row, new JsonFields());
  }

  public <T> @Nullable T get(WireField<T> field) {
    return field.of(row);
  }

  public boolean isPrimary() {
    return Boolean.TRUE.equals(get(PRIMARY));
  }
}
