package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.WireModel;
import dev.tensors.tsr.civitai.WireVersion;
import java.util.Map;

/**
 * What CivitAI said of some models.
 *
 * @param models by id; those that it has no more, or never had, are not in it
 * @param details by id, the versions' own answers as far as they were needed
 */
record FetchedModels(Map<Long, WireModel> models, Map<Long, WireVersion> details) {}
