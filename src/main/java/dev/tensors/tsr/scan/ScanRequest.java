package dev.tensors.tsr.scan;

import java.nio.file.Path;
import java.util.List;

/**
 * What to scan, and how.
 *
 * @param paths folders, or single files
 * @param rehash whether to read files again that have not changed
 * @param dryRun whether only to say what would be done, without reading or recording anything
 * @param pickles whether to record pickles (.ckpt, .pt, .pth, .bin), too
 * @param jobs how many files to read at once, at least 1
 */
public record ScanRequest(
    List<Path> paths, boolean rehash, boolean dryRun, boolean pickles, int jobs) {}
