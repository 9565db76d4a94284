package dev.tensors.tsr.catalog;

import java.util.List;

/**
 * An image that shows what a version makes, and what it was made with.
 *
 * @param imageId CivitAI's id; null where CivitAI does not tell
 * @param versionId CivitAI's id
 * @param width in pixels; null where CivitAI does not tell
 * @param height in pixels; null where CivitAI does not tell
 * @param nsfwLevel a bit mask; null where CivitAI does not tell
 * @param resources the models that it was made with, each once
 */
public record ExampleImage(
    Long imageId,
    String url,
    long versionId,
    String versionName,
    Long width,
    Long height,
    Long nsfwLevel,
    GenerationParameters parameters,
    List<ImageResource> resources) {}
