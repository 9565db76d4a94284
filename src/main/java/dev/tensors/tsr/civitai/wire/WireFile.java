package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.Kind;
import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A file of a version.
 *
 * @param row of the table version_files
 * @param hashes upper case hex by type, such as SHA256 or AutoV2, in CivitAI's order; empty just
 *     after an upload
 */
public record WireFile(ColumnValues row, Map<String, String> hashes) implements WireRow {

  private static final WireFields FIELDS = new WireFields();

  public static final WireField<Long> ID = FIELDS.add("id", "civitai_id", Kind.NUMBER);

  /** In units of 1024 bytes, with a fraction. */
  public static final WireField<Double> SIZE_KB = FIELDS.add("sizeKB", Kind.FRACTION);

  public static final WireField<String> NAME = FIELDS.add("name", Kind.NAME);

  /** Such as Model, VAE or Training Data. */
  public static final WireField<String> TYPE = FIELDS.add("type", Kind.TEXT);

  private static final String METADATA_PART = FIELDS.addPart("metadata");
  private static final WireFields METADATA = new WireFields();

  /** Such as fp16. */
  public static final WireField<String> FP = METADATA.add("fp", Kind.TEXT);

  /** Full or pruned. */
  public static final WireField<String> SIZE = METADATA.add("size", "size_type", Kind.TEXT);

  /** Such as SafeTensor. */
  public static final WireField<String> FORMAT = METADATA.add("format", Kind.TEXT);

  public static final WireField<String> PICKLE_SCAN_RESULT =
      FIELDS.add("pickleScanResult", Kind.TEXT);
  public static final WireField<String> PICKLE_SCAN_MESSAGE =
      FIELDS.add("pickleScanMessage", Kind.TEXT);
  public static final WireField<String> VIRUS_SCAN_RESULT =
      FIELDS.add("virusScanResult", Kind.TEXT);
  public static final WireField<String> VIRUS_SCAN_MESSAGE =
      FIELDS.add("virusScanMessage", Kind.TEXT);
  public static final WireField<String> SCANNED_AT = FIELDS.add("scannedAt", Kind.TIME);

  private static final String HASHES = FIELDS.addPart("hashes");

  /** Whether a download of the version gives this file. */
  public static final WireField<Boolean> PRIMARY =
      FIELDS.add(
          "primary",
          "is_primary",
          Kind.truth((json, name) -> Boolean.TRUE.equals(json.truth(name))));

  public static final WireField<String> DOWNLOAD_URL = FIELDS.add("downloadUrl", Kind.TEXT);

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

  public boolean isPrimary() {
    return Boolean.TRUE.equals(get(PRIMARY));
  }
}
