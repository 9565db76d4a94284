package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LinkTarget;
import java.time.Duration;
import java.util.List;

/**
 * Which files CivitAI is to be asked for.
 *
 * @param retryAfter how long what CivitAI did not know is not asked again
 */
public record LinkRequest(List<LinkTarget> targets, Duration retryAfter) {}
