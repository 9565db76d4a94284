package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LinkTarget;
import java.time.Duration;
import java.util.List;

/**
 * Which files are to be linked.
 *
 * @param relink whether a file that is not found loses the link that tsr had made of it
 * @param retryAfter how long CivitAI is not asked again for what it did not know
 */
public record LinkRequest(List<LinkTarget> targets, boolean relink, Duration retryAfter) {}
