package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.reading.WeightsReader;
import java.nio.file.Path;
import java.util.List;

/**
 * The paths and options of a scan.
 *
 * @param paths folders and files
 * @param rehash whether to read unchanged files again
 * @param dryRun whether to report only, without reading or recording a file
 * @param pickles whether to record pickles (.ckpt, .pt, .pth, .bin), too
 * @param weights whether to hash the weights of .safetensors files, also of unchanged ones whose
 *     weights were not hashed yet
 * @param jobs the number of files to read at once, at least 1
 */
public record ScanRequest(
    List<Path> paths, boolean rehash, boolean dryRun, boolean pickles, boolean weights, int jobs) {

  /** Whether an unchanged file has to be read, since its weights were not hashed yet. */
  boolean lacksWeights(LocalFile file) {
    return weights && !dryRun && WeightsReader.canRead(file) && file.weightsSha256() == null;
  }
}
