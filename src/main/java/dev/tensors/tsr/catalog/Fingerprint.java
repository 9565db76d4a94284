package dev.tensors.tsr.catalog;

import java.util.Map;

/**
 * What was learnt by reading a file.
 *
 * @param sha256 of the whole file, upper case hex
 * @param headerSize bytes of the JSON header
 * @param tensorCount the names in it, without the metadata
 * @param metadata the header's metadata; a value is null where it was too large to keep
 */
public record Fingerprint(
    String sha256, Long headerSize, Long tensorCount, Map<String, String> metadata) {}
