package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LinkableFile;
import java.time.Duration;
import java.util.List;

/**
 * The files to link, and the options.
 *
 * @param weights whether to look up the hash of the weights of files whose SHA-256 is not known
 * @param relink whether a file loses a link that tsr made if its version is no longer found
 * @param retryAfter the age after which a hash that CivitAI did not know is requested again
 */
public record LinkRequest(
    List<LinkableFile> targets, boolean weights, boolean relink, Duration retryAfter) {}
